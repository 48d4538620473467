"""A job whose recording stands at a URL in, its upload out, as if the caller had sent it."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities import folder, options, storage
from activities.allowed_folders import AllowedFolders
from activities.beating import beating
from activities.copied import copied
from activities.decoding.upload import probe
from activities.download import Fetched, FileTooLarge, Unreachable, download
from activities.faults import no_retry
from activities.outbound import Outbound
from activities.public_address import ForbiddenAddress

PIECE = 1 << 20  # bytes hashed at once


@dataclass
class FetchInput:
    folder: str  # storage URL; its options.json has the recording's URL


class Fetch:
    def __init__(
        self,
        outbound: Outbound,
        *,
        most_bytes: int,
        seconds: float,
        folders: AllowedFolders = AllowedFolders(),  # noqa: B008 - never changes
    ) -> None:
        self.outbound = outbound
        self.most_bytes = most_bytes
        self.seconds = seconds  # for all of the download
        self.folders = folders  # what a batch's URLs may also lead to

    @activity.defn
    def fetch(self, input: FetchInput) -> Fetched:
        """Doing it twice fetches once. Errors name the host, never the path or the query."""
        known = folder.fetched(input.folder)
        if storage.exists(known):
            return storage.read_model(known, Fetched)
        with beating(), no_retry():
            if storage.exists(folder.upload(input.folder)):
                fetched = _measured(folder.upload(input.folder))
            else:
                fetched = self._download(input.folder)
            with storage.open_read(folder.upload(input.folder)) as upload:
                probe(upload)
        storage.write_model(known, fetched)
        return fetched

    def _download(self, job: str) -> Fetched:
        url = options.read(job).audio_url
        if url is None:
            raise ApplicationError("the job has no audio_url", non_retryable=True)
        if storage.knows(url):
            return copied(self.folders, url, folder.upload(job), self.most_bytes)
        # From None, each time: an error's cause is kept by Temporal, and may have the URL in it.
        try:
            with storage.open_write(folder.upload(job)) as file:
                return download(self.outbound, url, file, most=self.most_bytes, seconds=self.seconds)
        except (ForbiddenAddress, FileTooLarge) as error:
            raise ApplicationError(str(error), type=type(error).__name__, non_retryable=True) from None
        except Unreachable as error:
            raise ApplicationError(
                str(error),
                type="Unreachable",
                non_retryable=not error.passing,
                next_retry_delay=timedelta(seconds=error.pause) if error.pause else None,
            ) from None


def _measured(url: str) -> Fetched:
    """Of an upload that an earlier attempt left."""
    digest = hashlib.sha256()
    with storage.open_read(url) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return Fetched(sha256=digest.hexdigest(), bytes=storage.size(url))
