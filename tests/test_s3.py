"""What only S3 does: parts, links, encryption, and sentences for what is wrong with it."""

import hashlib
import io
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av
import httpx
import pytest
from av.audio.stream import AudioStream
from pydantic import ValidationError
from temporalio.exceptions import ApplicationError

from activities import folder, storage
from activities.allowed_folders import AllowedFolders, ForbiddenFolder
from activities.copied import copied
from activities.database import now
from activities.decode import open_upload
from activities.download import Fetched
from activities.index import Index
from activities.stores import Shown
from activities.stores.s3 import S3Store
from activities.stores.s3_reading import ObjectReader
from activities.stores.s3_settings import S3Settings
from activities.stores.s3_writing import part_size
from api.jobs import stored
from tests import jobs
from tests.conftest import free_port
from tests.http_jobs import AUDIO, JOBS
from tests.s3_server import READER, S3Server
from workers.settings import WorkerSettings

SPEECH = (AUDIO / "jfk.wav").read_bytes()
Environment = Callable[..., None]


@pytest.fixture
def root(s3: S3Server) -> str:
    return f"s3://{s3.bucket()}"


@pytest.fixture
def told(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Environment]:
    """Change the environment, for one test; s3:// URLs are met anew."""

    def told(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        storage.forget_settings()

    yield told
    monkeypatch.undo()
    storage.forget_settings()


def test_ten_thousand_parts_hold_the_largest_object_there_may_be() -> None:
    sizes = [part_size(number) for number in range(1, 10_001)]
    assert sum(sizes) > 5 << 40
    assert min(sizes) >= 5 << 20
    assert max(sizes) < 5 << 30
    assert sum(sizes[:500]) > 3_000_000_000  # the largest upload by default: 8 MiB at once


def test_storage_that_is_not_s3_imports_nothing_of_it(tmp_path: Path) -> None:
    code = "import sys; from activities import storage as s; s.check(sys.argv[1]); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code, tmp_path.as_uri()], capture_output=True, check=True)
    assert b"boto3" not in found.stdout.split()


def test_a_bucket_that_is_missing_is_named(s3: S3Server) -> None:
    with pytest.raises(storage.Unavailable, match=rf"no bucket 'nowhere' at {s3.endpoint}"):
        storage.check("s3://nowhere/jobs")
    with pytest.raises(storage.Unavailable, match="no bucket"):
        storage.read("s3://nowhere/jobs/file")


def test_keys_that_may_only_read_are_refused(s3: S3Server, root: str, told: Environment) -> None:
    url = storage.write(storage.join(root, "file"), b"content")
    told(**s3.keys(READER))
    assert storage.read(url) == b"content"
    with pytest.raises(PermissionError, match="does not let us PutObject"):
        storage.check(root)
    with pytest.raises(storage.Refused, match=r"could not be deleted|does not let us DeleteObjects"):
        storage.delete_folder(root)


def test_keys_that_nobody_knows_are_not_a_fault_of_the_file(root: str, told: Environment) -> None:
    told(AWS_ACCESS_KEY_ID="stranger", AWS_SECRET_ACCESS_KEY="unspoken")
    with pytest.raises(storage.Unavailable, match="does not accept our keys") as raised:
        storage.read(storage.join(root, "file"))
    assert not isinstance(raised.value, PermissionError)
    assert "unspoken" not in str(raised.value)


def test_no_keys_at_all_are_missed(root: str, told: Environment, tmp_path: Path) -> None:
    nothing = str(tmp_path / "none")
    told(AWS_ACCESS_KEY_ID="", AWS_SECRET_ACCESS_KEY="", AWS_EC2_METADATA_DISABLED="true")
    told(AWS_SHARED_CREDENTIALS_FILE=nothing, AWS_CONFIG_FILE=nothing)
    with pytest.raises(storage.Unavailable, match="AWS_ACCESS_KEY_ID"):
        storage.check(root)


def test_a_server_that_is_away_is_named(root: str, told: Environment, caplog: Any) -> None:
    away = f"http://127.0.0.1:{free_port()}"
    told(DALSTON_S3_ENDPOINT=away, DALSTON_S3_ATTEMPTS="1")
    for look in (storage.check, storage.exists, storage.list_names, storage.newest):
        with pytest.raises(storage.Unavailable, match=f"{away} cannot be reached"):
            look(storage.join(root, "jobs"))
    storage.complain(root)
    assert f"storage {root} cannot be used: {away} cannot be reached" in caplog.text


def test_an_object_that_changes_while_it_is_read_is_not_mixed_with_the_old_one(root: str) -> None:
    url = storage.write(storage.join(root, "file"), bytes(1 << 20))
    with storage.open_read(url) as file:
        file.read(10)
        storage.write(url, b"\1" * (1 << 20))
        with pytest.raises(storage.Unavailable, match="was changed"):
            file.read()


@pytest.mark.parametrize("container", ["wav", "mp4", "matroska", "ogg", "flac", "mp3"])
def test_storage_that_goes_away_does_not_look_like_the_end_of_a_recording(container: str) -> None:
    """FFmpeg must not take a failed read for a short file."""
    content = SPEECH if container == "wav" else encoded(container)
    reads = 0

    def fetch(start: int, end: int) -> bytes:
        nonlocal reads
        reads += 1
        if reads > 3 or start > len(content) // 2:
            raise storage.Unavailable("gone")
        return content[start : min(end, start + len(content) // 3)]

    file = io.BufferedReader(ObjectReader(fetch, len(content)), 4096)
    with pytest.raises(storage.Unavailable), open_upload(file) as decoder:
        for _ in decoder.blocks():
            pass


@pytest.mark.parametrize("container", ["mp4", "matroska", "ogg", "flac", "mp3"])
def test_media_is_decoded_from_s3_as_from_a_disk(root: str, container: str) -> None:
    content = encoded(container)
    url = storage.write(storage.join(root, "upload"), content)
    with storage.open_read(url) as file, open_upload(file) as decoder:
        found = sum(len(block) for block in decoder.blocks())
    with open_upload(io.BytesIO(content)) as decoder:
        assert found == sum(len(block) for block in decoder.blocks()) > 0


def encoded(container: str) -> bytes:
    """jfk.wav in another container; of mp4, the index comes last."""
    codec = {"mp4": "aac", "matroska": "flac", "ogg": "flac", "flac": "flac", "mp3": "libmp3lame"}[container]
    target = io.BytesIO()
    with av.open(AUDIO / "jfk.wav") as source, av.open(target, "w", format=container) as made:
        stream = made.add_stream(codec, rate=16_000)
        assert isinstance(stream, AudioStream)
        for frame in source.decode(audio=0):
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return target.getvalue()


def test_threads_share_one_store(root: str) -> None:
    urls = [storage.join(root, str(number)) for number in range(40)]
    writers = [threading.Thread(target=storage.write, args=(url, url.encode())) for url in urls]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [storage.read(url) for url in urls] == [url.encode() for url in urls]


@pytest.mark.parametrize("detour", ["../secret", "./file", "a//b", "a/%2e%2e/b", "a?b", "a#b", "a%00b"])
def test_no_detour_leads_out_of_a_folder_that_may_be_read(s3: S3Server, detour: str) -> None:
    allowed = AllowedFolders.spelled("s3://bucket/recordings/")
    assert allowed.check("s3://bucket/recordings/a%20b") == "s3://bucket/recordings/a%20b"
    for url in (f"s3://bucket/recordings/{detour}", "s3://bucket/recordings-2/a", "s3://other/recordings/a"):
        with pytest.raises(ForbiddenFolder):
            allowed.check(url)


def test_a_folder_in_s3_is_read_by_batches(root: str) -> None:
    shelf = storage.join(root, "shelf")
    for name in ("b.wav", "deep/ä %.mp3", "notes.txt", ".hidden.wav"):
        storage.write(storage.join(shelf, storage.quoted(name)), b"")
    allowed = AllowedFolders.spelled(f"{shelf}/")
    found = allowed.recordings(shelf, None, 10)
    assert [storage.name_below(shelf, url) for url in found] == ["b.wav", "deep/ä %.mp3"]
    assert all(storage.exists(allowed.check(url)) for url in found)


def test_a_recording_in_s3_becomes_an_upload(root: str) -> None:
    allowed = AllowedFolders.spelled(f"{root}/shelf")
    url = storage.write(f"{root}/shelf/a%20secret%20name", SPEECH)
    fetched = copied(allowed, url, f"{root}/job/upload", len(SPEECH))
    assert fetched == Fetched(sha256=hashlib.sha256(SPEECH).hexdigest(), bytes=len(SPEECH))
    assert storage.read(f"{root}/job/upload") == SPEECH
    for asked, most, kind in (
        (url, 10, "FileTooLarge"),
        (f"{root}/shelf/gone", 10, "Unreadable"),
        (f"{root}/job/upload", 10, "ForbiddenAddress"),
    ):
        with pytest.raises(ApplicationError) as raised:
            copied(allowed, asked, f"{root}/job/upload", most)
        assert (raised.value.type, raised.value.non_retryable) == (kind, True)


def test_storage_that_is_away_is_tried_again_and_names_no_file(root: str, told: Environment) -> None:
    allowed = AllowedFolders.spelled(f"{root}/shelf")
    told(DALSTON_S3_ENDPOINT=f"http://127.0.0.1:{free_port()}", DALSTON_S3_ATTEMPTS="1")
    with pytest.raises(storage.Unavailable) as raised:
        copied(allowed, f"{root}/shelf/secret", f"{root}/job/upload", 10)
    assert raised.value.__cause__ is None
    assert "secret" not in str(raised.value)


def test_a_key_of_kms_needs_kms() -> None:
    with pytest.raises(ValidationError, match="aws:kms"):
        S3Settings(sse="AES256", sse_kms_key_id="abc")


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ({"sse": "AES256"}, {"ServerSideEncryption": "AES256"}),
        (
            {"sse": "aws:kms", "sse_kms_key_id": "abc"},
            {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "abc"},
        ),
        ({}, {}),
    ],
)
def test_encryption_is_asked_for_with_each_object(s3: S3Server, asked: Any, sent: Any) -> None:
    store, said = S3Store(S3Settings(**asked)), list[Any]()

    def hear(params: Any, **_: Any) -> None:
        said.append(params)

    for event in ("PutObject", "CreateMultipartUpload", "CopyObject"):
        store.client.meta.events.register(f"provide-client-params.s3.{event}", hear)
    for attempt in (lambda: write(store, 10), lambda: write(store, 30 << 20), lambda: copy(store)):
        with pytest.raises(OSError, match=r"bucket|No such"):
            attempt()  # type: ignore[no-untyped-call] # botocore
    assert all(sent.items() <= params.items() for params in said)
    assert len(said) >= 2


def write(store: S3Store, size: int) -> None:
    with store.open_write("s3://nowhere/file") as file:
        file.write(bytes(size))


def copy(store: S3Store) -> None:
    store.copy("s3://nowhere/file", "s3://nowhere/other")


def test_a_link_works_without_keys_and_says_what_the_file_is(root: str, told: Environment) -> None:
    told(DALSTON_S3_PRESIGN="true", DALSTON_S3_PRESIGN_SECONDS="60")
    url = storage.write(storage.join(root, "a b"), SPEECH)
    link = storage.link(url, Shown("audio/wav", 'inline; filename="talk.wav"'))
    assert link is not None
    assert "X-Amz-Expires=60" in link
    answer = httpx.get(link, headers={"Range": "bytes=4-9"})
    assert (answer.status_code, answer.content) == (206, SPEECH[4:10])
    assert answer.headers["Content-Type"] == "audio/wav"
    assert "talk.wav" in answer.headers["Content-Disposition"]


@pytest.fixture
def in_s3(settings: WorkerSettings, index: Index, root: str) -> str:
    """The id of a completed job whose recording is in S3."""
    request = jobs.place(settings.model_copy(update={"storage": root}), SPEECH)
    jobs.insert(index, request)
    redacted = replace(request, redact_audio=True)
    storage.write(folder.redacted_audio(request.folder), b"fLaC" + SPEECH)
    index.change(request.job_id, request=stored(redacted), status="completed", completed_at=now())
    return request.job_id


async def test_audio_in_s3_is_passed_through_in_ranges(api: httpx.AsyncClient, in_s3: str) -> None:
    url = f"{JOBS}/{in_s3}/audio/redacted"
    assert (await api.get(url)).content == b"fLaC" + SPEECH
    part = await api.get(url, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"fLaC")


async def test_clients_are_sent_to_storage_where_that_is_wanted(
    api: httpx.AsyncClient, in_s3: str, told: Environment, s3: S3Server
) -> None:
    told(DALSTON_S3_PRESIGN="true")
    url = f"{JOBS}/{in_s3}/audio/redacted"
    answer = await api.get(url)
    assert answer.status_code == 307
    assert answer.headers["Cache-Control"] == "no-store"
    assert urlsplit(answer.headers["Location"]).netloc == urlsplit(s3.endpoint).netloc
    followed = await api.get(url, headers={"Range": "bytes=0-3"}, follow_redirects=True)
    assert (followed.status_code, followed.content) == (206, b"fLaC")
    known = await api.head(url)
    assert known.status_code == 200
    again = await api.get(url, headers={"If-None-Match": known.headers["ETag"]})
    assert again.status_code == 304
    behind = await api.get(url, headers={"Range": "bytes=99999999-"})
    assert behind.status_code == 416


async def test_storage_that_is_away_is_a_503(api: httpx.AsyncClient, in_s3: str, told: Environment) -> None:
    told(DALSTON_S3_ENDPOINT=f"http://127.0.0.1:{free_port()}", DALSTON_S3_ATTEMPTS="1")
    answer = await api.get(f"{JOBS}/{in_s3}/audio/redacted")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "storage_unavailable")
    assert answer.headers["Retry-After"]
