"""A cancelled activity is not interrupted in the middle of a request to S3, which would be tried again."""

import pytest
from temporalio.exceptions import CancelledError
from temporalio.testing import ActivityEnvironment

from activities.stores.s3_client import explained
from activities.stores.s3_place import Place


def test_a_cancelled_activity_is_interrupted_after_what_it_asks_of_s3() -> None:
    environment, done = ActivityEnvironment(), list[str]()

    def work() -> None:
        with explained(Place("bucket", "key"), "there"):
            environment.cancel()
            done.append("asked")
        done.append("went on")

    with pytest.raises(CancelledError):
        environment.run(work)
    assert done == ["asked"]
