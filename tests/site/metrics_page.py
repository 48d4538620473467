"""Every metric of Dalston's own, from the registry in which the code puts them."""

import importlib
from pathlib import Path

from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

from tests.site.tables import code, table

ROOT = Path(__file__).parents[2]
INTRODUCTION = """# All metrics

Every metric with its labels, made from the code. Counters end in `_total`, histograms in `_bucket`, `_count`
and `_sum`. [Operations](../operations.md#metrics) says which processes serve them.
"""


def page() -> str:
    rows = [
        (code(name), str(each._type), labels(each), each._documentation) for name, each in found().items()
    ]
    return INTRODUCTION + "\n" + table(("metric", "type", "labels", "what"), rows)


def labels(metric: MetricWrapperBase) -> str:
    return ", ".join(code(name) for name in metric._labelnames)


def found() -> dict[str, MetricWrapperBase]:
    """Name, as it is exposed, to metric; of every module that makes some."""
    for package in ("activities", "api", "realtime", "workers"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "from prometheus_client" in path.read_text("utf-8"):
                importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    metrics = {
        collector for collector in REGISTRY._collector_to_names if isinstance(collector, MetricWrapperBase)
    }
    named = {exposed(each): each for each in metrics if each._name.startswith("dalston_")}
    return dict(sorted(named.items()))


def exposed(metric: MetricWrapperBase) -> str:
    return f"{metric._name}_total" if metric._type == "counter" else str(metric._name)
