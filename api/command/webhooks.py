"""`dalston webhooks`: who is told how jobs end, and what they were told."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from api.command.server import connected
from api.command.terminal import Json, err, out, print_json, table

HOOKS = "/v1/webhooks"

WebhookId = Annotated[str, typer.Argument(metavar="ID", help="The webhook, e.g. wh_01J….")]
DeliveryId = Annotated[str, typer.Argument(metavar="DELIVERY", help="The message, e.g. msg_01J….")]


class Ended(StrEnum):
    completed = "completed"
    failed = "failed"
    cancelled = "cancelled"


class Status(StrEnum):
    pending = "pending"
    delivered = "delivered"
    failed = "failed"


app = typer.Typer(no_args_is_help=True, help="Say who is told how jobs end; see what they were told.")


@app.command("list")
def list_webhooks(json: Json = False) -> None:
    """Webhooks, newest first.

    Example:

        dalston webhooks list
    """
    answer = ask("GET", HOOKS)
    if json:
        print_json(answer)
        return
    rows = [
        [hook["id"], state(hook), "all" if hook["all_jobs"] else "named", types(hook), hook["url"]]
        for hook in answer["webhooks"]
    ]
    out.print(table("ID", "STATE", "JOBS", "TYPES", "URL", rows=rows))


@app.command()
def create(
    url: Annotated[str, typer.Argument(metavar="URL", help="https:// address that is told.")],
    on: Annotated[
        list[Ended] | None,
        typer.Option("--on", help="Only jobs that end so; may be repeated. [default: all]"),
    ] = None,
    named: Annotated[
        bool, typer.Option("--named", help="Only jobs that name it as their webhook_id.")
    ] = False,
    description: Annotated[str, typer.Option(help="What it is for.")] = "",
) -> None:
    """Tell an address how jobs end. The secret that proves messages goes to standard output, once.

    Example:

        dalston webhooks create https://example.com/hooks/dalston --on completed
    """
    wanted: dict[str, Any] = {"url": url, "description": description, "all_jobs": not named}
    if on:
        wanted["types"] = [f"transcription.{ended.value}" for ended in on]
    made = ask("POST", HOOKS, json=wanted)
    err.print(f"{made['id']} is told; its messages are signed with:")
    print(made["secret"])


@app.command()
def delete(webhook_id: WebhookId) -> None:
    """Tell an address no more, and forget what it was told.

    Example:

        dalston webhooks delete wh_01J…
    """
    with connected() as client:
        client.request("DELETE", f"{HOOKS}/{webhook_id}")
    out.print(f"{webhook_id} is deleted")


@app.command()
def rotate(webhook_id: WebhookId) -> None:
    """Make a new secret. For a day the one before proves messages too.

    Example:

        dalston webhooks rotate wh_01J…
    """
    made = ask("POST", f"{HOOKS}/{webhook_id}/rotate-secret")
    err.print(f"{webhook_id} signs with a new secret; the one before proves messages until")
    err.print(f"{made['previous_until']}:")
    print(made["secret"])


@app.command()
def deliveries(
    webhook_id: WebhookId,
    status: Annotated[Status | None, typer.Option(help="Only messages with this status.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many at most.")] = 20,
    json: Json = False,
) -> None:
    """What a webhook was told, newest first.

    Example:

        dalston webhooks deliveries wh_01J… --status failed
    """
    wanted = {"limit": limit} | ({"status": status.value} if status else {})
    page = ask("GET", f"{HOOKS}/{webhook_id}/deliveries", params=wanted)
    if json:
        print_json(page)
        return
    rows = [
        [one["id"], one["status"], str(one["attempts"]), one["created_at"], one["type"], one["error"] or ""]
        for one in page["deliveries"]
    ]
    out.print(table("ID", "STATUS", "ATTEMPTS", "CREATED", "TYPE", "LAST ERROR", rows=rows))


@app.command()
def retry(webhook_id: WebhookId, delivery_id: DeliveryId) -> None:
    """Tell a message once more, under the same id.

    Example:

        dalston webhooks retry wh_01J… msg_01J…
    """
    ask("POST", f"{HOOKS}/{webhook_id}/deliveries/{delivery_id}/retry")
    out.print(f"{delivery_id} is told again")


@app.command()
def test(webhook_id: WebhookId) -> None:
    """Tell a webhook a message of the type webhook.test.

    Example:

        dalston webhooks test wh_01J…
    """
    made = ask("POST", f"{HOOKS}/{webhook_id}/test")
    out.print(f"{made['id']} is told; `dalston webhooks deliveries {webhook_id}` says how it went")


def ask(method: str, path: str, **arguments: Any) -> Any:
    with connected() as client:
        return client.request(method, path, **arguments).json()


def state(webhook: dict[str, Any]) -> str:
    if not webhook["enabled"]:
        return "disabled"
    return "failing" if webhook["failing_since"] else "enabled"


def types(webhook: dict[str, Any]) -> str:
    return ",".join(str(name).removeprefix("transcription.") for name in webhook["types"])
