"""What a caller wants to hear again with a webhook message: a small JSON object."""

import json
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

LARGEST = 16_384  # bytes, as JSON
DEEPEST = 8  # objects and arrays in one another


def read(given: Any) -> Any:
    """From a form's text, or as it is. Raises ValueError."""
    if isinstance(given, str):
        given = _parsed(given)
    if given is None:
        return None
    if not isinstance(given, dict):
        raise ValueError("it takes a JSON object")
    if depth(given) > DEEPEST:
        raise ValueError(f"more than {DEEPEST} objects and arrays are in one another")
    try:
        size = len(json.dumps(given, ensure_ascii=False, allow_nan=False).encode())
    except ValueError:  # half of a surrogate pair, a number that JSON does not have
        raise ValueError("it holds what JSON cannot") from None
    if size > LARGEST:
        raise ValueError(f"it has {size} bytes; {LARGEST} are accepted")
    return given


def depth(content: Any) -> int:
    inner = content.values() if isinstance(content, dict) else content if isinstance(content, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


def _parsed(text: str) -> Any:
    if len(text) > 4 * LARGEST:
        raise ValueError(f"it is longer than {LARGEST} bytes")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None


Metadata = Annotated[
    dict[str, Any],
    BeforeValidator(read),
    Field(json_schema_extra={"examples": [{"episode": 17}]}),
]
