"""This machine and what is installed on it."""

import re
import resource
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires, version

from api.command.checks.finding import Finding

FILES_NEEDED = 1024  # a connection, a live session and a file in storage are one each


def packages() -> Finding:
    """Every package that an installation without extras must have."""
    names = [re.split(r"[^\w.-]", line)[0] for line in requires("dalston") or [] if "extra ==" not in line]
    missing = [name for name in names if not installed(name)]
    python = f"Python {sys.version.split()[0]}"
    if missing:
        return Finding(
            "packages", "broken", f"missing: {', '.join(missing)}", f"pip install {' '.join(missing)}"
        )
    return Finding("packages", "ok", f"{python}, dalston {version('dalston')}, all {len(names)} packages")


def installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def audio() -> Finding:
    """FFmpeg's libraries come with PyAV; the program `ffmpeg` is not needed."""
    try:
        import av
    except ImportError as error:
        return Finding("audio", "broken", str(error), "pip install --force-reinstall av")
    return Finding("audio", "ok", f"PyAV {av.__version__} decodes; the program ffmpeg is not needed")


def device() -> Finding:
    import ctranslate2

    try:
        count = ctranslate2.get_cuda_device_count()
    except RuntimeError as error:  # the driver is older than CUDA
        mend = "update the NVIDIA driver (CUDA 12 wants 525 or newer), or run workers with --device cpu"
        return Finding("device", "broken", str(error), mend)
    if count:
        return Finding("device", "ok", f"{count} CUDA device(s)")
    if driver := nvidia_driver():
        detail = f"nvidia-smi sees {driver}, but CUDA finds no device here"
        mend = "unset CUDA_VISIBLE_DEVICES; in a container, ask for --gpus all; after a new driver, reboot"
        return Finding("device", "note", detail, mend)
    return Finding("device", "ok", "CPU; no CUDA device was found")


def nvidia_driver() -> str | None:
    """The first GPU with its driver, as nvidia-smi says it."""
    if (program := shutil.which("nvidia-smi")) is None:
        return None
    argv = [program, "--query-gpu=name,driver_version", "--format=csv,noheader"]
    try:
        said = subprocess.run(argv, capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return None
    lines = (said.stdout if said.returncode == 0 else said.stdout + said.stderr).splitlines()
    return lines[0] if lines else None


def open_files() -> Finding:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < FILES_NEEDED:
        mend = f"ulimit -n {4 * FILES_NEEDED}, or LimitNOFILE= of the systemd unit"
        return Finding("open files", "note", f"a process may open {soft} only", mend)
    return Finding("open files", "ok", "enough may be open at once")


def console() -> Finding:
    from api.console_files import BUILT, PAGE

    if (BUILT / PAGE).exists():
        return Finding("console", "ok", "built")
    return Finding("console", "note", f"not built in {BUILT}; the API works without it", "make console")
