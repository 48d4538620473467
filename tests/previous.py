"""The code of an earlier commit, beside this one, for the same environment."""

import io
import os
import subprocess
import tarfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


class NoneToBeHad(Exception):
    """Says why there is no earlier code."""


def unpacked(place: Path) -> str:
    """Put the tree of the newest tag, else of the commit before, into a folder; which one it is.

    DALSTON_UPGRADE_FROM names another. Raises NoneToBeHad.
    """
    name = os.environ.get("DALSTON_UPGRADE_FROM") or newest_tag() or "HEAD~1"
    archive = git("archive", "--format=tar", name, "--")
    if archive is None:
        raise NoneToBeHad(
            f"git has no {name} here: a shallow clone, or no clone (DALSTON_UPGRADE_FROM=commit)"
        )
    with tarfile.open(fileobj=io.BytesIO(archive)) as tree:
        tree.extractall(place, filter="data")
    return name


def newest_tag() -> str | None:
    """Of a commit before this one."""
    found = git("describe", "--tags", "--abbrev=0", "HEAD~1")
    return found.decode().strip() if found else None


def git(*arguments: str) -> bytes | None:
    """What git says; None: it refuses, or is not there."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None
