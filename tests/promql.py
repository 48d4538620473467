"""Expressions for Prometheus, of dashboards and alerts: the metrics and labels that they speak of."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import promql_parser
import yaml
from promql_parser import AggregateExpr, BinaryExpr, Expr, VectorSelector

FOLDER = Path(__file__).parent.parent / "docs" / "observability"


@dataclass(frozen=True)
class Expression:
    where: str
    text: str
    shown: str = ""  # the legend or the annotations, which name labels


@dataclass
class Spoken:
    """Labels each metric is asked for, and those that are grouped, joined or shown by."""

    metrics: dict[str, set[str]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load((FOLDER / "alerts.yml").read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def expressions() -> Iterator[Expression]:
    for rule in alerts():
        yield Expression(rule["alert"], rule["expr"], " ".join(rule["annotations"].values()))
    for path in sorted((FOLDER / "dashboards").glob("*.json")):
        for panel in json.loads(path.read_text("utf-8"))["panels"]:
            for target in panel["targets"]:
                where = f"{path.stem}: {panel['title']}"
                yield Expression(
                    where, target["expr"].replace("$__rate_interval", "5m"), target["legendFormat"]
                )


def spoken(expression: Expression) -> Spoken:
    """Raises ValueError where it is no PromQL."""
    found = Spoken()

    def visit(node: Expr) -> None:
        match node:
            case VectorSelector():
                asked = {matcher.name for matcher in node.matchers.matchers}
                found.metrics.setdefault(node.name or "", set()).update(asked)
            case AggregateExpr() if node.modifier:
                found.labels.update(node.modifier.labels)
            case BinaryExpr() if node.modifier and node.modifier.matching:
                found.labels.update(node.modifier.matching.labels)

    promql_parser.walk(promql_parser.parse(expression.text), visit)
    found.labels.update(re.findall(r"\{\{\s*(?:\$labels\.)?([a-z_]+)\s*\}\}", expression.shown))
    found.labels.discard("le")
    return found
