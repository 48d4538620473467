"""The HTTP API as /openapi.json describes it: every route, what it takes and what it answers."""

from typing import Any

from api.app import app
from tests.site.tables import code, table

METHODS = ("get", "post", "put", "patch", "delete")
INTRODUCTION = """# HTTP routes

Every route with its parameters, fields and answers, made from the code: what `/openapi.json` of a running
server says, and its `/docs` shows. [The API](../api.md) is the page to read first: it explains, and has an
example for each.
"""


def page() -> str:
    document = app.openapi()
    schemas = document["components"]["schemas"]
    parts = [INTRODUCTION]
    for tag in tags(document):
        parts.append(f"## {tag[0].upper()}{tag[1:]}\n")
        for path, method, operation in operations(document):
            if operation.get("tags", [""])[0] == tag:
                parts.append(route(method, path, operation, schemas))
    return "\n".join(parts)


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation of each route."""
    paths = document["paths"]
    return [
        (path, method, paths[path][method]) for path in paths for method in METHODS if method in paths[path]
    ]


def tags(document: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(operation.get("tags", [""])[0] for _, _, operation in operations(document)))


def route(method: str, path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    parts = [f"### `{method.upper()} {path}`\n", operation.get("description", "") + "\n"]
    if scopes := scopes_of(operation):
        parts.append(f"Needs a key with {scopes}, where keys are on.\n")
    parts.append(parameters(operation, schemas))
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        parts.append(f"Body, `{kind}`:\n")
        parts.append(fields(content.get("schema", {}), schemas) or f"{shape(content.get('schema', {}))}\n")
    parts.append(answers(operation))
    return "\n".join(part for part in parts if part)


def scopes_of(operation: dict[str, Any]) -> str:
    schemes = operation.get("security", [])
    found = dict.fromkeys(scope for scheme in schemes for scopes in scheme.values() for scope in scopes)
    return ", ".join(code(scope) for scope in found)


def parameters(operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    rows = [
        (
            code(each["name"]) + (", required" if each.get("required") else ""),
            each["in"],
            shape(each.get("schema", {}), schemas),
            each.get("description", "") or each.get("schema", {}).get("description", ""),
        )
        for each in operation.get("parameters", [])
    ]
    return table(("parameter", "in", "type", "what"), rows)


def fields(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    schema = resolved(schema, schemas)
    required = schema.get("required", [])
    rows = [
        (
            code(name) + (", required" if name in required else ""),
            shape(each, schemas),
            words_for(each, schemas),
        )
        for name, each in schema.get("properties", {}).items()
    ]
    return table(("field", "type", "what"), rows)


def words_for(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    return str(schema.get("description") or resolved(schema, schemas).get("description", ""))


def resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    found: dict[str, Any] = schemas[reference.rpartition("/")[2]] if reference else schema
    return found


def shape(schema: dict[str, Any], schemas: dict[str, Any] | None = None) -> str:
    """A schema in a few words: its type, its bounds, its default."""
    named = kind(resolved(schema, schemas) if schemas else schema)
    limits = [
        f"{word} {schema[key]}"
        for key, word in {
            "minimum": "from",
            "maximum": "to",
            "maxLength": "at most",
            "maxItems": "at most",
        }.items()
        if key in schema
    ]
    default = schema.get("default")
    said = [named, *limits, *([f"default {code(default)}"] if default not in (None, "", [], {}) else [])]
    return ", ".join(part for part in said if part)


def kind(schema: dict[str, Any]) -> str:
    if choices := schema.get("enum"):
        return " or ".join(code(choice) for choice in choices)
    if either := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(dict.fromkeys(kind(each) for each in either if each.get("type") != "null"))
    if reference := schema.get("$ref"):
        return str(reference.rpartition("/")[2])
    if schema.get("format") == "binary":
        return "file"
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    return str(schema.get("type", "anything"))


def answers(operation: dict[str, Any]) -> str:
    good = {status: said for status, said in operation["responses"].items() if status < "300"}
    bad = [status for status in operation["responses"] if status >= "400" and status not in ("422", "500")]
    lines = [f"Answers {code(status)}{content_of(said)}." for status, said in good.items()]
    if bad:
        lines.append(f"Refuses with {', '.join(code(status) for status in bad)}.")
    return " ".join(lines) + "\n"


def content_of(answer: dict[str, Any]) -> str:
    said = [
        f"{kind(each.get('schema', {}))} as `{media}`" if each.get("schema") else f"`{media}`"
        for media, each in answer.get("content", {}).items()
    ]
    return f": {', or '.join(said)}" if said else ""
