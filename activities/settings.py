"""What every process must agree on: where data lives. Each process adds its own settings to these."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator

from activities.allowed_folders import AllowedFolders
from activities.pool import Pool
from activities.public_address import Rules
from activities.setting_files import Settings


def default_data() -> Path:
    return Path.home() / ".local" / "share" / "dalston"


class SharedSettings(Settings):
    data: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default_factory=default_data, description="Folder for everything Dalston keeps."
    )
    storage: str = Field(
        "", description="URL of the folder that holds job folders; empty: `jobs` in the data folder."
    )
    database: str = Field(
        "", description="SQLAlchemy URL of the index database; empty: `index.sqlite` in the data folder."
    )
    database_pool_size: int = Field(5, ge=1, description="Connections to PostgreSQL that a process keeps.")
    database_pool_overflow: int = Field(
        15, ge=0, description="Connections to PostgreSQL that a process opens when those are all busy."
    )
    database_pool_recycle: int = Field(
        1800, ge=-1, description="Seconds after which a connection to PostgreSQL is replaced; -1: never."
    )
    models_dir: Path | None = Field(
        None, description="Folder of model weights; empty: `models` in the data folder."
    )

    max_upload_bytes: int = Field(
        3_000_000_000, gt=0, description="Largest file that may be uploaded or fetched, in bytes."
    )
    fetch_allow: str = Field(
        "",
        description="Private networks and hosts, comma separated, to which URLs of callers may lead.",
    )

    log_format: Literal["text", "json"] = Field("text", description="How log lines are written.")
    batch_folders: str = Field(
        "", description="URLs of folders, comma separated, whose recordings any batch may read."
    )

    @field_validator("batch_folders")
    @classmethod
    def readable(cls, value: str) -> str:
        AllowedFolders.spelled(value)
        return value

    @property
    def folders(self) -> AllowedFolders:
        """What batches may read."""
        return AllowedFolders.spelled(self.batch_folders)

    @field_validator("fetch_allow")
    @classmethod
    def understood(cls, value: str) -> str:
        Rules.allowing(value)
        return value

    @property
    def rules(self) -> Rules:
        """What URLs of callers may lead to."""
        return Rules.allowing(self.fetch_allow)

    @property
    def models_path(self) -> Path:
        return (self.models_dir or self.data / "models").expanduser().absolute()

    @property
    def storage_url(self) -> str:
        return self.storage or (self.data.absolute() / "jobs").as_uri()

    @property
    def pool(self) -> Pool:
        """Connections to PostgreSQL."""
        return Pool(self.database_pool_size, self.database_pool_overflow, self.database_pool_recycle)

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data.absolute() / 'index.sqlite'}"
