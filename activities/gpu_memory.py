"""How full the GPUs of this machine are."""

from collections.abc import Iterable
from contextlib import suppress

import pynvml
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector


class GpuMemory(Collector):
    """As the driver counts it: of all processes, whichever library they compute with."""

    def collect(self) -> Iterable[Metric]:
        used = GaugeMetricFamily(
            "dalston_gpu_memory_used_bytes", "GPU memory in use, by whatever process.", labels=["gpu"]
        )
        total = GaugeMetricFamily("dalston_gpu_memory_total_bytes", "GPU memory there is.", labels=["gpu"])
        for number, (taken, there_is) in enumerate(memory()):
            used.add_metric([str(number)], taken)
            total.add_metric([str(number)], there_is)
        yield used
        yield total


def memory() -> list[tuple[int, int]]:
    """Used and total bytes of each GPU. The driver is asked, so that no CUDA context takes memory."""
    found: list[tuple[int, int]] = []
    with suppress(pynvml.NVMLError):  # no driver, so no GPU
        pynvml.nvmlInit()
        for number in range(pynvml.nvmlDeviceGetCount()):
            info = pynvml.nvmlDeviceGetMemoryInfo(pynvml.nvmlDeviceGetHandleByIndex(number))
            found.append((int(info.used), int(info.total)))
    return found
