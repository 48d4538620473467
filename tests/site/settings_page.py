"""Every setting, by the process that reads it, from the settings classes."""

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from activities.engines.refine.llm_cleanup.settings import LlmSettings
from activities.settings import SharedSettings
from activities.stores.s3_settings import S3Settings
from api.command.settings import CommandSettings
from api.settings import ApiSettings
from realtime.settings import RealtimeSettings
from tests.site.tables import code, table
from workers.settings import WorkerSettings
from workflows.encryption_keys import TemporalSettings

READERS: dict[str, type[BaseSettings]] = {
    "All processes": SharedSettings,
    "Object storage": S3Settings,
    "The API": ApiSettings,
    "Workers": WorkerSettings,
    "Workers for live speech": RealtimeSettings,
    "The command": CommandSettings,
    "The engine llm-cleanup": LlmSettings,
    "What Temporal keeps": TemporalSettings,
}
INTRODUCTION = """# All settings

Every environment variable with its default, made from the code. [Settings](../settings.md) explains them.
"""


def page() -> str:
    parts, known = [INTRODUCTION], set[str]()
    for title, settings in READERS.items():
        own = {
            name: each
            for name, each in settings.model_fields.items()
            if name not in known or settings is LlmSettings
        }
        rows = [
            (code(variable(settings, name)), default(each), each.description or "")
            for name, each in own.items()
        ]
        parts += [f"## {title}\n", table(("variable", "default", "what"), rows)]
        if settings is SharedSettings:
            known = set(own)
    return "\n".join(parts)


def variable(settings: type[BaseSettings], name: str) -> str:
    return f"{settings.model_config.get('env_prefix', '')}{name}".upper()


def default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined or field.default is None:
        return ""
    value = field.default
    text = value.get_secret_value() if hasattr(value, "get_secret_value") else value
    return code(str(text).lower() if isinstance(text, bool) else text)
