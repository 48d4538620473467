"""Does what an upload says, as a decoder would in which a file has found a hole; other uploads it decodes."""

import ctypes
import mmap
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from activities import decode
from activities.audio import Unreadable
from activities.decode import Decoder
from activities.decoding.forker import CONVERSATION

HERE = Path(__file__)


def spin() -> None:
    while True:
        pass


def grow() -> None:
    kept = [bytes(1 << 20)]
    while kept:
        kept.append(bytes(1 << 24))


def ask_the_kernel_by_hand() -> None:
    """As code that is no Python would."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0) < 0:
        raise OSError(ctypes.get_errno(), "socket")


def replace_a_file() -> None:
    os.close(2)  # so that there is room for another
    HERE.with_name("new").write_text("new")


def remove_a_file() -> None:
    os.unlink("/tmp/dalston-test-decoder")


def say_nonsense() -> None:
    os.write(CONVERSATION, b"\xff" * 100)
    time.sleep(600)


DEEDS: dict[bytes, Callable[[], object]] = {
    b"segfault": lambda: ctypes.string_at(0),
    b"abort": os.abort,
    b"spin": spin,
    b"grow": grow,
    b"wait": lambda: time.sleep(600),
    b"exit": lambda: os._exit(0),
    b"nonsense": say_nonsense,
    b"connect": socket.socket,
    b"socket": ask_the_kernel_by_hand,
    b"read": lambda: Path("/etc/passwd").read_bytes(),
    b"replace": replace_a_file,
    b"remove": remove_a_file,
    b"fork": os.fork,
    b"exec": lambda: os.execv("/bin/true", ["true"]),
    b"kill": lambda: os.kill(os.getppid(), signal.SIGKILL),
    b"map": lambda: mmap.mmap(-1, 2 << 30),
    b"environment": lambda: _tell(" ".join(sorted(os.environ))),
}


def _tell(text: str) -> None:
    raise Unreadable(text)


@contextmanager
def open_upload(file: BinaryIO) -> Iterator[Decoder]:
    deed = DEEDS.get(file.read(20))
    if deed:
        try:
            deed()
        except OSError as error:
            raise Unreadable(f"the kernel said {error.errno}") from error
    with decode.open_upload(file) as decoder:
        yield decoder
