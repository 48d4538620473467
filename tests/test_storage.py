"""A file is there whole or not at all, and only where this build can keep one; on a disk as in S3."""

import hashlib
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import psutil
import pytest

from activities import storage
from activities.chunks import Region
from tests.s3_server import S3Server

MIB = 1 << 20
NAME = "a job #1 100%"
ODD = [
    "plain",
    "with space",
    "per%20cent",
    "hash#?&=+",
    "ünïcödé 録音.wav",
    "Ünicode",
    "a'b\"c",
    "~tilde",
    "日本/語",
]


@pytest.fixture(scope="module")
def bucket(s3: S3Server) -> str:
    return s3.bucket()


@pytest.fixture(params=["file", "s3"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for files that is not there yet."""
    if request.param == "file":
        return (tmp_path / NAME).as_uri()
    inner = storage.quoted(f"{tmp_path.name}/{NAME}")
    return f"s3://{request.getfixturevalue('bucket')}/{inner}"


class Interrupted(Exception):
    """Something went wrong while writing."""


def write_half(url: str) -> None:
    with storage.open_write(url) as file:
        file.write(b"half of it")
        raise Interrupted


def test_what_was_written_is_read(folder: str) -> None:
    url = storage.write(storage.join(folder, "deep", "down"), b"content")
    assert storage.read(url) == b"content"
    assert storage.size(url) == 7
    assert storage.list_names(folder) == ["deep/down"]


def test_writing_again_replaces(folder: str) -> None:
    url = storage.join(folder, "file")
    storage.write(url, b"a long first version")
    storage.write(url, b"second")
    assert storage.read(url) == b"second"


def test_nothing_appears_when_writing_fails_half_way(folder: str) -> None:
    url = storage.join(folder, "file")
    with pytest.raises(Interrupted):
        write_half(url)
    assert not storage.exists(url)
    assert storage.list_names(folder) == []


def test_a_failed_rewrite_leaves_the_old_file(folder: str) -> None:
    url = storage.write(storage.join(folder, "file"), b"old")
    with pytest.raises(Interrupted):
        write_half(url)
    assert storage.read(url) == b"old"


def test_a_file_is_not_there_before_it_is_whole(folder: str) -> None:
    url = storage.join(folder, "file")
    with storage.open_write(url) as file:
        file.write(b"half")
        file.flush()
        assert not storage.exists(url)
    assert storage.exists(url)


def test_two_writers_of_one_name_do_not_mix(folder: str) -> None:
    url = storage.join(folder, "file")
    contents = [bytes([number]) * 100_000 for number in range(8)]
    writers = [Thread(target=storage.write, args=(url, content)) for content in contents]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert storage.read(url) in contents
    assert storage.list_names(folder) == ["file"]


@pytest.mark.parametrize(
    ("start", "length", "found"), [(0, 3, b"012"), (7, 100, b"789"), (10, 5, b""), (99, 1, b""), (4, 0, b"")]
)
def test_a_range_holds_the_bytes_that_are_there(folder: str, start: int, length: int, found: bytes) -> None:
    url = storage.write(storage.join(folder, "file"), b"0123456789")
    assert storage.read_range(url, start, length) == found


def test_models_come_back_equal(folder: str) -> None:
    region = Region(start=1.5, end=2.25)
    assert storage.read_model(storage.write_model(storage.join(folder, "r"), region), Region) == region


def test_what_is_not_there_is_not_found(folder: str) -> None:
    url = storage.join(folder, "nothing")
    assert not storage.exists(url)
    assert not storage.exists(folder)
    for look in (storage.read, storage.size, storage.open_read):
        with pytest.raises(FileNotFoundError):
            look(url)
    assert storage.list_names(folder) == []


def test_a_folder_can_be_deleted_twice(folder: str) -> None:
    storage.write(storage.join(folder, "deep", "file"), b"")
    storage.delete_folder(folder)
    assert storage.list_names(folder) == []
    storage.delete_folder(folder)


def test_a_folder_that_can_be_written_passes_the_check_and_is_left_as_it_was(folder: str) -> None:
    storage.check(folder)
    assert storage.list_names(folder) == []


def test_any_name_can_be_written_listed_walked_and_read(folder: str) -> None:
    for name in ODD:
        storage.write(storage.join(folder, storage.quoted(name)), name.encode())
    assert storage.list_names(folder) == sorted(ODD)
    walked = list(storage.walk(folder))
    assert sorted(walked) == sorted(ODD)
    for name in walked:
        url = storage.join(folder, storage.quoted(name))
        assert storage.name_below(folder, url) == name
        assert storage.read(url) == name.encode()
        assert storage.real(url) == url or "'" in name or "~" in name


def test_a_walk_leaves_out_what_is_hidden(folder: str) -> None:
    for name in ("b/c", "a", ".hidden", ".git/config", "b/.partial"):
        storage.write(storage.join(folder, name), b"")
    assert list(storage.walk(folder)) == ["a", "b/c"]


def test_a_file_without_a_byte_is_a_file(folder: str) -> None:
    url = storage.write(storage.join(folder, "empty"), b"")
    assert (storage.exists(url), storage.size(url), storage.read(url)) == (True, 0, b"")
    with storage.open_read(url) as file:
        assert file.read() == b""


def test_many_megabytes_come_back_as_they_went(folder: str) -> None:
    url = storage.join(folder, "large")
    pieces = [bytes([number]) * MIB + b"odd" for number in range(20)]
    with storage.open_write(url) as file:
        for piece in pieces:
            file.write(piece)
    whole = b"".join(pieces)
    assert storage.size(url) == len(whole)
    with storage.open_read(url) as file:
        assert hashlib.sha256(b"".join(iter(lambda: file.read(300_001), b""))).digest() == (
            hashlib.sha256(whole).digest()
        )
        file.seek(-5, 2)
        assert (file.read(), file.tell()) == (whole[-5:], len(whole))
        file.seek(12 * MIB)
        assert file.read(3 * MIB) == whole[12 * MIB : 15 * MIB]
    assert storage.read_range(url, 8 * MIB - 3, 6) == whole[8 * MIB - 3 : 8 * MIB + 3]


def test_a_header_can_be_written_once_the_length_is_known(folder: str) -> None:
    url = storage.join(folder, "audio.wav")
    with storage.open_write(url) as file, wave.open(file, "wb") as wav:
        wav.setparams((1, 2, 16_000, 0, "NONE", ""))
        for _ in range(20):
            wav.writeframesraw(bytes(MIB))
    with storage.open_read(url) as file, wave.open(file) as wav:
        assert wav.getnframes() == 10 * MIB
        wav.setpos(9 * MIB)
        assert len(wav.readframes(MIB)) == 2 * MIB


@pytest.mark.parametrize("size", [10, 9 * MIB, 30 * MIB])
def test_nothing_stays_of_a_file_given_up(folder: str, size: int) -> None:
    url = storage.join(folder, "file")

    def give_up() -> None:
        with storage.open_write(url) as file:
            file.write(bytes(size))
            raise Interrupted

    with pytest.raises(Interrupted):
        give_up()
    assert (storage.exists(url), storage.list_names(folder), storage.partials(folder)) == (False, [], [])


def test_a_file_that_is_being_written_can_be_seen_and_removed_by_who_sweeps(folder: str) -> None:
    url, begun = storage.join(folder, "job_1", "upload"), time.time()

    def write_and_be_swept() -> None:
        with storage.open_write(url) as file:
            file.write(bytes(20 * MIB))
            file.flush()
            [partial] = storage.partials(folder)
            written = storage.newest(partial)
            assert written is not None
            assert begun - 2 < written < time.time() + 2
            for _ in range(2):
                storage.delete(partial)
                assert storage.partials(folder) == []
                assert storage.newest(partial) is None

    with pytest.raises(OSError, match="upload"):
        write_and_be_swept()
    assert not storage.exists(url)


def test_memory_stays_flat_however_large_the_file_is(folder: str) -> None:
    url, memory = storage.join(folder, "huge"), psutil.Process().memory_info
    storage.write(storage.join(folder, "first"), bytes(20 * MIB))  # what is loaded once, is loaded
    before, most = memory().rss, 0
    with storage.open_write(url) as file:
        for _ in range(300):
            file.write(bytes(MIB))
            most = max(most, memory().rss - before)
    with storage.open_read(url) as file:
        while file.read(MIB):
            most = max(most, memory().rss - before)
    assert storage.size(url) == 300 * MIB
    assert most < 100 * MIB


def test_more_than_a_thousand_files_are_listed_and_deleted(folder: str) -> None:
    names = [f"chunks/{number:05d}.json" for number in range(2_100)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: storage.write(storage.join(folder, name), b"x"), names))
    assert storage.list_names(folder) == names
    assert list(storage.walk(folder)) == names
    storage.delete_folder(folder)
    assert storage.list_names(folder) == []


def test_the_folders_in_a_folder_are_listed(folder: str) -> None:
    for name in ("b/file", "a/deep/file", "file"):
        storage.write(storage.join(folder, name), b"")
    assert storage.list_folders(folder) == ["a", "b"]
    assert storage.list_folders(storage.join(folder, "none")) == []


def test_deleting_a_folder_spares_its_neighbours(folder: str) -> None:
    for name in ("job/file", "job-2/file", "job2"):
        storage.write(storage.join(folder, name), b"")
    storage.delete_folder(storage.join(folder, "job"))
    assert storage.list_names(folder) == ["job-2/file", "job2"]


def test_a_file_can_be_deleted_twice(folder: str) -> None:
    url = storage.write(storage.join(folder, "file"), b"")
    storage.delete(url)
    storage.delete(url)
    assert not storage.exists(url)


def test_a_copy_is_the_same_and_outlives_what_it_was_made_of(folder: str) -> None:
    source, target = storage.join(folder, "one", "file"), storage.join(folder, "two", "copy")
    storage.write(source, bytes(10 * MIB))
    storage.copy(source, target)
    storage.copy(source, target)
    storage.delete_folder(storage.join(folder, "one"))
    assert storage.read(target) == bytes(10 * MIB)
    with pytest.raises(FileNotFoundError):
        storage.copy(source, storage.join(folder, "three"))


def test_a_file_can_be_copied_into_another_kind_of_storage(folder: str, tmp_path: Path) -> None:
    source = storage.write((tmp_path / "elsewhere").as_uri(), b"content")
    storage.copy(source, storage.join(folder, "here"))
    storage.copy(storage.join(folder, "here"), (tmp_path / "back").as_uri())
    assert (tmp_path / "back").read_bytes() == b"content"


def test_a_changed_file_has_another_version(folder: str) -> None:
    url = storage.write(storage.join(folder, "file"), b"first")
    first = storage.version(url)
    assert storage.version(url) == first
    storage.write(url, b"other")
    assert storage.version(url) != first
    with pytest.raises(FileNotFoundError):
        storage.version(storage.join(folder, "nothing"))


def test_the_newest_file_says_when_a_folder_was_written(folder: str) -> None:
    before = time.time()
    assert storage.newest(folder) is None
    url = storage.write(storage.join(folder, "deep", "file"), b"")
    for place in (folder, url):
        found = storage.newest(place)
        assert found is not None
        assert before - 2 < found < time.time() + 2


def test_a_folder_that_cannot_be_written_does_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises((FileExistsError, NotADirectoryError)):
        storage.check((tmp_path / "file").as_uri())


@pytest.mark.parametrize(
    "url", ["http://host/job", "/no/scheme", "file://data/jobs", "s3:///job", "s3://B/job"]
)
def test_storage_that_this_build_does_not_have_is_named(url: str) -> None:
    with pytest.raises(storage.UnknownScheme, match=url):
        storage.check(url)
