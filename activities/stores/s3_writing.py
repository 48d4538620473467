"""A file that is written piece by piece in, an object that appears whole out. Memory stays flat.

The head is kept until the end, so that a header can be written anew: parts may be sent in any order.
"""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from threading import Lock
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from activities.stores.s3_place import Place

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import CompletedPartTypeDef

Explain = Callable[[], AbstractContextManager[None]]  # makes boto3's errors ours

MIB = 1 << 20
HEAD = 8 * MIB  # bytes
GROWS = 500  # parts of the same size: 4 GB, more than most uploads have
STEP = MIB // 8  # bytes by which each later part is larger: 10,000, the most there may be, hold 5 TiB


def part_size(number: int) -> int:
    """Bytes of a part; they are counted from 1."""
    return HEAD + STEP * max(0, number - GROWS)


class ObjectWriter(io.RawIOBase):
    """Nothing is to be seen before `complete`, and nothing is left after `abort`."""

    def __init__(
        self, client: "S3Client", place: Place, encryption: dict[str, Any], explain: Explain
    ) -> None:
        self._client, self._encryption, self._explain = client, encryption, explain
        self._where: dict[str, Any] = {"Bucket": place.bucket, "Key": place.key}
        self._head, self._part = bytearray(), bytearray()
        self._sent: list[CompletedPartTypeDef] = []
        self._sent_bytes = 0
        self._at = 0
        self._upload: str | None = None
        self._over = False
        self._lock = Lock()  # aborted from one thread while another one writes

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if at != self._size and not 0 <= at < len(self._head):
            raise io.UnsupportedOperation(f"only the first {len(self._head)} bytes can be written again")
        self._at = at
        return at

    def write(self, content: Any) -> int:
        with self._lock, self._explain():
            if self._over:
                raise ValueError("this file is closed")
            fresh = memoryview(content).cast("B")
            self._put(fresh)
            self._at += len(fresh)
            while len(self._part) >= part_size(len(self._sent) + 2):
                self._send(part_size(len(self._sent) + 2))
            return len(fresh)

    def complete(self) -> None:
        with self._lock, self._explain():
            self._over = True
            if self._upload is None:
                body = bytes(self._head + self._part)
                self._client.put_object(**self._where, **self._encryption, Body=body)
                return
            if self._part:
                self._send(len(self._part))
            head = self._uploaded(1, bytes(self._head))
            self._client.complete_multipart_upload(
                **self._where, UploadId=self._upload, MultipartUpload={"Parts": [head, *self._sent]}
            )

    def abort(self) -> None:
        """Best effort: what stays is seen by `partials`."""
        with self._lock:
            self._over = True
            self._head, self._part = bytearray(), bytearray()
            if self._upload is not None:
                with suppress(BotoCoreError, ClientError):
                    self._client.abort_multipart_upload(**self._where, UploadId=self._upload)

    @property
    def _size(self) -> int:
        return len(self._head) + self._sent_bytes + len(self._part)

    def _put(self, fresh: memoryview) -> None:
        if self._at < self._size:
            again = min(len(fresh), len(self._head) - self._at)
            self._head[self._at : self._at + again] = fresh[:again]
            fresh = fresh[again:]
            if fresh and self._size > len(self._head):
                raise io.UnsupportedOperation("what follows the head cannot be written again")
        room = HEAD - len(self._head)
        self._head += fresh[:room]
        self._part += fresh[room:]

    def _send(self, count: int) -> None:
        if self._upload is None:
            made = self._client.create_multipart_upload(**self._where, **self._encryption)
            self._upload = made["UploadId"]
        self._sent.append(self._uploaded(len(self._sent) + 2, bytes(memoryview(self._part)[:count])))
        del self._part[:count]
        self._sent_bytes += count

    def _uploaded(self, number: int, body: bytes) -> "CompletedPartTypeDef":
        made = self._client.upload_part(
            **self._where, UploadId=self._upload or "", PartNumber=number, Body=body
        )
        checksums = {name: made[name] for name in made if name.startswith("Checksum")}  # type: ignore[literal-required]
        checksums.pop("ChecksumType", None)
        return {"PartNumber": number, "ETag": made["ETag"], **checksums}  # type: ignore[typeddict-item]
