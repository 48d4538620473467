"""A language as somebody wrote it in, the BCP 47 tag under which the index has it out."""

import re

# A language of two or three letters, then script, region and variants.
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]{1,8})*")
CASES = {2: str.upper, 4: str.title}  # of regions and scripts, by their length


def normal(written: str) -> str:
    """Raises ValueError."""
    if not LANGUAGE.fullmatch(written):
        raise ValueError(f"{written!r} is not a BCP 47 tag such as en or pt-BR")
    language, *subtags = written.split("-")
    return "-".join([language.lower(), *(CASES.get(len(tag), str.lower)(tag) for tag in subtags)])
