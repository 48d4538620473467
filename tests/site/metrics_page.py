"""Every metric of Dalston's own, from the registry in which the code puts them."""

import importlib
from pathlib import Path

from prometheus_client import REGISTRY, Metric
from prometheus_client.metrics import MetricWrapperBase

from activities.gpu_memory import GpuMemory
from api.scrape import Seen
from tests.site.tables import code, table

ROOT = Path(__file__).parents[2]
INTRODUCTION = """# All metrics

Every metric with its labels, made from the code. Counters end in `_total`, histograms in `_bucket`, `_count`
and `_sum`. [Operations](../operations.md#metrics) says which processes serve them.
"""
LOOKED_AT = (GpuMemory(), Seen({}, [], {}, 0))  # whose values are found out when somebody asks


def page() -> str:
    rows = [
        (code(name), str(each.type), ", ".join(map(code, labels)), each.documentation)
        for name, (each, labels) in found().items()
    ]
    return INTRODUCTION + "\n" + table(("metric", "type", "labels", "what"), rows)


def found() -> dict[str, tuple[Metric, list[str]]]:
    """Name, as it is exposed, to metric and its labels; of every module that makes some."""
    for package in ("activities", "api", "realtime", "workers"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "from prometheus_client" in path.read_text("utf-8"):
                importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    counted = [each for each in REGISTRY._collector_to_names if isinstance(each, MetricWrapperBase)]
    metrics = [(metric, list(each._labelnames)) for each in counted for metric in each.describe()]
    for collector in LOOKED_AT:
        metrics += [(metric, list(getattr(metric, "_labelnames", []))) for metric in collector.collect()]
    named = {exposed(metric): (metric, labels) for metric, labels in metrics}
    return dict(sorted((name, one) for name, one in named.items() if name.startswith("dalston_")))


def exposed(metric: Metric) -> str:
    return f"{metric.name}_total" if metric.type == "counter" else str(metric.name)
