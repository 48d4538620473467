"""What the HTTP server can be told."""

from pydantic import Field

from activities.settings import SharedSettings


class ApiSettings(SharedSettings):
    host: str = Field(
        "127.0.0.1",
        description="Address the API listens on. There are no API keys, so it must be a loopback address.",
    )
    port: int = Field(8000, ge=0, le=65535, description="Port the API listens on; 0 picks a free one.")
    max_upload_bytes: int = Field(
        3_000_000_000, gt=0, description="Largest file that may be uploaded, in bytes."
    )
