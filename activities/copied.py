"""A recording in a folder that batches may read in, a job's upload out."""

import hashlib

from temporalio.exceptions import ApplicationError

from activities import storage
from activities.allowed_folders import AllowedFolders, ForbiddenFolder
from activities.download import Fetched

PIECE = 1 << 20  # bytes


def copied(folders: AllowedFolders, url: str, upload: str, most: int) -> Fetched:
    """Errors name no path: Temporal keeps them."""
    try:
        real = folders.check(url)
        if storage.size(real) > most:
            message = f"the file is larger than the {most} bytes that this server accepts"
            raise ApplicationError(message, type="FileTooLarge", non_retryable=True)
        return _copied(real, upload)
    except ForbiddenFolder:
        message = "the file is not below a folder that batches may read"
        raise ApplicationError(message, type="ForbiddenAddress", non_retryable=True) from None
    except (FileNotFoundError, PermissionError, IsADirectoryError):
        message = "the file is no longer in its folder, or may not be read"
        raise ApplicationError(message, type="Unreadable", non_retryable=True) from None


def _copied(url: str, upload: str) -> Fetched:
    digest, count = hashlib.sha256(), 0
    with storage.open_read(url) as source, storage.open_write(upload) as file:
        while piece := source.read(PIECE):
            digest.update(piece)
            count += len(piece)
            file.write(piece)
    return Fetched(sha256=digest.hexdigest(), bytes=count)
