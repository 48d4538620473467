"""What the HTTP server can be told."""

from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from activities.settings import SharedSettings


class ApiSettings(SharedSettings):
    host: str = Field(
        "127.0.0.1",
        description="Address the API listens on. One that is not a loopback address turns keys on.",
    )
    port: int = Field(8000, ge=0, le=65535, description="Port the API listens on; 0 picks a free one.")
    max_running_jobs: int = Field(
        10, ge=0, description="Unfinished jobs a tenant may have at once, where keys are on; 0: any number."
    )
    retention_days: int = Field(
        30, ge=-1, le=3650, description="Days to keep a job that does not say; 0: until read; -1: for ever."
    )
    max_retention_days: int = Field(
        -1, ge=-1, le=3650, description="Most days for which a job may be kept; -1: any number, and for ever."
    )
    auth: Literal["auto", "on", "off"] = Field(
        "auto", description="Whether requests need a key; auto: unless the API listens on a loopback address."
    )
    api_metrics_host: str = Field(
        "127.0.0.1", description="Address of the API's metrics that are read without a key."
    )
    api_metrics_port: int = Field(
        0, ge=0, le=65535, description="Port of the API's metrics that are read without a key; 0: none."
    )
    requests_per_minute: int = Field(
        600, ge=0, description="Requests a tenant may make a minute, where keys are on; 0: any number."
    )
    live_sessions: int = Field(
        5, ge=0, description="Live sessions a tenant may have at once, where keys are on; 0: any number."
    )
    live_idle_seconds: float = Field(
        30.0, gt=0, description="Seconds without a message from its client after which a live session ends."
    )
    live_hours: float = Field(4.0, gt=0, le=4, description="Longest live session.")
    live_seat_seconds: float = Field(
        4.0, gt=0, le=60, description="Seconds that a live session waits for a seat where all are taken."
    )
    audit_days: int = Field(365, ge=1, description="Days for which the audit log is kept.")
    temporal_ui_url: str = Field(
        "", description="http(s) URL of Temporal's own interface, for links to it; empty: none are shown."
    )

    @field_validator("temporal_ui_url")
    @classmethod
    def web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.netloc or "@" in parts.netloc):
            raise ValueError("it is an http(s):// URL without a user name, e.g. http://127.0.0.1:8233")
        return value.rstrip("/")

    @property
    def keys_on(self) -> bool:
        return self.auth == "on" or (self.auth == "auto" and not is_loopback(self.host))

    @property
    def objection(self) -> str | None:
        """Why no server may start with these settings."""
        if self.keys_on or is_loopback(self.host):
            return None
        return (
            f"DALSTON_HOST is {self.host} and DALSTON_AUTH is off: whoever reached this server could use it. "
            "Without keys it listens on loopback addresses only; leave DALSTON_AUTH out to turn keys on."
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
