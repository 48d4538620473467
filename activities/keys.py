"""API keys, and the short-lived tokens made from them: who may do what, for which tenant."""

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from activities.database import Base


class Key(Base):
    """A key as it is kept: the secret itself is shown once, when it is made, and never kept."""

    __tablename__ = "keys"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # key_…, tok_…
    tenant: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(100))
    hash: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the secret
    hint: Mapped[str] = mapped_column(String(16))  # its first letters, to tell keys apart
    scopes: Mapped[list[str]] = mapped_column(JSON)
    rate_limit: Mapped[int | None]  # requests a minute; None: the server's
    made_by: Mapped[str | None] = mapped_column(String(40))  # the key that a token was made with
    single_use: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[str] = mapped_column(String(40))
    expires_at: Mapped[str | None] = mapped_column(String(40))
    last_used_at: Mapped[str | None] = mapped_column(String(40))
    revoked_at: Mapped[str | None] = mapped_column(String(40))
