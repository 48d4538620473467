"""The catalogue of engines, from their engine.yaml."""

from typing import Any

from activities.engines import catalogue
from activities.engines.catalogue import EngineCard
from tests.site.tables import code, table

INTRODUCTION = """# Catalogue of engines

Every built-in engine with its models and parameters, made from its `engine.yaml`.
[Engines](../engines.md) explains how one is chosen, and how to write one.
"""
MANY = 8  # languages, above which they are counted


def page() -> str:
    cards = [catalogue.card(name) for name in sorted(catalogue.BUILT_IN)]
    return "\n".join([INTRODUCTION, *(section(card) for card in cards)])


def section(card: EngineCard) -> str:
    facts = {
        "stages": ", ".join(card.stages),
        "devices": ", ".join(card.devices),
        "languages": languages(card.languages),
        "gives": ", ".join(card.gives),
        "licence": card.licence,
        "extra": code(f"pip install 'dalston[{card.extra}]'") if card.extra else "none needed",
        "settings that must be set": ", ".join(card.settings),
        "other names of models": ", ".join(f"{code(name)}: {model}" for name, model in card.aliases.items()),
    }
    rows = [(name, value) for name, value in facts.items() if value]
    parts = [f"## {card.id}\n", f"{card.summary}\n", table(("", ""), rows)]
    if card.models:
        parts.append(models(card))
    if properties := card.parameters.get("properties"):
        taken = [
            (code(name), taken_as(each), each.get("description", "")) for name, each in properties.items()
        ]
        parts.append(table(("parameter", "type", "what"), taken))
    return "\n".join(parts)


def models(card: EngineCard) -> str:
    rows = [
        (
            code(name),
            languages(each.languages or card.languages),
            f"{each.memory_mb} MB",
            each.licence,
            each.source,
        )
        for name, each in card.models.items()
    ]
    return table(("model", "languages", "memory", "licence", "weights from"), rows)


def languages(codes: list[str]) -> str:
    if "*" in codes:
        return "any"
    return ", ".join(codes) if len(codes) <= MANY else f"{len(codes)}"


def taken_as(schema: dict[str, Any]) -> str:
    """A parameter's schema, as JSON has it, without its words."""
    kinds = schema.get("type", "")
    if choices := schema.get("enum"):
        kinds = " or ".join(code(choice) for choice in choices)
    elif isinstance(kinds, list):
        kinds = " or ".join(kinds)
    bounds = [
        f"{key} {schema[key]}" for key in ("minimum", "maximum", "maxLength", "maxItems") if key in schema
    ]
    default = [f"default {code(schema['default'])}"] if schema.get("default") not in (None, "") else []
    return ", ".join([str(kinds), *bounds, *default])
