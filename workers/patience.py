"""Activities that last wait for storage while it is away: an outage uses up none of their attempts."""

import inspect
from typing import Any

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from activities.patience import patient


class Patience(Interceptor):
    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return Waiting(next)


class Waiting(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        if activity.info().heartbeat_timeout and not inspect.iscoroutinefunction(input.fn):
            input.fn = patient(input.fn)
        return await self.next.execute_activity(input)
