"""Who is let in to a session at its worker."""

from typing import cast

from activities.live import ServeInput
from realtime.hosted import Hosted
from realtime.scheduler import Scheduler


async def test_an_older_token_does_not_lock_a_newer_one_out() -> None:
    given = ServeInput("sess_a", 1, "file:///nowhere", None, keep=False, record=False)
    hosted = Hosted(given, cast(Scheduler, None))  # nothing is decoded before it has begun
    first = hosted.new_token()
    assert hosted.redeem(first)
    newer = hosted.new_token()  # the worker has missed its client; one who asks now gets this
    assert hosted.redeem(first)  # one who asked a moment before
    assert hosted.token is None  # somebody has come: the session is not given up
    assert hosted.redeem(newer)
    assert not hosted.redeem("guessed")
