"""A setting whose value lies in a file, as Docker's and Kubernetes' secrets do: NAME_FILE names the file."""

from collections.abc import Mapping
from pathlib import Path

from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

Variables = Mapping[str, str | None]
SUFFIX = "_file"


class Settings(BaseSettings):
    """From the environment, or lines of .env; each also from a file."""

    model_config = SettingsConfigDict(
        env_prefix="DALSTON_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        prefix = cls.model_config.get("env_prefix", "").lower()
        names = [f"{prefix}{field}" for field in cls.model_fields]
        for source in (env_settings, dotenv_settings):
            if isinstance(source, EnvSettingsSource):  # .env's is one too
                source.env_vars = with_files(source.env_vars, names)
        return init_settings, env_settings, dotenv_settings, file_secret_settings


def with_files(variables: Variables, names: list[str]) -> Variables:
    """Raises SettingsError, which has no value in it."""
    read: dict[str, str | None] = {}
    for name in names:
        path = variables.get(name + SUFFIX)
        if not path:
            continue
        spelled = (name + SUFFIX).upper()
        if variables.get(name):
            raise SettingsError(f"both {name.upper()} and {spelled} are set; one of them is enough")
        try:
            read[name] = Path(path).expanduser().read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            raise SettingsError(f"{spelled} names {path}, which cannot be read: {reason}") from error
    return {**variables, **read}
