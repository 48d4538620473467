"""`dalston transcribe FOLDER`: every recording of a folder, some at a time, written to another one."""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from activities.recordings import is_recording
from api.client import ENDED, Client, Job, Refused
from api.command.board import Board
from api.command.failure import Exit, Failure
from api.command.ledger import Entry, Ledger, write_whole
from api.command.terminal import err, table

SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 2.0  # seconds between two looks at the jobs


@dataclass(frozen=True)
class Wanted:
    fields: dict[str, Any]  # of every submission
    format: str
    jobs: int  # in flight at once

    @property
    def options(self) -> str:
        """What tells one run from another, as far as jobs go: the format does not."""
        return hashlib.sha256(json.dumps(self.fields, sort_keys=True).encode()).hexdigest()[:16]


def recordings(folder: Path, out: Path, *, recursive: bool) -> list[str]:
    """Paths below the folder, in order; those in the output folder are not looked at. Raises Failure."""
    found = sorted(_walk(folder, out.resolve(), recursive))
    if not found:
        deeper = "" if recursive else "; --recursive looks into its folders too"
        raise Failure(f"there are no recordings in {folder}{deeper}", Exit.USAGE)
    return found


def _walk(folder: Path, out: Path, recursive: bool) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        keep = [name for name in folders if not name.startswith(".") and Path(place, name).resolve() != out]
        folders[:] = keep if recursive else []
        for name in files:
            if is_recording(name) and Path(place, name).is_file():
                yield Path(place, name).relative_to(folder).as_posix()


class FolderRun:
    """One run of the command: what is done is skipped, what was begun is taken up again."""

    def __init__(self, client: Client, folder: Path, ledger: Ledger, wanted: Wanted, board: Board) -> None:
        self.client = client
        self.folder = folder
        self.ledger = ledger
        self.wanted = wanted
        self.board = board
        self.running: dict[str, Entry] = {}
        self.failures: dict[str, str] = {}
        self.skipped = 0

    def run(self, names: list[str]) -> None:
        """Raises KeyboardInterrupt; then the same again goes on."""
        waiting, pause = names[::-1], SHORTEST_PAUSE
        while waiting or self.running:
            moved = False
            while waiting and len(self.running) < self.wanted.jobs:
                if not self.begin(waiting[-1]):
                    break  # the server has enough for now
                waiting.pop()
                moved = True
            moved |= self.look()
            pause = SHORTEST_PAUSE if moved else min(LONGEST_PAUSE, pause * 1.3)
            if self.running or (waiting and not moved):
                time.sleep(pause)

    def begin(self, name: str) -> bool:
        """Skip a recording, take its job up again, or submit it. False: not now."""
        path = self.folder / name
        try:
            entry = self.ledger.entry(name, path, self.wanted.options)
        except OSError as error:
            self.fail(name, f"cannot be read: {error.strerror}")
            return True
        if entry.status == "completed" and self.has_output(entry):
            self.skipped += 1
            self.board.ended(name, "done before")
            return True
        if entry.status in ("failed", "cancelled"):
            entry = self.ledger.begin(name, path, self.wanted.options)
        if entry.job_id is None and not self.submit(name, path, entry):
            return False
        if name not in self.failures:
            self.running[name] = entry
        return True

    def has_output(self, entry: Entry) -> bool:
        output = entry.outputs.get(self.wanted.format)
        return output is not None and (self.ledger.folder / output).is_file()

    def submit(self, name: str, path: Path, entry: Entry) -> bool:
        self.board.uploading(name)
        self.ledger.save()  # its key: whatever happens now, there will be one job
        try:
            job = self.client.submit(path, path.name, self.wanted.fields, key=entry.key)
        except Refused as refusal:
            if refusal.status == 429:
                return False
            if refusal.status in (401, 403) or refusal.status >= 500:
                raise  # not about this recording
            self.fail(name, str(refusal))
            return True
        except OSError as error:
            self.fail(name, f"cannot be read: {error.strerror}")
            return True
        entry.job_id = job["id"]
        self.ledger.save()
        return True

    def look(self) -> bool:
        """Ask how far the jobs are; whether one of them has ended."""
        found: dict[str, Job] = {}
        for name, entry in list(self.running.items()):
            job = self.job(name, entry)
            if job is None:
                continue
            found[name] = job
            if job["status"] in ENDED:
                self.settle(name, entry, job)
        self.board.running({name: job for name, job in found.items() if name in self.running})
        return any(job["status"] in ENDED for job in found.values())

    def job(self, name: str, entry: Entry) -> Job | None:
        """None: the server no longer has it, so it is submitted anew."""
        try:
            return self.client.job(entry.job_id or "")
        except Refused as refusal:
            if refusal.status not in (404, 410):
                raise
        path = self.folder / name
        anew = self.ledger.begin(name, path, self.wanted.options)
        if self.submit(name, path, anew) and name not in self.failures:
            self.running[name] = anew
        elif name in self.failures:
            del self.running[name]
        return None

    def settle(self, name: str, entry: Entry, job: Job) -> None:
        del self.running[name]
        entry.status = job["status"]
        if job["status"] == "completed":
            output = self.ledger.output(name, self.wanted.format)
            write_whole(output, self.client.export(job["id"], self.wanted.format))
            self.board.ended(name, f"{job['id']}, {output.relative_to(self.ledger.folder)}")
        else:
            problem = job.get("error")
            self.fail(name, problem["message"] if problem else f"{job['id']} was {job['status']}")
        self.ledger.save()

    def fail(self, name: str, why: str) -> None:
        self.failures[name] = why
        if name in self.ledger.entries:
            self.ledger.entries[name].status = "failed"
            self.ledger.save()
        self.board.ended(name, f"failed: {why}")

    def report(self, total: int) -> None:
        """Say what failed. Raises Failure if anything did."""
        if not self.failures:
            return
        err.print(table("FAILED", "WHY", rows=[[name, why] for name, why in self.failures.items()]))
        raise Failure(f"{len(self.failures)} of {total} recordings failed; the same command tries them again")


def run_folder(
    client: Client, folder: Path, out: Path, names: list[str], wanted: Wanted, board: Board
) -> None:
    """Raises Failure when a recording failed, or when it was interrupted."""
    ledger = Ledger(out)
    ledger.load()
    run = FolderRun(client, folder, ledger, wanted, board)
    try:
        with board:
            run.run(names)
    except KeyboardInterrupt:
        raise Failure(
            f"interrupted: {board.done} of {len(names)} are done; the same command goes on from here",
            Exit.INTERRUPTED,
        ) from None
    run.report(len(names))
