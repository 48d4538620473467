"""`dalston engines` and `dalston status`: what the server can do, and how it is."""

from typing import Any

import typer

from api.command.failure import Exit
from api.command.server import connected
from api.command.terminal import Json, out, print_json, table

PARTS = ("temporal", "storage", "database", "pipeline")


def engines(json: Json = False) -> None:
    """Which engines there are, where they are live and with which models.

    Example:

        dalston engines
    """
    with connected() as client:
        answer = client.engines()
    if json:
        print_json(answer)
        return
    rows = [row for engine in answer["engines"] for row in engine_rows(engine)]
    out.print(table("ENGINE", "STAGE", "DEVICE", "SLOTS FREE", "LOADED", "MODELS", rows=rows))


def engine_rows(engine: dict[str, Any]) -> list[list[str]]:
    """One row for each kind of device that serves the engine, or one that says that none does."""
    head = [engine["id"], ", ".join(engine["stages"])]
    models = ", ".join(engine["models"]) or "-"
    rows = [
        [*head, live["device"], f"{live['free_slots']} of {live['slots']}", loaded(live), models]
        for live in engine["live"]
    ]
    return rows or [[*head, "not live", "-", "-", models]]


def loaded(live: dict[str, Any]) -> str:
    return ", ".join(live["models"]) or "-"


def status(json: Json = False) -> None:
    """How the server is: Temporal, storage, database, workers, queues. Exit status 1 unless it is healthy.

    Example:

        dalston status
    """
    with connected() as client:
        answer = client.status()
    if json:
        print_json(answer)
    else:
        out.print(f"{client.url} is {answer['status']}")
        parts = [[name, "ok" if answer[name]["ok"] else answer[name]["detail"]] for name in PARTS]
        out.print(table("PART", "STATE", rows=parts))
        rows = [worker_row(worker, answer["queue_depth"]) for worker in answer["workers"]]
        out.print(
            table("WORKER", "QUEUE", "MODELS", "SLOTS FREE", "WAITING", rows=rows) if rows else "no worker"
        )
    if answer["status"] != "healthy":
        raise typer.Exit(Exit.FAILED)


def worker_row(worker: dict[str, Any], depth: dict[str, int]) -> list[str]:
    free = f"{worker['free_slots']} of {worker['slots']}"
    waiting = str(depth.get(worker["queue"], 0))
    return [worker["identity"], worker["queue"], loaded(worker), free, waiting]
