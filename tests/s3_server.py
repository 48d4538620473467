"""A real S3 server: SeaweedFS, on free ports, forgotten afterwards."""

import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

PROGRAM = Path(sys.executable).parent / "weed"
WRITER, READER = "dalston", "reader"  # names of keys; their secrets are the same words twice
ACTIONS = {WRITER: ["Admin", "Read", "Write", "List"], READER: ["Read", "List"]}
PORTS = 8
PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class S3Server:
    endpoint: str

    @property
    def environment(self) -> dict[str, str]:
        return self.keys(WRITER) | {"DALSTON_S3_ENDPOINT": self.endpoint}

    def keys(self, name: str) -> dict[str, str]:
        return {"AWS_ACCESS_KEY_ID": name, "AWS_SECRET_ACCESS_KEY": 2 * name}

    def bucket(self) -> str:
        """A new one. Raises until the server is ready."""
        name = f"test-{uuid4().hex}"
        client = boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id=WRITER,
            aws_secret_access_key=2 * WRITER,
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
        )
        client.create_bucket(Bucket=name)
        client.put_object(Bucket=name, Key="ready", Body=b"ready")
        client.delete_object(Bucket=name, Key="ready")
        return name


@contextmanager
def s3_server(folder: Path) -> Iterator[S3Server]:
    first = free_ports()
    server = S3Server(f"http://127.0.0.1:{first}")
    command = argv(folder, first)
    with (folder / "weed.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _await(server, process)
        yield server
    finally:
        process.kill()  # asked politely it takes 15 s
        process.wait()


def _identity(name: str) -> dict[str, object]:
    secret = {"accessKey": name, "secretKey": 2 * name}
    return {"name": name, "credentials": [secret], "actions": ACTIONS[name]}


def argv(folder: Path, first: int) -> list[str]:
    """A server whose S3 port is the first of PORTS in a row; its keys are written into its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "keys.json").write_text(json.dumps({"identities": [_identity(name) for name in ACTIONS]}))
    ports = ("s3", "s3.port.grpc", "master", "master.port.grpc", "volume", "volume.port.grpc", "filer")
    named = [name if "." in name else f"{name}.port" for name in (*ports, "filer.port.grpc")]
    return [
        *(str(PROGRAM), "-logtostderr=true", "server", f"-dir={folder}", "-filer", "-s3"),
        *(f"-{name}={first + at}" for at, name in enumerate(named)),
        *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-s3.config={folder / 'keys.json'}", "-s3.iam=false"),
        *("-s3.autoCreateBucket=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"),
        *("-volume.max=2000", "-master.volumeSizeLimitMB=256", "-volume.preStopSeconds=0"),
    ]


def _await(server: S3Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            server.bucket()
            return
        except (BotoCoreError, ClientError) as error:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("SeaweedFS does not start; see weed.log in its folder") from error
            time.sleep(0.1)


def free_ports() -> int:
    """The first of some in a row, below those that the kernel gives to clients."""
    while True:
        first = random.randrange(10_000, 32_000)
        try:
            for port in range(first, first + PORTS):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
