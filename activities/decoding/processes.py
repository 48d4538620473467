"""Processes to decode in: each is forked for one upload from one that has everything loaded."""

import atexit
import os
import socket
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass

from activities.decoding.limits import Limits
from activities.decoding.wire import FATE, HERE, ORDER, Broken, Wire

FORKER = "activities.decoding.forker"
STREAMS = {  # what can be asked of an upload; loaded in the process that forks
    "probe": "activities.decoding.streams:probe",
    "mono": "activities.decoding.streams:mono",
    "planes": "activities.decoding.streams:planes",
    "own": "activities.engines.redact.audio_redact.frames:own_stream",
}
KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")  # of the environment: nothing secret
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
PATIENCE = 60.0  # seconds in which the process that forks must have loaded everything


@dataclass
class Process:
    """One that decodes one upload."""

    wire: Wire
    _lifeline: socket.socket

    def fate(self) -> int | None:
        """Exit status, or minus the signal that ended it; None: nobody knows. Killed if it still runs."""
        try:
            self._lifeline.shutdown(socket.SHUT_WR)
            told = self._lifeline.recv(FATE.size)
            return int(FATE.unpack(told)[0])
        except (OSError, struct.error):
            return None

    def end(self) -> None:
        """It is killed if it still runs."""
        self.wire.close()
        self._lifeline.close()


class Processes:
    def __init__(self, opened: str = "activities.decode:open_upload") -> None:
        self._opened = opened
        self._lock = threading.Lock()
        self._forker: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    @property
    def forker(self) -> int | None:
        """Process id of what forks them."""
        return self._forker.pid if self._forker else None

    def start(self, limits: Limits) -> Process:
        """Raises Broken when there can be none. Many may ask at once: nobody waits for another's."""
        try:
            return self._forked(limits)
        except (OSError, Broken):  # it was killed
            return self._forked(limits)

    def close(self) -> None:
        with self._lock:
            self._close()

    def _forked(self, limits: Limits) -> Process:
        ours, theirs = socket.socketpair()
        lifeline, its_end = socket.socketpair()
        order = ORDER.pack(limits.cpu_seconds, limits.memory)
        with theirs, its_end, self._lock:
            control = self._control or self._started()
            try:
                socket.send_fds(control, [order], [theirs.fileno(), its_end.fileno()])
            except OSError:
                self._close()
                raise
        try:
            lifeline.settimeout(PATIENCE)
            if lifeline.recv(len(HERE)) != HERE:
                raise Broken("the process that forks decoders has ended")
        except (OSError, Broken):
            with self._lock:
                if self._control is control:
                    self._close()
            raise
        return Process(Wire(ours), lifeline)

    def _started(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        streams = [f"{name}={place}" for name, place in STREAMS.items()]
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= ONE_THREAD | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with theirs:
            self._forker = subprocess.Popen(
                [sys.executable, "-P", "-m", FORKER, str(theirs.fileno()), self._opened, *streams],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self._control = ours
        return ours

    def _close(self) -> None:
        if self._control:
            self._control.close()
        if self._forker:
            self._forker.kill()
            self._forker.wait()
        self._control = self._forker = None


PROCESSES = Processes()  # this process's; the first upload starts them
atexit.register(PROCESSES.close)
