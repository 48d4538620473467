"""Accepted jobs that wait to be started: the urgent first, then every tenant in turn."""

from collections import OrderedDict, deque

from activities.index import Job


class Line:
    """Each job stands in it once. Not thread-safe: belongs to the event loop."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self._lanes: dict[int, OrderedDict[str, deque[Job]]] = {}  # by priority, then tenant

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, job_id: object) -> bool:
        return job_id in self.ids

    def add(self, job: Job) -> None:
        if job.id not in self.ids:
            self.ids.add(job.id)
            self._lanes.setdefault(job.priority, OrderedDict()).setdefault(job.tenant, deque()).append(job)

    def next(self) -> Job:
        """Raises IndexError when nobody waits."""
        if not self._lanes:
            raise IndexError("nobody waits")
        priority = min(self._lanes)
        tenants = self._lanes[priority]
        tenant, waiting = tenants.popitem(last=False)
        job = waiting.popleft()
        if waiting:
            tenants[tenant] = waiting  # behind the others
        elif not tenants:
            del self._lanes[priority]
        self.ids.remove(job.id)
        return job
