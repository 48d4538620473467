"""`dalston keys`: make, list and revoke keys, in the database of this machine or over DALSTON_URL."""

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.command.failure import Exit, Failure
from api.command.server import connected
from api.command.settings import CommandSettings, Data, data_folder
from api.command.terminal import Json, err, out, print_json, table

if TYPE_CHECKING:
    from api.command.key_store import KeyStore

DAY = 86_400  # seconds
TENANT = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
SHOWN = ("id", "tenant", "name", "hint", "scopes", "rate_limit")
MOMENTS = ("created_at", "expires_at", "last_used_at", "revoked_at")


class ScopeName(StrEnum):
    jobs_read = "jobs:read"
    jobs_write = "jobs:write"
    realtime = "realtime"
    webhooks = "webhooks"
    admin = "admin"


app = typer.Typer(no_args_is_help=True, help="Make, list and revoke the keys that requests come with.")


@app.command()
def create(
    scopes: Annotated[list[ScopeName], typer.Option("--scopes", help="What it may do; may be repeated.")],
    name: Annotated[str, typer.Option(help="What lists call it.")] = "key",
    tenant: Annotated[
        str | None, typer.Option(help="Whose it is. [default: default; over DALSTON_URL: that of your key]")
    ] = None,
    expires: Annotated[
        int | None, typer.Option(metavar="DAYS", min=1, max=3650, help="Days until it expires.")
    ] = None,
    rate_limit: Annotated[int | None, typer.Option(min=1, max=1_000_000, help="Requests a minute.")] = None,
    data: Data = None,
) -> None:
    """Make a key. Its secret goes to standard output, now and never again.

    Examples:

        dalston keys create --name newsroom --scopes jobs:read --scopes jobs:write

        dalston keys create --name ops --scopes admin --tenant radio --expires 90
    """
    from activities.database import later

    if not 1 <= len(name) <= 100 or not name.isprintable():
        raise Failure("--name is 1 to 100 printable characters", Exit.USAGE)
    expires_at = later(expires * DAY) if expires else None
    wanted: dict[str, Any] = {"name": name, "scopes": [scope.value for scope in scopes]}
    wanted |= {"expires_at": expires_at, "rate_limit": rate_limit}
    if remote():
        refuse_tenant(tenant)
        with connected() as client:
            made = client.create_key(wanted)
        key_id, secret = made["id"], made["key"]
    else:
        key_id, secret = make(store(data), tenant or "default", wanted)
    err.print(f"{key_id} is made; its secret is not kept anywhere:")
    print(secret)


@app.command("list")
def list_keys(
    tenant: Annotated[str | None, typer.Option(help="Only this tenant's. [default: all]")] = None,
    json: Json = False,
    data: Data = None,
) -> None:
    """Keys, newest first, the revoked ones too.

    Example:

        dalston keys list --tenant radio
    """
    keys = remote_keys(tenant) if remote() else local_keys(store(data), tenant)
    if json:
        print_json({"keys": keys})
        return
    rows = [
        [key["id"], key["tenant"], key["hint"], ",".join(key["scopes"]), state(key), key["name"]]
        for key in keys
    ]
    out.print(table("ID", "TENANT", "BEGINS", "SCOPES", "STATE", "NAME", rows=rows))


@app.command()
def revoke(key_id: Annotated[str, typer.Argument(metavar="ID")], data: Data = None) -> None:
    """Revoke a key and the tokens made with it. Running servers take up to five seconds to hear of it.

    Example:

        dalston keys revoke key_01J…
    """
    if remote():
        with connected() as client:
            client.revoke_key(key_id)
    elif not store(data).revoke(key_id):
        raise Failure(f"there is no key {key_id!r}; `dalston keys list` shows them", Exit.REFUSED)
    out.print(f"{key_id} is revoked")


def remote() -> bool:
    return bool(CommandSettings().url)


def store(data: Path | None) -> "KeyStore":
    from api.command.key_store import KeyStore

    return KeyStore(data_folder(data))


def make(keys: "KeyStore", tenant: str, wanted: dict[str, Any]) -> tuple[str, str]:
    """Its id and secret."""
    from activities.keys import NewKey

    if not TENANT.fullmatch(tenant):
        raise Failure(
            f"{tenant!r} is no tenant's name: those are up to 64 of a-z, 0-9, '.', '_' and '-'", Exit.USAGE
        )
    key, secret = keys.create(NewKey(tenant=tenant, **wanted))
    return key.id, secret


def remote_keys(tenant: str | None) -> list[dict[str, Any]]:
    refuse_tenant(tenant)
    found: list[dict[str, Any]] = []
    with connected() as client:
        page = client.keys()
        found += page["keys"]
        while page["next_cursor"]:
            page = client.keys(page["next_cursor"])
            found += page["keys"]
    return found


def local_keys(keys: "KeyStore", tenant: str | None) -> list[dict[str, Any]]:
    return [{name: getattr(key, name) for name in (*SHOWN, *MOMENTS)} for key in keys.all(tenant)]


def refuse_tenant(tenant: str | None) -> None:
    if tenant:
        raise Failure(
            "--tenant needs the database: over DALSTON_URL your key says which tenant it is", Exit.USAGE
        )


def state(key: dict[str, Any]) -> str:
    from activities.database import now

    if key["revoked_at"]:
        return "revoked"
    if key["expires_at"]:
        return "expired" if key["expires_at"] <= now() else f"until {key['expires_at'][:10]}"
    return "valid"
