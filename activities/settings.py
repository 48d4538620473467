"""What every process must agree on: where data lives. Each process adds its own settings to these."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data() -> Path:
    return Path.home() / ".local" / "share" / "dalston"


class SharedSettings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="DALSTON_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default_factory=default_data, description="Folder for everything Dalston keeps."
    )
    storage: str = Field(
        "", description="URL of the folder that holds job folders; empty: `jobs` in the data folder."
    )
    database: str = Field(
        "", description="SQLAlchemy URL of the index database; empty: `index.sqlite` in the data folder."
    )

    @property
    def storage_url(self) -> str:
        return self.storage or (self.data.absolute() / "jobs").as_uri()

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data.absolute() / 'index.sqlite'}"
