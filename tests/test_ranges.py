"""Range headers are read as RFC 9110 has it."""

import pytest

from api.ranges import Range, Unsatisfiable, matches, requested, still_valid

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("bytes=0-499", 0, 500),
        ("bytes=500-", 500, 1000),
        ("bytes=-100", 900, 1000),
        ("bytes=-5000", 0, 1000),
        ("bytes=0-99999999999999999999999999", 0, 1000),
        ("bytes=999-999", 999, 1000),
        ("Bytes = 1 - 2", 1, 3),
    ],
)
def test_a_range_is_cut_to_the_file(header: str, start: int, end: int) -> None:
    assert requested(header, SIZE) == Range(start, end, SIZE)


@pytest.mark.parametrize(
    "header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0", "bytes=99999999999999999999-"]
)
def test_a_range_behind_the_end_cannot_be_had(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        requested(header, SIZE)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=9-3",
        "lines=0-9",
        "bytes=0-1,5-9",
        "bytes=\u0661-\u0662",
    ],
)
def test_what_is_no_range_or_several_asks_for_all(header: str | None) -> None:
    assert requested(header, SIZE) is None


def test_nothing_can_be_had_of_an_empty_file() -> None:
    for header in ("bytes=0-", "bytes=-1", "bytes=0-0"):
        with pytest.raises(Unsatisfiable):
            requested(header, 0)


def test_a_range_says_where_it_is() -> None:
    assert Range(0, 500, SIZE).content_range == "bytes 0-499/1000"


def test_only_the_same_file_goes_on_where_it_was() -> None:
    assert still_valid(None, '"a"')
    assert still_valid('"a"', '"a"')
    assert not still_valid('"b"', '"a"')
    assert not still_valid('W/"a"', '"a"')
    assert not still_valid("Wed, 21 Oct 2015 07:28:00 GMT", '"a"')


def test_a_client_that_has_the_file_says_so() -> None:
    assert matches('"a"', '"a"')
    assert matches('"b", W/"a"', '"a"')
    assert matches("*", '"a"')
    assert not matches(None, '"a"')
    assert not matches('"b"', '"a"')
