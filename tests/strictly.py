"""An answer held against an official client's types: nothing they require is missing, nothing is extra."""

import datetime
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel


def check(content: Any, kind: Any, where: str = "answer") -> None:
    """Raises AssertionError. `content`: JSON; `kind`: a type of the client's."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        check(content, arguments[0], where)
    elif kind is Any:
        return
    elif origin in (Union, UnionType):
        _any_of(content, arguments, where)
    elif origin is Literal:
        assert content in arguments, f"{where}: {content!r}"
    elif origin is list:
        assert isinstance(content, list), where
        for number, item in enumerate(content):
            check(item, arguments[0], f"{where}[{number}]")
    elif origin is dict:
        assert isinstance(content, dict), where
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        _model(content, kind, where)
    elif kind is datetime.datetime:
        datetime.datetime.fromisoformat(content)
    elif kind is float:
        assert isinstance(content, float | int), f"{where}: {content!r}"
        assert not isinstance(content, bool), where
    else:
        assert type(content) is kind, f"{where}: {content!r} is no {kind}"


def _model(content: Any, kind: type[BaseModel], where: str) -> None:
    assert isinstance(content, dict), where
    fields = {field.alias or name: field for name, field in kind.model_fields.items()}
    extra = set(content) - set(fields)
    assert not extra, f"{where}: {extra} is not in {kind.__name__}"
    missing = {name for name, field in fields.items() if field.is_required()} - set(content)
    assert not missing, f"{where}: {missing} of {kind.__name__} is missing"
    for name, value in content.items():
        check(value, fields[name].annotation, f"{where}.{name}")


def _any_of(content: Any, kinds: tuple[Any, ...], where: str) -> None:
    wrong = []
    for kind in kinds:
        if kind is type(None):
            if content is None:
                return
            continue
        try:
            check(content, kind, where)
            return
        except (AssertionError, ValueError) as error:
            wrong.append(str(error))
    raise AssertionError(f"{where} is none of {kinds}: {wrong}")
