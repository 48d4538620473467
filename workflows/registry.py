"""Every workflow there is: for workers, which run them, and for replay, which checks them."""

from typing import Any

from workflows.batch import BatchWorkflow
from workflows.delivery import DeliveryWorkflow
from workflows.forget import ForgetWorkflow
from workflows.purge import PurgeWorkflow
from workflows.retention import RetentionWorkflow
from workflows.session import SessionWorkflow
from workflows.transcription import TranscriptionWorkflow

WORKFLOWS: list[type[Any]] = [
    TranscriptionWorkflow,
    PurgeWorkflow,
    RetentionWorkflow,
    DeliveryWorkflow,
    BatchWorkflow,
    ForgetWorkflow,
    SessionWorkflow,
]
