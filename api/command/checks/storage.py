"""Storage: a small object is written and deleted."""

from pathlib import Path

from activities import storage
from api.command.checks.finding import Finding, mend_for
from api.settings import ApiSettings

MENDS = {
    "cannot be reached|does not answer": "start the S3 server, or correct DALSTON_S3_ENDPOINT",
    "no keys": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; .env is not read for them",
    "does not accept our keys": "correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "TimeTooSkewed": "set this machine's clock right (timedatectl set-ntp true)",
    "no bucket": "create the bucket, or correct DALSTON_STORAGE",
    "does not let us": "give the keys the permissions of docs/operations.md#object-storage",
    "No space left": "make room, or choose another disk: DALSTON_STORAGE",
    "Permission denied": "let this user write there, or choose another place: DALSTON_STORAGE",
}


def examine(data: Path) -> Finding:
    url = ApiSettings(data=data).storage_url
    try:
        storage.check(url)
    except (OSError, storage.UnknownScheme) as error:
        mend = mend_for(str(error), MENDS, "choose another place: DALSTON_STORAGE")
        return Finding("storage", "broken", f"{url}: {error}", mend)
    return Finding("storage", "ok", url)
