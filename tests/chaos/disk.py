"""A disk of a server's own, that can be full: a tmpfs, which needs root and the right to mount."""

import os
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

SIZE = "768m"
PIECE = bytes(1 << 20)


class Disk:
    """An ordinary folder where nothing can be mounted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._mounted = False

    def open(self, owner: str | None = None) -> None:
        self.folder.mkdir()
        if can_mount():
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", self.folder], check=True)
            self._mounted = True
        if owner and os.getuid() == 0:
            shutil.chown(self.folder, owner)

    def fill(self) -> None:
        """Not a byte is left."""
        if not self._mounted:
            raise RuntimeError(f"{self.folder} is on somebody's disk")
        with suppress(OSError), (self.folder / "filler").open("wb", buffering=0) as file:
            while True:
                file.write(PIECE)
        with suppress(OSError), (self.folder / "filler").open("ab", buffering=0) as file:
            while True:
                file.write(bytes(512))

    def clear(self) -> None:
        (self.folder / "filler").unlink(missing_ok=True)

    def close(self) -> None:
        if self._mounted:
            subprocess.run(["umount", "--lazy", self.folder], check=False)


@cache
def can_mount() -> bool:
    with TemporaryDirectory() as folder:
        try:
            subprocess.run(
                ["mount", "-t", "tmpfs", "tmpfs", folder], check=True, stderr=subprocess.DEVNULL, timeout=10
            )
        except (OSError, subprocess.SubprocessError):
            return False
        subprocess.run(["umount", folder], check=True)
    return True
