"""What is below a place in S3, and its end; 1,000 keys a request."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from activities.stores import Refused, Unavailable
from activities.stores.s3_place import Place, is_plain

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import ObjectTypeDef

AT_ONCE = 1000  # keys in one request to delete


def objects(client: "S3Client", folder: Place) -> "Iterator[ObjectTypeDef]":
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=folder.bucket, Prefix=folder.prefix)
    for page in pages:
        yield from page.get("Contents", [])


def names(client: "S3Client", folder: Place) -> Iterator[str]:
    """As paths relative to the folder, without markers of folders and what no URL of ours can name."""
    for found in objects(client, folder):
        name = found["Key"].removeprefix(folder.prefix)
        if is_plain(name) and name:
            yield name


def folders(client: "S3Client", folder: Place) -> Iterator[str]:
    pages = client.get_paginator("list_objects_v2").paginate(
        Bucket=folder.bucket, Prefix=folder.prefix, Delimiter="/"
    )
    for page in pages:
        for found in page.get("CommonPrefixes", []):
            name = found["Prefix"].removeprefix(folder.prefix).rstrip("/")
            if name:
                yield name


def unfinished(client: "S3Client", folder: Place) -> Iterator[Place]:
    pages = client.get_paginator("list_multipart_uploads").paginate(
        Bucket=folder.bucket, Prefix=folder.prefix
    )
    for page in pages:
        for found in page.get("Uploads", []):
            yield Place(folder.bucket, found["Key"], found["UploadId"])


def newest(client: "S3Client", place: Place) -> float | None:
    """Unix time of the last write to an object, to one below it, or to an upload that is not finished."""
    if place.upload:
        return _last_part(client, place)
    times = [found["LastModified"].timestamp() for found in objects(client, place)]
    if place.key and not times:
        pages = client.list_objects_v2(Bucket=place.bucket, Prefix=place.key, MaxKeys=1)
        times = [
            found["LastModified"].timestamp()
            for found in pages.get("Contents", [])
            if found["Key"] == place.key
        ]
    return max(times, default=None)


def _last_part(client: "S3Client", place: Place) -> float | None:
    begun = client.list_multipart_uploads(Bucket=place.bucket, Prefix=place.key).get("Uploads", [])
    times = [found["Initiated"].timestamp() for found in begun if found["UploadId"] == place.upload]
    if not times:
        return None
    pages = client.get_paginator("list_parts").paginate(
        Bucket=place.bucket, Key=place.key, UploadId=place.upload or ""
    )
    for page in pages:
        times += [part["LastModified"].timestamp() for part in page.get("Parts", [])]
    return max(times)


def delete_below(client: "S3Client", folder: Place) -> None:
    """Objects, and uploads that were never finished."""
    keys = [found["Key"] for found in objects(client, folder)]
    for at in range(0, len(keys), AT_ONCE):
        doomed = [{"Key": key} for key in keys[at : at + AT_ONCE]]
        done = client.delete_objects(Bucket=folder.bucket, Delete={"Objects": doomed, "Quiet": True})  # type: ignore[typeddict-item]
        if errors := done.get("Errors"):
            code = errors[0].get("Code", "")
            kind = Refused if code == "AccessDenied" else Unavailable
            raise kind(f"{len(errors)} files below {folder.url} could not be deleted ({code})")
    for upload in unfinished(client, folder):
        with suppress(client.exceptions.NoSuchUpload):  # somebody else ended it just now
            client.abort_multipart_upload(Bucket=upload.bucket, Key=upload.key, UploadId=upload.upload or "")
