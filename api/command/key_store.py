"""Keys as an operator reaches them: in the database itself, without a key, for any tenant."""

from collections.abc import Sequence
from pathlib import Path

from activities.audit import Audit, Receipt
from activities.database import connect
from activities.keys import Key, Keys, NewKey
from api.command import database
from api.command.settings import CommandSettings


class KeyStore:
    """The database is made, or brought up to date, if need be."""

    def __init__(self, data: Path) -> None:
        url = CommandSettings(data=data).database_url
        database.prepare(url)
        engine = connect(url)
        self.keys = Keys(engine)
        self._audit = Audit(engine)

    def create(self, wanted: NewKey) -> tuple[Key, str]:
        key, secret = self.keys.create(wanted)
        self._record(key, "key.create", {"name": key.name, "scopes": key.scopes})
        return key, secret

    def all(self, tenant: str | None) -> Sequence[Key]:
        """Newest first."""
        return self.keys.page(tenant, limit=1_000_000)

    def revoke(self, key_id: str) -> bool:
        """False: there is no such key."""
        key = self.keys.find_id(key_id)
        if key and self.keys.revoke(key.id):
            self._record(key, "key.revoke", {})
        return key is not None

    def _record(self, key: Key, action: str, details: dict[str, object]) -> None:
        self._audit.add(Receipt(key.tenant, "operator").entry(action, key.id, details))
