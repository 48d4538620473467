"""How quick live speech is and how right: python -m tests.benchmarks.live [--corpus DIR] [--model tiny.en] …

Recordings are played at a simulated real-time pace to sessions that share two decoders; then a stack is
started, and more and more sessions speak over real sockets, by the clock on the wall. The last lines say what
must hold and whether it does; if something does not, the exit status is 1.
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks import live_hour, live_seats, live_servers, live_simulated, live_sockets, peers_live
from tests.benchmarks.__main__ import where
from tests.benchmarks.corpus import Utterance, utterances
from tests.benchmarks.latency import percentile
from tests.benchmarks.live_claims import Claim, below, conclude
from tests.benchmarks.live_servers import Round
from tests.benchmarks.live_shown import NEVER
from tests.benchmarks.live_track import Recording, recordings

NEEDED = 4  # sessions on two cores


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.live", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[1] / "audio")
    parser.add_argument("--files", nargs="*", default=["ls_*", "jfk*"])
    parser.add_argument("--engine", default="whisper-streaming", help="of the simulation")
    parser.add_argument("--model", default="tiny.en")
    parser.add_argument("--only-sockets", action="store_true", help="no simulation")
    parser.add_argument("--crowd", type=float, default=1.0, help="minutes that many simulated sessions speak")
    parser.add_argument("--simulated-minutes", type=float, default=60.0, help="of the long session; 0: none")
    parser.add_argument(
        "--seconds", type=float, default=40.0, help="that sessions speak over sockets; 0: not"
    )
    parser.add_argument("--most", type=int, default=32, help="sessions tried over sockets")
    parser.add_argument("--peers", type=Path, help="folder with other servers' environments")
    parser.add_argument("--hour", action="store_true", help="nothing but two long sessions over sockets")
    parser.add_argument("--minutes", type=float, default=60.0, help="of those")
    return parser.parse_args()


def main(asked: argparse.Namespace) -> int:
    corpus = utterances(asked.corpus, asked.files)
    print(f"{where()}; model {asked.model}, {len(corpus)} recordings of {asked.corpus}")
    print("load average", *(f"{one:.1f}" for one in os.getloadavg()), flush=True)
    if asked.hour:
        return conclude(live_hour.measure(recordings(corpus), asked.model, asked.minutes))
    claims: list[Claim] = []
    if not asked.only_sockets:
        claims += live_simulated.measure(
            corpus, asked.engine, asked.model, asked.crowd, asked.simulated_minutes
        )
    if asked.seconds:
        claims += sockets(asked, corpus)
        claims += live_seats.measure()
    return conclude(claims)


def sockets(asked: argparse.Namespace, corpus: list[Utterance]) -> list[Claim]:
    timed = recordings(corpus)
    with live_sockets.serving(asked.model, asked.most) as (server, _):
        rounds = asyncio.run(live_servers.climb(server, timed, asked.seconds, asked.most))
    others = peers(asked, timed) if asked.peers else []
    live_servers.printed(rounds + others)
    return claimed(rounds)


def peers(asked: argparse.Namespace, corpus: list[Recording]) -> list[Round]:
    found: list[Round] = []
    for name in peers_live.installed(asked.peers):
        try:
            with peers_live.serving(asked.peers, name, asked.model, asked.most) as server:
                found += asyncio.run(live_servers.climb(server, corpus, asked.seconds, asked.most))
        except RuntimeError as error:
            print(f"{name} is not measured: {error}")
    return found


def claimed(rounds: list[Round]) -> list[Claim]:
    one = rounds[0]
    interim, final = one.latencies.interim or [NEVER], one.endpoints or [NEVER]
    held, _ = live_servers.limit(rounds, finals=True)
    limit = live_servers.bound(rounds, finals=True)
    what = f"sessions with finals within {live_servers.LATE} s (p95)"
    where = "one session over sockets"
    return [
        below(f"{where}, interim after the word's end, median", median(interim), 0.7),
        below(f"{where}, final after the endpoint, median", median(final), 0.5),
        below(f"{where}, final after the endpoint, p95", percentile(final, 95), 1.0),
        Claim(what, limit, f"≥ {NEEDED}", held >= NEEDED),
    ]


if __name__ == "__main__":
    sys.exit(main(arguments()))
