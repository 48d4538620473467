"""/openapi.json says of every operation what it does, what it takes, for example, and how it may refuse."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.app import create_app
from api.settings import ApiSettings

Operation = tuple[str, dict[str, Any]]

document: dict[str, Any] = create_app(ApiSettings(_env_file=None)).openapi()
OPERATIONS: list[Operation] = [
    (f"{method.upper()} {path}", operation)
    for path, methods in document["paths"].items()
    for method, operation in methods.items()
]
OPEN = {"GET /healthz", "GET /readyz", "GET /metrics"}
every_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=[name for name, _ in OPERATIONS])


@every_operation
def test_an_operation_says_what_it_does(operation: Operation) -> None:
    _, about = operation
    assert about["summary"]
    assert about["description"]
    assert about["tags"]


@every_operation
def test_a_parameter_says_what_it_is(operation: Operation) -> None:
    silent = [one["name"] for one in operation[1].get("parameters", []) if not one.get("description")]
    assert silent == []


@every_operation
def test_a_body_has_an_example(operation: Operation) -> None:
    for media in operation[1].get("requestBody", {}).get("content", {}).values():
        assert "example" in media or "examples" in media or exemplary(media["schema"])


@every_operation
def test_an_operation_says_how_it_may_refuse(operation: Operation) -> None:
    name, about = operation
    statuses = set(about["responses"])
    assert {"500"} <= statuses
    assert name in OPEN or {"401", "403", "429"} <= statuses
    if "{" in name:
        assert "404" in statuses
    if about.get("parameters") or "requestBody" in about:
        assert "422" in statuses
    for status, answer in about["responses"].items():
        if status >= "400":
            assert "ErrorEnvelope" in str(answer["content"]["application/json"]["schema"])


def exemplary(schema: dict[str, Any]) -> bool:
    """Whether a schema, or every part that must be given, has an example."""
    schema = resolved(schema)
    if "example" in schema or "examples" in schema:
        return True
    required = [schema["properties"][name] for name in schema.get("required", [])]
    return bool(required) and all(any("example" in str(one) for one in followed(part)) for part in required)


def followed(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    yield resolved(schema)


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name]
    return found
