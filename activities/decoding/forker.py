"""Has loaded FFmpeg and forks a process for each upload: python -m … FD OPEN NAME=STREAM…

It never sees an upload itself, and knows no secret: it is started with an empty environment.
"""

import os
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from pkgutil import resolve_name

from activities.decoding import rehearsal, seal
from activities.decoding.child import Open, Stream, serve
from activities.decoding.limits import Limits
from activities.decoding.wire import FATE, HERE, ORDER

CONVERSATION = 3  # the only file a child has, beside standard error


@dataclass
class Forker:
    control: socket.socket
    opened: Open
    streams: dict[str, Stream]
    _lifelines: dict[int, socket.socket] = field(default_factory=dict)  # by process id

    def run(self) -> None:
        """Until nobody is there to ask for more."""
        woken, waker = socket.socketpair()
        waker.setblocking(False)
        signal.set_wakeup_fd(waker.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as watched:
            watched.register(self.control, selectors.EVENT_READ)
            watched.register(woken, selectors.EVENT_READ)
            while True:
                for key, _ in watched.select():
                    if key.fileobj is self.control:
                        if not self._fork(watched):
                            return
                    elif key.fileobj is woken:
                        woken.recv(4096)
                        self._reap(watched)
                    else:
                        self._kill(watched, key.data)

    def _fork(self, watched: selectors.BaseSelector) -> bool:
        order, files, _, _ = socket.recv_fds(self.control, ORDER.size, 2)
        if len(files) < 2:
            return False
        conversation, lifeline = files[0], socket.socket(fileno=files[1])
        parent = os.getpid()
        pid = os.fork()
        if not pid:
            self._child(parent, conversation, Limits(*ORDER.unpack(order)))
        os.close(conversation)
        self._lifelines[pid] = lifeline
        watched.register(lifeline, selectors.EVENT_READ, pid)
        with suppress(OSError):  # whoever asked has gone already: then the lifeline says so next
            lifeline.send(HERE)
        return True

    def _child(self, parent: int, conversation: int, limits: Limits) -> None:
        """Never returns."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        status = 1
        try:
            seal.end_with(parent)
            os.dup2(conversation, CONVERSATION)
            os.closerange(CONVERSATION + 1, os.sysconf("SC_OPEN_MAX"))
            connection = socket.socket(fileno=CONVERSATION)
            limits.apply()
            seal.seal()
            serve(connection, self.opened, self.streams)
            status = 0
        except Exception:
            traceback.print_exc()  # the edge of a process
        finally:
            os._exit(status)

    def _reap(self, watched: selectors.BaseSelector) -> None:
        while self._lifelines:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            lifeline = self._lifelines.pop(pid)
            watched.unregister(lifeline)
            with suppress(OSError):  # nobody wants to know
                lifeline.send(FATE.pack(os.waitstatus_to_exitcode(status)))
            lifeline.close()

    def kill_all(self) -> None:
        for pid in self._lifelines:
            os.kill(pid, signal.SIGKILL)

    def _kill(self, watched: selectors.BaseSelector, pid: int) -> None:
        """Whoever asked for it has let go of it."""
        if pid in self._lifelines:
            os.kill(pid, signal.SIGKILL)


def main(control: int, opened: str, streams: list[str]) -> None:
    for ignored in (signal.SIGINT, signal.SIGTERM):  # of the whole group: running work is let finish
        signal.signal(ignored, signal.SIG_IGN)
    named = dict(stream.split("=", 1) for stream in streams)
    forker = Forker(
        socket.socket(fileno=control),
        resolve_name(opened),
        {name: resolve_name(place) for name, place in named.items()},
    )
    rehearsal.rehearse(forker.streams)
    try:
        forker.run()
    finally:
        forker.kill_all()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
