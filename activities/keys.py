"""API keys, and the short-lived tokens made from them: who may do what, for which tenant."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Engine, String, delete, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column
from ulid import ULID

from activities.database import Base, later, now

KEY, TOKEN, CLIENT = "dk_", "dt_", "ek_"  # how secrets begin; the last is of tokens in OpenAI's dialect
FIRST = f"key_{'0' * 26}"  # the key of a first start: one id, so that only one process can make it
TOUCHED = 60.0  # seconds between two notes of when a key was last used


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
    session: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # what live sessions with it begin with

    @property
    def fault(self) -> str | None:
        """Why it opens nothing any more; None: it does."""
        if self.revoked_at:
            return "used" if self.single_use and self.revoked_at == self.last_used_at else "revoked"
        return "expired" if self.expires_at and self.expires_at <= now() else None


@dataclass(frozen=True)
class NewKey:
    """What a key is to be."""

    tenant: str
    name: str
    scopes: Sequence[str]
    expires_at: str | None = None  # None: never
    rate_limit: int | None = None  # requests a minute
    session: dict[str, Any] | None = None


def digest(secret: str) -> str:
    """Secrets are 256 random bits, so one round of SHA-256 is enough to keep them by."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Keys:
    """All reads and writes of keys and tokens. Thread-safe; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def create(self, wanted: NewKey) -> tuple[Key, str]:
        """The key, and its secret: nobody will see it again."""
        key, secret = _make(wanted, f"key_{ULID()}", KEY)
        self._add(key)
        return key, secret

    def create_token(
        self, wanted: NewKey, made_by: str, *, single_use: bool, prefix: str = TOKEN
    ) -> tuple[Key, str]:
        token, secret = _make(wanted, f"tok_{ULID()}", prefix)
        token.made_by, token.single_use = made_by, single_use
        self._add(token)
        return token, secret

    def create_first(self, wanted: NewKey) -> tuple[Key, str] | None:
        """None: there is a key already, of another process perhaps that started at the same time."""
        with Session(self.engine) as session:
            if session.scalar(select(Key.id).where(Key.id.startswith("key_")).limit(1)):
                return None
        key, secret = _make(wanted, FIRST, KEY)
        try:
            self._add(key)
        except IntegrityError:
            return None
        return key, secret

    def find(self, secret: str) -> Key | None:
        """Whatever was made with this secret, also if it opens nothing any more: see `Key.fault`."""
        wanted = digest(secret)
        with Session(self.engine) as session:
            key = session.scalar(select(Key).where(Key.hash == wanted))
            if key is None or not hmac.compare_digest(key.hash, wanted):
                return None
            maker = session.get(Key, key.made_by) if key.made_by else None
            session.expunge_all()
        if maker and maker.fault:  # a token never outlives its key
            key.revoked_at = key.revoked_at or maker.revoked_at or maker.expires_at
        return key

    def fault(self, key_id: str) -> str | None:
        """Why whoever came with a key may stay no longer; None: they may. One use may take its time."""
        with Session(self.engine) as session:
            key = session.get(Key, key_id)
            maker = session.get(Key, key.made_by) if key and key.made_by else None
        if maker and maker.fault:
            return maker.fault
        if key is None:
            return "expired"  # such tokens are dropped
        return None if key.single_use else key.fault

    def consume(self, key_id: str) -> bool:
        """Use up a single-use token. False: somebody else was faster."""
        moment = now()
        wanted = update(Key).where(Key.id == key_id, Key.revoked_at.is_(None))
        with Session(self.engine) as session, session.begin():
            used = session.execute(wanted.values(revoked_at=moment, last_used_at=moment).returning(Key.id))
            return used.first() is not None

    def touch(self, key_id: str) -> None:
        """Note that a key was used just now, unless that was noted within the last minute."""
        stale = or_(Key.last_used_at.is_(None), Key.last_used_at < later(-TOUCHED))
        with Session(self.engine) as session, session.begin():
            session.execute(update(Key).where(Key.id == key_id, stale).values(last_used_at=now()))

    def find_id(self, key_id: str) -> Key | None:
        """Of any tenant: for an operator."""
        with Session(self.engine) as session:
            return session.get(Key, key_id)

    def get(self, key_id: str, tenant: str) -> Key | None:
        with Session(self.engine) as session:
            return session.scalar(select(Key).where(Key.id == key_id, Key.tenant == tenant))

    def page(
        self,
        tenant: str | None,
        *,
        limit: int = 20,
        before: tuple[str, str] | None = None,
        tokens: bool = False,
    ) -> Sequence[Key]:
        """Keys, or tokens instead, newest first. `before` is (created_at, id) of the last one seen.

        `tenant`: None stands for all.
        """
        rows = select(Key).where(Key.id.startswith("tok_" if tokens else "key_"))
        if tenant is not None:
            rows = rows.where(Key.tenant == tenant)
        if before:
            rows = rows.where(tuple_(Key.created_at, Key.id) < before)
        with Session(self.engine) as session:
            return session.scalars(rows.order_by(Key.created_at.desc(), Key.id.desc()).limit(limit)).all()

    def rename(self, key_id: str, tenant: str, name: str) -> None:
        with Session(self.engine) as session, session.begin():
            session.execute(update(Key).where(Key.id == key_id, Key.tenant == tenant).values(name=name))

    def revoke(self, key_id: str) -> bool:
        """A key and the tokens made with it. False: it was revoked before, or there is no such key."""
        wanted = update(Key).where(or_(Key.id == key_id, Key.made_by == key_id), Key.revoked_at.is_(None))
        with Session(self.engine) as session, session.begin():
            revoked = session.scalars(wanted.values(revoked_at=now()).returning(Key.id)).all()
            return key_id in revoked

    def drop_tokens(self, expired_before: str) -> None:
        """Forget tokens that expired before a moment."""
        dead = delete(Key).where(Key.id.startswith("tok_"), Key.expires_at < expired_before)
        with Session(self.engine) as session, session.begin():
            session.execute(dead)

    def _add(self, key: Key) -> None:
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            session.add(key)


def _make(wanted: NewKey, id: str, prefix: str) -> tuple[Key, str]:
    secret = prefix + secrets.token_urlsafe(32)  # 43 letters
    key = Key(
        id=id,
        tenant=wanted.tenant,
        name=wanted.name,
        hash=digest(secret),
        hint=secret[:8],
        scopes=sorted(set(wanted.scopes)),
        rate_limit=wanted.rate_limit,
        single_use=False,
        created_at=now(),
        expires_at=wanted.expires_at,
        session=wanted.session,
    )
    return key, secret
