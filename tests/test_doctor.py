"""`dalston doctor` knows what goes wrong on people's machines, and says how to mend it."""

import asyncio
import json
import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from time import time

import pytest
from sqlalchemy import make_url
from temporalio.client import Client

from activities import migrations, storage
from api.command import checks
from api.command.checks import database, folder, machine, models, ports, server, temporal
from api.command.checks import storage as storage_checks
from tests import postgresql
from tests.command import DALSTON, dalston, environment
from tests.conftest import MODEL, free_port, free_ports
from tests.http_server import Answer, serving
from tests.keyed import keyed
from tests.processes import Stack, started
from tests.s3_server import READER, S3Server


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The settings of somebody who has set nothing, to change."""
    for name in list(os.environ):
        if name.startswith(("DALSTON_", "TEMPORAL_")):
            monkeypatch.delenv(name)
    yield monkeypatch
    storage.forget_settings()


def broken(finding: checks.Finding, *said: str) -> bool:
    """Whether it is, says so in these words, and says how to mend it."""
    text = f"{finding.detail} {finding.mend}"
    return finding.state == "broken" and bool(finding.mend) and all(word in text for word in said)


def noted(finding: checks.Finding, *said: str) -> bool:
    text = f"{finding.detail} {finding.mend}"
    return finding.state == "note" and bool(finding.mend) and all(word in text for word in said)


# Settings


def test_a_setting_that_cannot_be_meant_is_named(tmp_path: Path) -> None:
    result = dalston("doctor", "--json", data=tmp_path, DALSTON_PORT="many", DALSTON_S3_ENDPOINT="seaweed")
    [finding] = json.loads(result.stdout)
    assert result.returncode == 1
    assert "DALSTON_PORT: " in finding["detail"]
    assert "DALSTON_S3_ENDPOINT: " in finding["detail"]
    assert ".env" in finding["mend"]


def test_a_setting_in_a_file_that_is_not_there_is_found(tmp_path: Path) -> None:
    result = dalston("doctor", "--json", data=tmp_path, DALSTON_DATABASE_FILE=str(tmp_path / "none"))
    [finding] = json.loads(result.stdout)
    assert "DALSTON_DATABASE_FILE names" in finding["detail"]


def test_every_command_says_which_setting_it_cannot_read(tmp_path: Path) -> None:
    result = dalston("up", data=tmp_path, DALSTON_PORT="many")
    assert (result.returncode, b"Error: DALSTON_PORT: " in result.stderr) == (2, True)
    assert b"Traceback" not in result.stderr


def test_a_server_without_keys_that_everybody_could_reach_is_refused(
    variables: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    variables.setenv("DALSTON_HOST", "0.0.0.0")
    variables.setenv("DALSTON_AUTH", "off")
    finding = next(checks.examine(tmp_path))
    assert broken(finding, "DALSTON_AUTH is off", "unset DALSTON_AUTH")


# The machine


def test_no_program_of_ffmpeg_is_needed(variables: pytest.MonkeyPatch) -> None:
    variables.setenv("PATH", "")
    assert (machine.audio().state, "ffmpeg is not needed" in machine.audio().detail) == ("ok", True)


def test_a_graphics_card_that_cuda_does_not_see_is_worth_a_note(
    variables: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "nvidia-smi"
    program.write_text("#!/bin/sh\necho NVIDIA H100, 470.57.02\n")
    program.chmod(0o755)
    variables.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    variables.setenv("CUDA_VISIBLE_DEVICES", "")
    assert noted(machine.device(), "NVIDIA H100, 470.57.02", "CUDA_VISIBLE_DEVICES")


def test_few_open_files_are_worth_a_note() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1000, hard))
    try:
        assert noted(machine.open_files(), "1000", "ulimit -n 4096")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_console_that_was_not_built_is_worth_a_note(tmp_path: Path) -> None:
    for name in ("api", "activities", "workflows", "realtime", "workers"):
        (tmp_path / name).symlink_to(Path(checks.__file__).parents[3] / name)
    (tmp_path / "api").unlink()
    source = Path(checks.__file__).parents[2]
    shutil.copytree(source, tmp_path / "api", ignore=shutil.ignore_patterns("console", "__pycache__"))
    argv = [sys.executable, "-c", "from api.command.checks import machine; print(machine.console())"]
    done = subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    assert "state='note'" in done.stdout
    assert "make console" in done.stdout


@pytest.mark.parametrize(("program", "said"), [("/no/temporal", "not a program"), ("false", "does not run")])
def test_a_temporal_program_that_is_missing_or_broken_is_found(
    variables: pytest.MonkeyPatch, program: str, said: str
) -> None:
    variables.setenv("TEMPORAL_CLI_PATH", program)
    assert broken(temporal.program(), said, "pip install 'dalston[local]'")


def test_a_port_that_is_taken_is_found(variables: pytest.MonkeyPatch) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        variables.setenv("DALSTON_PORT", str(taken.getsockname()[1]))
        assert broken(next(ports.examine()), "taken by another program", "DALSTON_PORT")


def test_a_host_that_is_not_this_machines_is_found(variables: pytest.MonkeyPatch) -> None:
    variables.setenv("DALSTON_HOST", "192.0.2.1")  # reserved for documentation
    assert broken(next(ports.examine()), "cannot listen on 192.0.2.1", "DALSTON_HOST")


# Models


def test_a_model_that_no_hub_can_bring_is_found(variables: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hub = f"http://127.0.0.1:{free_port()}"
    variables.setenv("DALSTON_ENGINES", "faster-whisper:large-v3,audio-prepare")
    variables.setenv("HF_ENDPOINT", hub)
    finding = list(models.examine(tmp_path))[-1]
    assert finding.what == "model large-v3"
    assert broken(finding, f"{hub} cannot be reached", "dalston models pull large-v3", "HF_ENDPOINT")


def test_a_model_that_may_not_be_fetched_is_found(variables: pytest.MonkeyPatch, tmp_path: Path) -> None:
    variables.setenv("DALSTON_ENGINES", "faster-whisper:large-v3")
    variables.setenv("DALSTON_OFFLINE", "1")
    assert broken(list(models.examine(tmp_path))[-1], "DALSTON_OFFLINE")


def test_a_model_that_a_hub_has_is_a_note_and_one_in_a_folder_is_none(
    variables: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with serving(lambda _: Answer()) as hub:
        variables.setenv("HF_ENDPOINT", hub.url)
        variables.setenv("DALSTON_ENGINES", f"faster-whisper:large-v3,faster-whisper:{tmp_path}")
        found = [finding for finding in models.examine(tmp_path) if finding.state != "ok"]
    assert [finding.what for finding in found] == ["model large-v3"]
    assert noted(found[0], "the first start fetches it")


# The data folder


def test_a_file_in_place_of_the_data_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert broken(next(folder.examine(tmp_path / "data")), "DALSTON_DATA")


def elsewhere(script: str, data: Path, *wrapper: str) -> list[dict[str, str]]:
    """What the doctor finds in a mount namespace of its own, after a script."""
    argv = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        f'{script}; exec "$@"',
        "sh",
        *wrapper,
        *DALSTON,
        "doctor",
        "--json",
    ]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=100, env=environment(data))
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


def can(*argv: str) -> bool:
    return shutil.which(argv[0]) is not None and subprocess.run(argv, capture_output=True).returncode == 0


MOUNTS = pytest.mark.skipif(
    not can("unshare", "--mount", "sh", "-c", "mount -t tmpfs none /mnt"),
    reason="needs to mount a file system",
)
UNPRIVILEGED = pytest.mark.skipif(
    os.getuid() != 0 or not can("setpriv", "--bounding-set=-dac_override", "true"), reason="needs root"
)


@MOUNTS
@pytest.mark.parametrize(
    ("script", "detail", "mend"),
    [
        (
            "mount -t tmpfs -o size=64k none {0}; head -c 64k /dev/zero > {0}/full",
            "No space left",
            "make room",
        ),
        ("mount -t tmpfs -o ro none {0}", "Read-only file system", "that can be written"),
    ],
)
def test_a_disk_that_takes_nothing_is_found(tmp_path: Path, script: str, detail: str, mend: str) -> None:
    found = elsewhere(script.format(tmp_path), tmp_path)
    [finding] = [finding for finding in found if finding["what"] == "data folder"]
    assert finding["state"] == "broken"
    assert detail in finding["detail"]
    assert mend in finding["mend"]


@MOUNTS
def test_a_disk_that_is_nearly_full_is_worth_a_note(tmp_path: Path) -> None:
    found = elsewhere(f"mount -t tmpfs -o size=1G none {tmp_path}", tmp_path)
    [finding] = [finding for finding in found if finding["what"] == "data folder"]
    assert (finding["state"], "make room" in finding["mend"]) == ("note", True)


@MOUNTS
@UNPRIVILEGED
@pytest.mark.parametrize(("mine", "what"), [("stranger", "data folder"), ("me", "permissions")])
def test_a_data_folder_of_another_user_is_found(tmp_path: Path, mine: str, what: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "index.sqlite").write_bytes(b"")
    os.chown(data / "index.sqlite", 65534, 65534)
    (data / "index.sqlite").chmod(0o600)
    if mine == "stranger":
        os.chown(data, 65534, 65534)
    found = elsewhere(
        "true", data, "setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"
    )
    [finding] = [finding for finding in found if finding["what"] == what]
    assert finding["state"] == "broken"
    assert f"chown -R $(id -u) {data}" in finding["mend"]


# Storage


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"DALSTON_S3_ENDPOINT": "http://127.0.0.1:1"}, ["cannot be reached", "DALSTON_S3_ENDPOINT"]),
        ({"AWS_ACCESS_KEY_ID": "nobody"}, ["does not accept our keys", "AWS_ACCESS_KEY_ID"]),
        ({"AWS_SECRET_ACCESS_KEY": "wr0ng"}, ["does not accept our keys", "AWS_SECRET_ACCESS_KEY"]),
        ({"DALSTON_STORAGE": "s3://nowhere/jobs"}, ["no bucket 'nowhere'", "create the bucket"]),
    ],
)
def test_what_is_wrong_with_object_storage_is_found(
    s3: S3Server, variables: pytest.MonkeyPatch, tmp_path: Path, changes: dict[str, str], said: list[str]
) -> None:
    given = {"DALSTON_STORAGE": f"s3://{s3.bucket()}/jobs", **s3.environment} | changes
    for name, value in given.items():
        variables.setenv(name, value)
    storage.forget_settings()
    assert broken(storage_checks.examine(tmp_path), *said)


def test_keys_that_may_not_write_are_found(
    s3: S3Server, variables: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in (s3.environment | s3.keys(READER)).items():
        variables.setenv(name, value)
    variables.setenv("DALSTON_STORAGE", f"s3://{s3.bucket()}/jobs")
    storage.forget_settings()
    assert broken(storage_checks.examine(tmp_path), "does not let us", "operations.md#object-storage")


def test_storage_of_a_kind_that_there_is_not_is_found(variables: pytest.MonkeyPatch, tmp_path: Path) -> None:
    variables.setenv("DALSTON_STORAGE", "gopher://x")
    assert broken(storage_checks.examine(tmp_path), "s3://", "DALSTON_STORAGE")


# The database


def index(data: Path) -> str:
    url = f"sqlite:///{data / 'index.sqlite'}"
    migrations.upgrade(url)
    return url


def test_a_good_database_is_left_alone(variables: pytest.MonkeyPatch, tmp_path: Path) -> None:
    index(tmp_path)
    assert database.examine(tmp_path).state == "ok"


def test_an_older_database_is_worth_a_note(variables: pytest.MonkeyPatch, tmp_path: Path) -> None:
    migrations.downgrade(index(tmp_path), "0003")
    assert noted(database.examine(tmp_path), "the next start upgrades it")


def test_a_newer_database_is_found_and_no_command_touches_it(
    variables: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    index(tmp_path)
    with closing(sqlite3.connect(tmp_path / "index.sqlite")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert broken(database.examine(tmp_path), "newer version of Dalston", "backup.md")
    for command in (["keys", "list"], ["up", "--port", "0"]):
        refused = dalston(*command, data=tmp_path)
        assert (refused.returncode, b"Error: the database was made by a newer version" in refused.stderr) == (
            1,
            True,
        )


def test_a_locked_database_is_found(variables: pytest.MonkeyPatch, tmp_path: Path) -> None:
    index(tmp_path)
    with closing(sqlite3.connect(tmp_path / "index.sqlite", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        assert broken(database.examine(tmp_path), "locked", "fuser -v")


def test_a_file_that_is_no_database_is_found(variables: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "index.sqlite").write_bytes(b"these are not the bytes of a database" * 100)
    assert broken(database.examine(tmp_path), "not a database", "backup.md")


def test_a_damaged_database_is_found(variables: pytest.MonkeyPatch, tmp_path: Path) -> None:
    index(tmp_path)
    path = tmp_path / "index.sqlite"
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 12] = os.urandom(4096 * 9)
    path.write_bytes(content)
    assert broken(database.examine(tmp_path), "backup.md")


def test_what_is_wrong_with_postgresql_is_found(
    postgresql_server: postgresql.Server, variables: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = make_url(postgresql_server.url())
    for changed, said in {
        url.set(port=free_port()): ["does not answer", "start PostgreSQL"],
        url.set(password="wr0ng"): ["user and password", "%25"],
        url.set(database="nowhere"): ["no such database", "CREATE DATABASE"],
        make_url("oracle://x/y"): ["DALSTON_DATABASE"],
    }.items():
        variables.setenv("DALSTON_DATABASE", changed.render_as_string(hide_password=False))
        finding = database.examine(tmp_path)
        assert broken(finding, *said), finding
        assert "wr0ng" not in finding.detail


# Temporal and the server


async def test_a_temporal_server_that_is_not_there_or_lacks_the_namespace_is_found(
    temporal: Client, variables: pytest.MonkeyPatch
) -> None:
    variables.setenv("TEMPORAL_ADDRESS", f"127.0.0.1:{free_port()}")
    assert broken(await checks.temporal.server(), "does not answer", "TEMPORAL_ADDRESS")
    variables.setenv("TEMPORAL_ADDRESS", temporal.service_client.config.target_host)
    assert (await checks.temporal.server()).state == "ok"
    variables.setenv("TEMPORAL_NAMESPACE", "nowhere")
    assert broken(await checks.temporal.server(), "temporal operator namespace create -n nowhere")


def test_a_server_that_does_not_answer_is_found(variables: pytest.MonkeyPatch, tmp_path: Path) -> None:
    variables.setenv("DALSTON_URL", f"http://127.0.0.1:{free_port()}")
    [finding] = server.examine(tmp_path)
    assert broken(finding, "no answer", "DALSTON_URL")


async def test_a_server_that_wants_a_key_is_found(
    temporal: Client, variables: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with keyed(tmp_path, temporal) as known:
        variables.setenv("DALSTON_URL", str(known.api.base_url))
        found = await asyncio.to_thread(lambda: {each.what: each for each in server.examine(tmp_path)})
        assert broken(found["key"], "dalston keys create", "DALSTON_API_KEY")
        variables.setenv("DALSTON_API_KEY", "dk_nobodys")
        found = await asyncio.to_thread(lambda: {each.what: each for each in server.examine(tmp_path)})
        assert broken(found["key"], "does not accept DALSTON_API_KEY")
        _, headers = known.key(["jobs:read"], "doctor")
        variables.setenv("DALSTON_API_KEY", headers["Authorization"].removeprefix("Bearer "))
        found = await asyncio.to_thread(lambda: {each.what: each for each in server.examine(tmp_path)})
        assert set(found) == {"server"}


async def test_a_server_without_workers_is_found(variables: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stack = Stack(tmp_path, free_ports(), MODEL)
    async with started(stack, "temporal", "api"):
        while not await stack.answers("/healthz"):
            await asyncio.sleep(0.1)
        variables.setenv("DALSTON_URL", str(stack.api.base_url))
        [found] = await asyncio.to_thread(server.examine, tmp_path)
        assert broken(found, "no live", "python -m workers --engines", f"{tmp_path}/logs/worker.log")


@pytest.mark.parametrize(("shift", "word"), [(3600, "ahead of"), (-3600, "behind")])
def test_a_clock_that_is_wrong_is_found(
    variables: pytest.MonkeyPatch, tmp_path: Path, shift: int, word: str
) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(204)
            self.end_headers()

        def date_time_string(self, timestamp: float | None = None) -> str:
            return formatdate(time() + shift, usegmt=True)

    with HTTPServer(("127.0.0.1", 0), Handler) as late:
        Thread(target=late.serve_forever, daemon=True).start()
        variables.setenv("DALSTON_URL", f"http://127.0.0.1:{late.server_port}")
        found = {finding.what: finding for finding in server.examine(tmp_path)}
        late.shutdown()
    assert broken(found["clock"], word, "NTP")
