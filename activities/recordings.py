"""Which files of a folder are recordings, as far as their names tell."""

from pathlib import PurePath

AUDIO = "aac ac3 aif aiff amr au caf flac gsm m4a m4b mka mp2 mp3 oga ogg opus qcp ra spx voc wav wma"
VIDEO = "3gp avi flv m4v mkv mov mp4 mpeg mpg mts ogv ts webm wmv"
SUFFIXES = frozenset(f".{suffix}" for suffix in f"{AUDIO} {VIDEO}".split())


def is_recording(name: str) -> bool:
    """Audio or video by its suffix, and not hidden."""
    path = PurePath(name)
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
