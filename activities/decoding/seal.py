"""On Linux, the kernel is asked to refuse this process all that decoding does not need. Needs no rights.

A filter of system calls (seccomp, in the words of <linux/seccomp.h> and <linux/filter.h>): what is not named
below fails with EPERM. So there is no network, no file, no other program and no other process.
"""

import ctypes
import os
import platform
import signal
import struct
import sys

# By <linux/audit.h>; then what is allowed, by number: memory, time, and files that are open already.
MACHINES = {
    "x86_64": (
        0xC000003E,
        {
            "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10,
            "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15,
            "readv": 19, "writev": 20, "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35,
            "getpid": 39, "sendto": 44, "recvfrom": 45, "sendmsg": 46, "recvmsg": 47, "exit": 60,
            "gettimeofday": 96, "sysinfo": 99, "sigaltstack": 131, "gettid": 186, "time": 201, "futex": 202,
            "sched_getaffinity": 204, "restart_syscall": 219, "clock_gettime": 228, "clock_nanosleep": 230,
            "exit_group": 231, "getrandom": 318,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "close": 57, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "ppoll": 73,
            "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98, "nanosleep": 101, "clock_gettime": 113,
            "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124, "restart_syscall": 128,
            "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139,
            "gettimeofday": 169, "getpid": 172, "gettid": 178, "sysinfo": 179, "sendto": 206,
            "recvfrom": 207, "sendmsg": 211, "recvmsg": 212, "brk": 214, "munmap": 215, "mremap": 216,
            "mmap": 222, "mprotect": 226, "madvise": 233, "getrandom": 278,
        },
    ),
}  # fmt: skip

LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06  # instructions of the filter
NUMBER, MACHINE = 0, 4  # where the kernel puts them for the filter to see, in bytes
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 1  # with EPERM
PARENT_DEATH, NO_NEW_PRIVILEGES, SECCOMP, FILTER = 1, 38, 22, 2  # of prctl


class Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def seal() -> bool:
    """For good. False where the system cannot do it: then the limits alone must do."""
    if not sys.platform.startswith("linux") or platform.machine() not in MACHINES:
        return False
    instructions = program(platform.machine())
    filter = Program(len(instructions) // 8, instructions)
    return not prctl(NO_NEW_PRIVILEGES, 1) and not prctl(SECCOMP, FILTER, ctypes.addressof(filter))


def end_with(parent: int) -> None:
    """This process is killed when its parent, of that process id, ends; or has ended already."""
    if sys.platform.startswith("linux"):
        prctl(PARENT_DEATH, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the kernel was asked
        os.kill(os.getpid(), signal.SIGKILL)


def prctl(option: int, *arguments: int) -> int:
    call = ctypes.CDLL(None).prctl
    call.argtypes = [ctypes.c_int, *[ctypes.c_void_p] * 4]
    return int(call(option, *arguments, *[0] * (4 - len(arguments))))


def program(machine: str) -> bytes:
    """Refuse unless the number of the call is one of those allowed, in this machine's own numbering."""
    audit, calls = MACHINES[machine]
    numbers = sorted(calls.values())
    steps = [(LOAD, 0, 0, MACHINE), (EQUAL, 0, len(numbers) + 1, audit), (LOAD, 0, 0, NUMBER)]
    for at, number in enumerate(numbers):
        steps.append((EQUAL, len(numbers) - at, 0, number))
    steps += [(RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)
