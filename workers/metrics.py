"""How long each activity waited and ran, by stage, engine and device."""

import asyncio
import time
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from temporalio import activity
from temporalio.exceptions import CancelledError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from activities.metrics import STAGE_SECONDS, STAGE_WAITED, known
from activities.tracing import engine_span


class Metering(Interceptor):
    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return Meter(next)


class Meter(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        info = activity.info()
        labels = (info.activity_type, *engine_and_device(info.task_queue))
        waited = info.started_time - info.current_attempt_scheduled_time
        STAGE_WAITED.labels(*labels).observe(max(0.0, waited.total_seconds()))
        began, outcome = time.monotonic(), "failed"
        try:
            with spanning(input, *labels):
                result = await super().execute_activity(input)
            outcome = "completed"
            return result
        except (asyncio.CancelledError, CancelledError):
            outcome = "cancelled"
            raise
        finally:
            STAGE_SECONDS.labels(*labels, outcome).observe(time.monotonic() - began)


def spanning(
    input: ExecuteActivityInput, stage: str, engine: str, device: str
) -> AbstractContextManager[None]:
    """The engine's span, below the activity's; light activities have no engine."""
    if not engine:
        return nullcontext()
    model = getattr(input.args[0], "model", None) if input.args else None
    return engine_span(f"{engine} {stage}", engine, known(engine, model), device)


def engine_and_device(queue: str) -> tuple[str, str]:
    """Of a task queue such as gpu.transcribe.faster-whisper; light activities have no engine."""
    parts = queue.split(".", 2)
    return (parts[2], parts[0]) if len(parts) == 3 else ("", "cpu")
