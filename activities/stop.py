"""A batch that was cancelled in Temporal rather than here: no item of it is to be started any more."""

from temporalio import activity

from activities.batches import Batches


class Stop:
    def __init__(self, batches: Batches) -> None:
        self.batches = batches

    @activity.defn
    def stop(self, batch_id: str) -> None:
        self.batches.change(batch_id, "cancelling", of=("running", "paused"))
