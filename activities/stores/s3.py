"""Storage in S3, Amazon's or another one: s3:// URLs. Objects appear whole, whoever reads or writes them."""

import errno
import io
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from boto3.s3.transfer import TransferConfig

from activities.stores import PROBE, Shown
from activities.stores import s3_listing as listing
from activities.stores.s3_client import client, explained, hasty
from activities.stores.s3_place import Place, place
from activities.stores.s3_reading import LEAST, ObjectReader
from activities.stores.s3_settings import S3Settings
from activities.stores.s3_writing import ObjectWriter

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

GIB = 1 << 30
COPY = TransferConfig(
    multipart_threshold=GIB, multipart_chunksize=GIB // 2
)  # S3 copies 5 GB at once, no more


class S3Store:
    def __init__(self, settings: S3Settings | None = None) -> None:
        self.settings = settings or S3Settings()

    @cached_property
    def client(self) -> "S3Client":
        return client(self.settings)

    @cached_property
    def hasty(self) -> "S3Client":
        return hasty(self.settings)

    def exists(self, url: str) -> bool:
        try:
            self._facts(place(url))
        except FileNotFoundError:
            return False
        return True

    def size(self, url: str) -> int:
        return int(self._facts(place(url))["ContentLength"])

    def read(self, url: str) -> bytes:
        at = place(url)
        with self._explained(at):
            return self.client.get_object(Bucket=at.bucket, Key=at.key)["Body"].read()

    def open_read(self, url: str) -> BinaryIO:
        at = place(url)
        facts = self._facts(at)

        def fetch(start: int, end: int) -> bytes:
            with self._explained(at):
                found = self.client.get_object(
                    Bucket=at.bucket, Key=at.key, Range=f"bytes={start}-{end - 1}", IfMatch=facts["ETag"]
                )
                return found["Body"].read()

        return io.BufferedReader(ObjectReader(fetch, facts["ContentLength"]), LEAST)

    @contextmanager
    def open_write(self, url: str) -> Iterator[BinaryIO]:
        at = place(url)
        writer = ObjectWriter(self.client, at, self._encryption, lambda: self._explained(at))
        try:
            yield cast(BinaryIO, writer)
            writer.complete()
        except BaseException:
            writer.abort()
            raise

    def list_names(self, folder: str) -> list[str]:
        at = place(folder)
        with self._explained(at):
            return sorted(listing.names(self.client, at))

    def walk(self, folder: str) -> Iterator[str]:
        at = place(folder)
        with self._explained(at):
            for name in listing.names(self.client, at):
                if not any(part.startswith(".") for part in name.split("/")):
                    yield name

    def list_folders(self, folder: str) -> list[str]:
        at = place(folder)
        with self._explained(at):
            return sorted(listing.folders(self.client, at))

    def partials(self, folder: str) -> list[str]:
        at = place(folder)
        with self._explained(at):
            return sorted(found.url for found in listing.unfinished(self.client, at))

    def real(self, url: str) -> str:
        return place(url).url

    def version(self, url: str) -> str:
        facts = self._facts(place(url))
        return f"{facts['ContentLength']}-{facts['ETag'].strip(chr(34))}"

    def newest(self, url: str) -> float | None:
        at = place(url)
        with self._explained(at):
            return listing.newest(self.client, at)

    def copy(self, source: str, target: str) -> None:
        """Done by the server."""
        at, to = place(source), place(target)
        with self._explained(at):
            self.client.copy(
                {"Bucket": at.bucket, "Key": at.key}, to.bucket, to.key, self._encryption, Config=COPY
            )

    def delete(self, url: str) -> None:
        at = place(url)
        with self._explained(at), suppress(FileNotFoundError):
            if not at.upload:
                self.client.delete_object(Bucket=at.bucket, Key=at.key)
                return
            with suppress(self.client.exceptions.NoSuchUpload):
                self.client.abort_multipart_upload(Bucket=at.bucket, Key=at.key, UploadId=at.upload)

    def delete_folder(self, folder: str) -> None:
        at = place(folder)
        with self._explained(at):
            listing.delete_below(self.client, at)

    def link(self, url: str, shown: Shown) -> str | None:
        if not self.settings.presign:
            return None
        at = place(url)
        asked = {"Bucket": at.bucket, "Key": at.key, "ResponseContentType": shown.media_type}
        asked["ResponseContentDisposition"] = shown.disposition
        with self._explained(at):
            seconds = self.settings.presign_seconds
            return self.client.generate_presigned_url("get_object", asked, ExpiresIn=seconds)

    def check(self, folder: str) -> None:
        at = place(folder)
        probe: dict[str, Any] = {"Bucket": at.bucket, "Key": f"{at.prefix}{PROBE}"}
        with self._explained(at):
            self.hasty.put_object(**probe, **self._encryption, Body=b"dalston")
            self.hasty.delete_object(**probe)

    @cached_property
    def _encryption(self) -> dict[str, Any]:
        asked = {"ServerSideEncryption": self.settings.sse, "SSEKMSKeyId": self.settings.sse_kms_key_id}
        return {name: value for name, value in asked.items() if value}

    def _facts(self, at: Place) -> Any:
        """Raises FileNotFoundError."""
        if not at.key:
            raise FileNotFoundError(errno.ENOENT, "No such file", at.url)
        with self._explained(at):
            return self.client.head_object(Bucket=at.bucket, Key=at.key)

    def _explained(self, at: Place) -> AbstractContextManager[None]:
        return explained(at, self.settings.where)
