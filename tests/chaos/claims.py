"""What must be true in the end. A claim is a sentence, with what speaks against it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from activities import storage
from activities.index import ENDED, Index, Job
from api import orphans
from tests.chaos import repeats
from tests.chaos.disturb import Done
from tests.chaos.stack import SLOTS, ChaosStack
from tests.chaos.talks import Talk
from tests.chaos.works import Accepted, Works, heard
from tests.receiver import Receiver

SHOWN = 10


@dataclass
class Claim:
    text: str
    against: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield f"{'FALSE' if self.against else 'true '}  {self.text}"
        yield from (f"         {line}" for line in self.against[:SHOWN])


def of_jobs(calm: Works, rough: Works) -> Iterator[Claim]:
    undisturbed = {job.work.number: heard(job.end) for job in calm.accepted if job.kind != "rerun"}
    may_be_cancelled = {job.id for job in rough.accepted if job.work.then == "cancel"}
    wrong, different = [], []
    for job in rough.accepted:
        status = job.end.get("status")
        if status == "completed":
            mine, others = heard(job.end), undisturbed[job.work.number]
            if job.kind == "rerun":  # it was asked for more
                mine, others = _without(mine, "events"), _without(others, "events")
            if mine != others:
                names = [name for name in mine if mine[name] != others[name]]
                different.append(f"{job.name}: {', '.join(names)}")
        elif not (status == "cancelled" and job.id in may_be_cancelled):
            wrong.append(f"{job.name}: {status}, {job.end.get('error')}")
    completed = sum(job.end.get("status") == "completed" for job in rough.accepted)
    yield Claim(
        f"each of {len(rough.accepted)} accepted jobs completed, if it was not cancelled ({completed} did)",
        wrong + rough.problems,
    )
    yield Claim(
        f"{completed} transcripts say what those of an undisturbed run do, words and times", different
    )
    broken = rough.client.broken
    yield Claim(f"no answer was a 500 ({_said(rough.client.answers)}; 0: none came)", broken)


def _without(heard: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in heard.items() if key != name}


def _said(answers: Counter[int]) -> str:
    return ", ".join(f"{count} times {status}" for status, count in sorted(answers.items()))


def of_rows(stack: ChaosStack, runs: list[Works]) -> Iterator[Claim]:
    index = Index(stack.postgresql.url())
    known = {job.id: job for run in runs for job in run.accepted}
    with Session(index.engine) as session:
        rows = {job.id: job for job in session.scalars(select(Job))}
    deleted = {id for id, job in known.items() if job.deleted}
    # A client whose rerun was not answered can only ask again: it has no key that says that it is the same.
    extra = [id for id, row in rows.items() if id not in known and row.rerun_of is None]
    yield Claim(
        "no job was made twice, none was lost, none that was deleted is still there",
        [f"{id}: nobody was promised it" for id in extra]
        + [f"{known[id].name}: it has no row" for id in known if id not in rows and id not in deleted]
        + [f"{known[id].name}: it was deleted" for id in deleted if id in rows]
        + [f"{id}: it is {row.status}" for id, row in rows.items() if row.status not in ENDED],
    )
    yield from _of_storage(stack, index, set(rows))
    index.close()


def _of_storage(stack: ChaosStack, index: Index, rows: set[str]) -> Iterator[Claim]:
    place = stack.environment["DALSTON_STORAGE"]
    found = orphans.find(index, place, older=0)
    orphans.remove(found)
    folders = [name for name in storage.list_folders(place) if orphans.JOB.fullmatch(name)]
    # A server may show folders in which nothing is.
    folders = [name for name in folders if storage.list_names(storage.join(place, name))]
    swept = f"{len(found.folders)} folders and {len(found.partials)} unfinished files went"
    yield Claim(
        f"after the sweep there is no orphan ({swept})",
        [f"{name}: a folder without a job" for name in folders if name not in rows]
        + [f"{url}: not finished" for url in storage.partials(place)]
        + [f"{id}: its folder is missing" for id in found.missing],
    )


def of_hooks(receiver: Receiver, run: Works) -> Iterator[Claim]:
    waiting = [job for job in run.accepted if job.hook and not job.deleted]
    against = [line for job in waiting for line in _of_hook(receiver, job)]
    messages = sum(len(receiver.to(job.hook or "")) for job in waiting)
    text = f"each of {len(waiting)} webhooks was told, with one id each ({messages} messages)"
    yield Claim(text, against)


def _of_hook(receiver: Receiver, job: Accepted) -> Iterator[str]:
    messages = receiver.to(job.hook or "")
    ended = [message for message in messages if message.content["data"]["id"] == job.id]
    if not ended:
        yield f"{job.name}: nothing came"
    if len({message.id for message in ended}) > 1:
        yield f"{job.name}: {len({message.id for message in ended})} ids"
    for message in ended:
        if message.content["type"] != f"transcription.{job.end['status']}":
            yield f"{job.name}: {message.content['type']}, but it is {job.end['status']}"


def of_repeats(stack: ChaosStack, since: float, done: list[Done]) -> Iterator[Claim]:
    found = repeats.count(repeats.read(stack.notes / "notes.jsonl", since), done)
    batch = {pid for pid, name in stack.pids.items() if name.startswith(("workers", "engines", "workflows"))}
    kills = sum(one.what in repeats.KILLS and one.pid in batch for one in done)
    servers = sum(one.pid not in batch for one in done)
    yield Claim(
        f"of {found.heard} chunks, {found.by_process} were heard again after {kills} kills of workers, "
        f"each of which does {SLOTS} at once: at most those",
        [] if found.by_process <= SLOTS * kills else [f"{found.by_process} > {SLOTS} times {kills}"],
    )
    yield Claim(
        f"{found.by_server} were heard again because a server was away; nothing else was done twice",
        found.unexplained
        + ([] if found.by_server <= 2 * SLOTS * servers else [f"{found.by_server} in {servers} outages"]),
    )


async def of_talks(stack: ChaosStack, talks: list[Talk]) -> Claim:
    against = []
    for talk in talks:
        kept = await talk.kept(stack.api) if talk.end else ""
        if wrong := talk.wrong(kept):
            talk.write(stack.data / f"session-{talk.number}.json")
            against.append(f"session {talk.number} ({talk.id}): {wrong}")
    moves, returns = sum(talk.moves for talk in talks), sum(talk.returns for talk in talks)
    words = sum(len(talk.words) for talk in talks)
    return Claim(
        f"{len(talks)} live sessions have all of {words} words once, in order "
        f"({moves} moves to another worker, {returns} returns of a client)",
        against,
    )
