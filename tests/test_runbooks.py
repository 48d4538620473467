"""Whoever is woken by an alert finds what it means, where to look and what to do."""

import re
from pathlib import Path

import pytest

from tests import promql

PAGE = (Path(__file__).parent.parent / "docs" / "runbooks.md").read_text("utf-8")
NAMES = [rule["alert"] for rule in promql.alerts()]


def section(name: str) -> str:
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/runbooks.md has no section {name}"
    return found[1]


@pytest.mark.parametrize("name", NAMES)
def test_every_alert_has_a_runbook(name: str) -> None:
    [rule] = [rule for rule in promql.alerts() if rule["alert"] == name]
    assert rule["annotations"]["runbook"] == f"docs/runbooks.md#{name.lower()}"
    assert rule["annotations"]["summary"].endswith(".")
    assert rule["labels"]["severity"] in ("critical", "warning", "info")
    text = section(name)
    assert text.index("**Means:**") < text.index("**Look:**") < text.index("```") < text.index("**Mend:**")


def test_there_is_no_runbook_of_an_alert_that_does_not_exist() -> None:
    assert re.findall(r"^## (\w+)$", PAGE, re.MULTILINE) == NAMES


def test_every_metric_that_a_runbook_greps_for_is_documented() -> None:
    documented = (Path(__file__).parent.parent / "docs" / "observability.md").read_text("utf-8")
    for name in re.findall(r"\bdalston_[a-z_]+[a-z]\b", PAGE):
        assert f"`{name}" in documented
