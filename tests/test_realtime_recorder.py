"""What a session leaves in storage, when one worker goes on where another one died."""

from pathlib import Path

from activities import session_folder, storage
from activities.transcript import Word
from realtime.events import Final
from realtime.options import SessionOptions
from realtime.recorder import Recorder


def final(number: int, text: str, words: list[Word] | None = None) -> Final:
    start = float(number)
    return Final(
        id=f"seg_{number:04}",
        text=text,
        start=start,
        end=start + 1,
        confidence=None,
        language="en",
        words=words or [],
    )


async def test_a_final_that_a_dead_worker_could_not_store_is_stored_by_the_next(tmp_path: Path) -> None:
    folder, options = tmp_path.as_uri(), SessionOptions()
    words = [Word(text="stored", start=1.0, end=2.0)]
    dead = Recorder(folder, options, 0, keep=True, record=False)
    dead.said(final(1, "stored", words))
    await dead.finish()
    after = Recorder(folder, options, 0, keep=True, record=False)
    after.inherit([final(1, "stored"), final(2, "told and not stored"), final(3, "")])
    after.said(final(4, "its own"))
    await after.finish()
    kept = session_folder.finals(folder)
    assert [segment.text for segment in kept] == ["stored", "told and not stored", "its own"]
    assert kept[0].words == words


async def test_a_worker_that_was_taken_for_dead_and_wakes_up_overwrites_nothing(tmp_path: Path) -> None:
    folder, options = tmp_path.as_uri(), SessionOptions()
    hung, after = (Recorder(folder, options, 0, post, keep=True, record=False) for post in (9, 10))
    after.said(final(1, "what was said"))
    await after.finish()
    hung.said(final(1, "what was"))
    await hung.finish()
    assert [segment.text for segment in session_folder.finals(folder)] == ["what was said"]


async def test_what_a_dead_worker_stored_and_nobody_heard_gives_way_to_what_the_next_says(
    tmp_path: Path,
) -> None:
    folder, options = tmp_path.as_uri(), SessionOptions()
    dead, after = (Recorder(folder, options, 0, post, keep=True, record=False) for post in (1, 2))
    for number, text in enumerate(("one", "two", "three", "four"), 1):
        dead.said(final(number, text))
    await dead.finish()
    after.inherit([final(1, "one")])
    after.said(final(2, "two three"))  # it cuts what was said elsewhere
    await after.finish()
    assert [segment.text for segment in session_folder.finals(folder)] == ["one", "two three"]


async def test_a_final_whose_file_is_damaged_is_stored_again(tmp_path: Path) -> None:
    folder = tmp_path.as_uri()
    storage.write(session_folder.final(folder, "seg_0001", 1), b"")
    assert session_folder.finals(folder) == []
    recorder = Recorder(folder, SessionOptions(), 0, 2, keep=True, record=False)
    recorder.inherit([final(1, "said")])
    await recorder.finish()
    assert [segment.text for segment in session_folder.finals(folder)] == ["said"]


async def test_a_session_that_keeps_nothing_inherits_nothing(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path.as_uri(), SessionOptions(), 0, keep=False, record=False)
    recorder.inherit([final(1, "secret")])
    await recorder.finish()
    assert session_folder.finals(tmp_path.as_uri()) == []
