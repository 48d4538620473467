"""A file in storage in, what tells it from every other out."""

import hashlib

from activities import storage


def sha256_of(url: str) -> str:
    """Hexadecimal. Reads the file piece by piece."""
    with storage.open_read(url) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type] # typeshed: no readinto
