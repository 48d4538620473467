"""Folders that the operator lets batches read: what is below them may be listed and read, nothing else."""

from dataclasses import dataclass
from fnmatch import fnmatch

from activities import storage
from activities.recordings import is_recording


class ForbiddenFolder(ValueError):
    """A folder or a file outside what the operator allowed. Does not say what there is."""


@dataclass(frozen=True)
class AllowedFolders:
    urls: tuple[str, ...] = ()

    @classmethod
    def spelled(cls, list_of_urls: str) -> "AllowedFolders":
        """Of a comma-separated list. Raises UnknownScheme."""
        urls = [url.strip() for url in list_of_urls.split(",") if url.strip()]
        for url in urls:
            storage.real(url)
        return cls(tuple(urls))

    def check(self, url: str) -> str:
        """The URL without links and detours. Raises ForbiddenFolder."""
        try:
            real = storage.real(url)
        except (storage.UnknownScheme, ValueError, OSError):
            raise self._forbidden() from None
        if any(_is_below(real, storage.real(allowed)) for allowed in self.urls):
            return real
        raise self._forbidden()

    def recordings(self, url: str, pattern: str | None, most: int) -> list[str]:
        """URLs of the files below an allowed folder whose name matches; without a pattern, of all recordings.

        At most one more than `most`: then there are too many.
        """
        folder = self.check(url)
        found: list[str] = []
        for name in storage.walk(folder):
            shown = name if "/" in (pattern or "") else name.rpartition("/")[2]
            if fnmatch(shown, pattern) if pattern else is_recording(name):
                found.append(storage.join(folder, storage.quoted(name)))
            if len(found) > most:
                break
        return found

    def _forbidden(self) -> ForbiddenFolder:
        if not self.urls:
            return ForbiddenFolder(
                "no folder may be read; the operator allows some with DALSTON_BATCH_FOLDERS"
            )
        return ForbiddenFolder(
            f"this is not below a folder that may be read; allowed: {', '.join(self.urls)}"
        )


def _is_below(real: str, folder: str) -> bool:
    return real == folder or real.startswith(folder.rstrip("/") + "/")
