"""A decoder that breaks, or is broken into, ends alone: the worker lives, the job fails with a sentence."""

import asyncio
import errno
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from temporalio.client import Client, WorkflowFailureError

from activities import decode
from activities.audio import SAMPLE_RATE, Unreadable
from activities.decode import listen
from activities.decoding.limits import Limits
from activities.decoding.plain_wav import is_plain_wav
from activities.decoding.processes import Processes
from activities.decoding.upload import DecoderFailed, Facts, open_upload
from activities.engines import catalogue
from activities.index import Index, Job
from tests import jobs
from tests.harmful import engine as harmful
from tests.recordings import AUDIO, speech, wav_file
from workers.process import serve
from workers.settings import WorkerSettings
from workflows.request import TranscriptionRequest
from workflows.selection import Choice

LIMITS = Limits(cpu_seconds=2, memory=200 << 20)
linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux's")


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    processes = Processes("tests.harmful.decoder:open_upload")
    yield processes
    processes.close()


def told(processes: Processes, deed: bytes, limits: Limits = LIMITS) -> Facts:
    with open_upload(BytesIO(deed), limits, processes) as upload:
        return upload.facts


def children(processes: Processes) -> list[psutil.Process]:
    assert processes.forker is not None
    return psutil.Process(processes.forker).children()


@pytest.mark.parametrize(("deed", "ending"), [(b"segfault", "SIGSEGV"), (b"abort", "SIG")])
def test_a_decoder_that_breaks_off_is_the_uploads_fault(
    processes: Processes, deed: bytes, ending: str
) -> None:
    with pytest.raises(Unreadable, match=ending):
        told(processes, deed)


def test_a_decoder_that_computes_for_ever_is_ended(processes: Processes) -> None:
    with pytest.raises(Unreadable, match="more than 1 s of computing"):
        told(processes, b"spin", Limits(cpu_seconds=1))


@linux
@pytest.mark.parametrize("deed", [b"grow", b"map"])
def test_a_decoder_that_wants_all_memory_is_ended(processes: Processes, deed: bytes) -> None:
    with pytest.raises(Unreadable, match=f"200 MB of memory|said {errno.ENOMEM}"):
        told(processes, deed)


@linux
@pytest.mark.parametrize(
    "deed", [b"connect", b"socket", b"read", b"replace", b"remove", b"fork", b"exec", b"kill"]
)
def test_whoever_breaks_into_a_decoder_can_go_no_further(processes: Processes, deed: bytes) -> None:
    with pytest.raises(Unreadable, match=f"the kernel said {errno.EPERM}"):
        told(processes, deed)


