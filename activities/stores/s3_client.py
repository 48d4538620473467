"""Settings in, boto3's client out; its errors in, ours out."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError, NoCredentialsError

from activities.interruption import held_back
from activities.stores import Refused, Unavailable
from activities.stores.s3_place import Place
from activities.stores.s3_settings import DEFAULT_REGION, S3Settings

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

CONNECTIONS = 64  # a process keeps open; more are made and closed again
MISSING = {"NoSuchKey", "404", "NotFound"}
FORBIDDEN = {"AccessDenied", "403", "Forbidden", "AllAccessDisabled"}
STRANGERS = {
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "ExpiredToken",
    "InvalidToken",
    "TokenRefreshRequired",
}


def client(settings: S3Settings) -> "S3Client":
    return _client(settings, settings.attempts, settings.connect_seconds, settings.read_seconds)


def hasty(settings: S3Settings) -> "S3Client":
    """One that says at once that S3 is away."""
    return _client(settings, 1, 2, 2)


def _client(settings: S3Settings, attempts: int, connect: float, read: float) -> "S3Client":
    # Other servers do not know all checksums that AWS adds to requests by itself.
    checksums = "when_required" if settings.endpoint else "when_supported"
    session = boto3.session.Session()
    return session.client(
        "s3",
        endpoint_url=settings.endpoint or None,
        region_name=settings.region or session.region_name or DEFAULT_REGION,
        config=Config(
            retries={"mode": "standard", "total_max_attempts": attempts},
            connect_timeout=connect,
            read_timeout=read,
            max_pool_connections=CONNECTIONS,
            signature_version="s3v4",
            s3={"addressing_style": "path" if settings.by_path else "auto"},
            request_checksum_calculation=checksums,  # type: ignore[arg-type] # one of two literals
            response_checksum_validation=checksums,  # type: ignore[arg-type] # as above
            user_agent_extra="dalston",
        ),
    )


@contextmanager
def explained(place: Place, where: str) -> Iterator[None]:
    """Raise FileNotFoundError, Refused or Unavailable. From None, each time: Temporal keeps an error's cause,
    and boto3's may name keys of objects, which are names of callers' files, and URLs with signatures.
    """
    try:
        with held_back():  # boto3 would take the interruption for a fault of the line
            yield
    except ClientError as error:
        raise _meant(error, place, where) from None
    except NoCredentialsError:
        raise Unavailable(
            f"there are no keys for {where}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
            "or let boto3 find some in another way"
        ) from None
    except EndpointConnectionError:
        raise Unavailable(f"{where} cannot be reached") from None
    except BotoCoreError as error:
        raise Unavailable(f"{where} does not answer as it should ({type(error).__name__})") from None


def _meant(error: ClientError, place: Place, where: str) -> OSError:
    code = error.response.get("Error", {}).get("Code", "")
    if code in MISSING:
        return FileNotFoundError(errno.ENOENT, "No such file", place.url)
    if code == "NoSuchBucket":
        return Unavailable(f"there is no bucket {place.bucket!r} at {where}; create it, or name another one")
    if code in FORBIDDEN:
        return Refused(f"{where} does not let us {error.operation_name} in the bucket {place.bucket!r}")
    if code in STRANGERS:
        return Unavailable(f"{where} does not accept our keys ({code})")
    if code == "NoSuchUpload":
        return Unavailable("somebody else gave up the upload of the file")
    if code in ("PreconditionFailed", "412"):
        return Unavailable("the file was changed while it was read")
    return Unavailable(f"{where} answered {code} to {error.operation_name}")
