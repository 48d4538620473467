"""How S3 is reached. Every process reads these by itself, as soon as it meets an s3:// URL."""

from typing import Literal

from pydantic import Field, model_validator
from pydantic_settings import SettingsConfigDict

from activities.setting_files import Settings

DEFAULT_REGION = "us-east-1"  # what servers that have no regions call theirs


class S3Settings(Settings):
    """Keys are not among them: boto3 finds those where AWS's own tools do."""

    model_config = SettingsConfigDict(env_prefix="DALSTON_S3_")

    endpoint: str = Field("", pattern="^$|^https?://", description="URL of the S3 server; empty: AWS.")
    region: str = Field("", description="Region of the bucket; empty: AWS_REGION, or us-east-1.")
    path_style: bool | None = Field(
        None,
        description="Name the bucket in the path, not in the host; empty: with an endpoint of one's own.",
    )
    sse: Literal["", "AES256", "aws:kms"] = Field(
        "", description="Server-side encryption that is asked for; empty: what the bucket does anyway."
    )
    sse_kms_key_id: str = Field("", description="Key of aws:kms; empty: the bucket's.")
    presign: bool = Field(
        False, description="Send clients to storage for audio (307), instead of passing it through the API."
    )
    presign_seconds: int = Field(
        300, ge=10, le=3600, description="How long such a link to storage can be used."
    )
    attempts: int = Field(
        5, ge=1, le=20, description="How often a request to S3 is tried, with growing pauses."
    )
    connect_seconds: float = Field(5.0, gt=0, le=60, description="How long S3 may take to be connected to.")
    read_seconds: float = Field(60.0, gt=0, le=600, description="How long S3 may stay silent in an answer.")

    @model_validator(mode="after")
    def a_key_has_a_use(self) -> "S3Settings":
        if self.sse_kms_key_id and self.sse != "aws:kms":
            raise ValueError("DALSTON_S3_SSE_KMS_KEY_ID is used with DALSTON_S3_SSE=aws:kms only")
        return self

    @property
    def by_path(self) -> bool:
        return bool(self.endpoint) if self.path_style is None else self.path_style

    @property
    def where(self) -> str:
        """For people."""
        return self.endpoint or "AWS S3"