def test_a_decoder_knows_no_secret(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALSTON_API_KEY", "dk_secret")
    processes.close()  # started anew, it would see it
    with pytest.raises(Unreadable, match="OPENBLAS_NUM_THREADS") as refusal:
        told(processes, b"environment")
    assert "DALSTON" not in str(refusal.value)


@pytest.mark.parametrize("deed", [b"exit", b"nonsense"])
def test_what_may_not_be_the_uploads_fault_may_be_tried_again(processes: Processes, deed: bytes) -> None:
    with pytest.raises(DecoderFailed):
        told(processes, deed)


def test_no_process_is_left_when_an_upload_is_let_go_of(processes: Processes) -> None:
    with open_upload(wav_file(speech()), LIMITS, processes) as upload:
        next(upload.blocks())
        assert len(children(processes)) == 1
    while children(processes):
        time.sleep(0.01)


def test_a_fault_of_storage_is_not_the_decoders(processes: Processes) -> None:
    class Lost(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionError("the line is down")

    with pytest.raises(ConnectionError), open_upload(Lost(b"abc"), LIMITS, processes):
        pass


def test_uploads_are_decoded_side_by_side(processes: Processes) -> None:
    lengths: list[int] = []

    def decode() -> None:
        with open_upload(wav_file(np.tile(speech(), 20)), LIMITS, processes) as upload:
            lengths.append(sum(len(block) for block in upload.blocks()))

    threads = [threading.Thread(target=decode) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lengths == [20 * len(speech())] * 8


def test_if_what_forks_them_is_killed_it_is_started_again(processes: Processes) -> None:
    told(processes, wav_file(speech()).getvalue())
    assert processes.forker is not None
    psutil.Process(processes.forker).kill()
    assert told(processes, wav_file(speech()).getvalue()).duration == pytest.approx(
        len(speech()) / SAMPLE_RATE, abs=0.01
    )


@linux
def test_no_decoder_outlives_what_forked_it(processes: Processes) -> None:
    failed: list[DecoderFailed] = []

    def decode() -> None:
        try:
            told(processes, b"wait")
        except DecoderFailed as failure:
            failed.append(failure)

    told(processes, wav_file(speech()).getvalue())
    while children(processes):
        time.sleep(0.01)
    thread = threading.Thread(target=decode)
    thread.start()
    while not (busy := children(processes)):
        time.sleep(0.01)
    assert processes.forker is not None
    psutil.Process(processes.forker).kill()
    busy[0].wait(30)
    thread.join(30)
    assert failed


def test_a_process_whose_parent_ended_before_the_kernel_was_asked_ends_too() -> None:
    late = "from activities.decoding import seal; seal.end_with(0)"  # nobody's parent
    assert subprocess.run([sys.executable, "-c", late]).returncode == -signal.SIGKILL


# Uploads that need no decoder to be accepted


def test_a_wav_file_that_is_all_there_is_plain() -> None:
    assert is_plain_wav(wav_file(speech()))


def test_other_files_are_left_to_the_decoder() -> None:
    content = bytearray(wav_file(speech()).getvalue())
    assert not is_plain_wav(BytesIO(content[:-2]))  # cut off
    assert not is_plain_wav(BytesIO(content[:44]))  # nothing but a head
    content[20] = 2  # ADPCM
    assert not is_plain_wav(BytesIO(content))
    assert not is_plain_wav(BytesIO((AUDIO / "two_speakers.flac").read_bytes()))


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 2**32))
def test_what_is_plain_in_spite_of_changed_bytes_can_be_decoded(seed: int) -> None:
    random = np.random.default_rng(seed)
    content = bytearray(wav_file(speech()[:16_000]).getvalue())
    for at in random.integers(48, size=random.integers(1, 4)):
        content[at] = content[random.integers(48)] if random.integers(2) else random.integers(256)
    if is_plain_wav(BytesIO(content)):
        with decode.open_upload(BytesIO(content)) as decoder:
            listen(decoder)


ODD = sorted(path for path in (AUDIO / "odd").iterdir() if path.stat().st_size)


@pytest.mark.parametrize("path", ODD, ids=lambda path: path.name)
def test_a_file_with_bytes_changed_at_random_is_decoded_or_refused(path: Path) -> None:
    random = np.random.default_rng(len(path.name))
    content = bytearray(path.read_bytes())
    head = min(len(content), 4096)  # where sizes and counts stand
    for _ in range(8):
        content[random.integers(head)] = random.integers(256)
    with suppress(Unreadable), open_upload(BytesIO(bytes(content)), Limits(cpu_seconds=30)) as upload:
        assert all(np.isfinite(block).all() for block in upload.blocks())


# Jobs


@pytest.fixture(scope="module")
async def worker(temporal: Client, workers: None, settings: WorkerSettings) -> AsyncIterator[None]:
    """Serves the harmful engine, in this process."""
    catalogue.BUILT_IN["harmful-prepare"] = "tests.harmful.engine:HarmfulPrepare"
    stop = asyncio.Event()
    mine = settings.model_copy(update={"engines": "harmful-prepare"})
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(temporal, mine, stop, hosts_workflows=False))
        yield
        stop.set()
    del catalogue.BUILT_IN["harmful-prepare"]
    harmful.PROCESSES.close()


def placed(settings: WorkerSettings, content: bytes) -> TranscriptionRequest:
    request = jobs.place(settings, content, engine="fake", model="steady")
    request.prepare = Choice("prepare", "harmful-prepare", "cpu")
    return request


@pytest.mark.parametrize("deed", [b"segfault", b"spin", b"grow"])
async def test_a_job_that_breaks_its_decoder_fails_and_the_worker_goes_on(
    temporal: Client, worker: None, settings: WorkerSettings, index: Index, deed: bytes
) -> None:
    request = placed(settings, deed)
    jobs.insert(index, request)
    with pytest.raises(WorkflowFailureError):
        await (await jobs.start(temporal, request)).result()
    job = index.get(request.job_id)
    assert isinstance(job, Job)
    assert (job.status, job.error_code, job.failed_stage) == ("failed", "audio_unreadable", "prepare")
    assert job.error_message
    assert "decod" in job.error_message
    well = await jobs.transcribe(temporal, index, placed(settings, (AUDIO / "jfk.wav").read_bytes()))
    assert well.text


async def test_a_cancelled_job_leaves_no_decoder_behind(
    temporal: Client, worker: None, settings: WorkerSettings, index: Index
) -> None:
    request = placed(settings, b"wait")
    jobs.insert(index, request)
    handle = await jobs.start(temporal, request)
    await jobs.until_running(handle, "prepare")
    while not (harmful.PROCESSES.forker and children(harmful.PROCESSES)):
        await asyncio.sleep(0.05)
    await handle.cancel()
    while children(harmful.PROCESSES):
        await asyncio.sleep(0.05)
    with pytest.raises(WorkflowFailureError):
        await handle.result()
