"""A file is there whole or not at all, and only where this build can keep one."""

from pathlib import Path
from threading import Thread

import pytest

from activities import storage
from activities.chunks import Region


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return (tmp_path / "a job #1 100%").as_uri()


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


def test_a_folder_that_cannot_be_written_does_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises((FileExistsError, NotADirectoryError)):
        storage.check((tmp_path / "file").as_uri())


@pytest.mark.parametrize("url", ["s3://bucket/job", "http://host/job", "/no/scheme", "file://data/jobs"])
def test_storage_that_this_build_does_not_have_is_named(url: str) -> None:
    with pytest.raises(storage.UnknownScheme, match=url):
        storage.check(url)
