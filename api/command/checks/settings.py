"""Settings that cannot be meant as they are."""

from pydantic import ValidationError
from pydantic_settings import SettingsError

from activities.stores.s3_settings import S3Settings
from api.command.checks.finding import Finding
from api.command.settings import CommandSettings, faults
from api.settings import ApiSettings
from workflows.encryption_keys import TemporalSettings

WHERE = "correct them in the environment, or in .env in this folder; docs/settings.md has them all"


def unreadable() -> Finding | None:
    """Settings with values that they cannot have; None: there are none."""
    said = []
    for kind in (ApiSettings, CommandSettings, S3Settings, TemporalSettings):
        try:
            kind()
        except ValidationError as error:
            said += faults(error)
        except SettingsError as error:
            said.append(str(error))
    return Finding("settings", "broken", "; ".join(dict.fromkeys(said)), WHERE) if said else None


def objection() -> Finding:
    """Settings that do not go together."""
    if (why := ApiSettings().objection) is not None:
        return Finding("settings", "broken", why, "unset DALSTON_AUTH, or set DALSTON_HOST=127.0.0.1")
    return Finding("settings", "ok", "can be read")
