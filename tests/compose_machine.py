"""One machine in place of docker-compose.yml's containers: its commands and environment, on free ports here.

In place of images: Temporal's development server, PostgreSQL from a Python package, the same SeaweedFS.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url, text

from activities.postgresql import driven
from api.command import temporal_server
from tests import postgresql
from tests.compose import SECRETS, Service, services, temporal_switches
from tests.conftest import free_port
from tests.s3_server import PROGRAM

PATIENCE = 60  # seconds
PATH = f"{Path(sys.executable).parent}:{postgresql.binaries()}:/usr/bin:/bin"


class Machine:
    """Stands for the network and the disks: names of hosts and folders, and what they are here."""

    def __init__(self, folder: Path, given: Mapping[str, str]) -> None:
        self.folder = folder
        self.services = services(**given)
        names = ("postgres", "temporal", "api", "api's metrics", "worker-cpu", "realtime", "live")
        self.port = {name: free_port() for name in names}
        parts = ("s3", "master", "volume", "filer")
        self.weed = {name: (free_port(), free_port()) for name in parts}  # HTTP's and gRPC's
        self.running: list[subprocess.Popen[bytes]] = []

    def here(self, text: str) -> str:
        """Any text of the file, as it is on this machine."""
        told = {
            "postgresql://dalston@postgres:5432": f"postgresql://dalston@127.0.0.1:{self.port['postgres']}",
            "temporal:7233": f"127.0.0.1:{self.port['temporal']}",
            "s3:8333": f"127.0.0.1:{self.weed['s3'][0]}",
            "-master=s3:9333": f"-master={self.both('master')}",
            "-filer=s3:8888": f"-filer={self.both('filer')}",
            "/var/lib/dalston": str(self.folder / "dalston"),
            "0.0.0.0": "127.0.0.1",
        }
        for there, this in told.items():
            text = text.replace(there, this)
        return text

    def both(self, name: str) -> str:
        """HTTP's port and gRPC's, as SeaweedFS names them."""
        return "127.0.0.1:{}.{}".format(*self.weed[name])

    def environment(self, service: Service) -> dict[str, str]:
        found = {name: self.here(value) for name, value in service.environment.items()}
        if "TEMPORAL_NAMESPACE" in found:
            found["TEMPORAL_NAMESPACE"] = "made"  # the development server has `default` from the start
        return {"PATH": PATH, "PYTHONUNBUFFERED": "1", **found}

    def start(self, name: str, argv: list[str], environment: dict[str, str]) -> None:
        with self.log(name).open("wb") as log:
            self.running.append(
                subprocess.Popen(argv, env=environment, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT)
            )

    def run(self, name: str, **environment: str) -> None:
        """A service that ends by itself. Raises CalledProcessError."""
        service = self.services[name]
        argv = [self.here(part) for part in service.argv]
        env = self.environment(service) | environment
        subprocess.run(argv, env=env, cwd=self.folder, check=True, timeout=PATIENCE)

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def stop(self) -> None:
        """At once: how processes drain is tested elsewhere, and SeaweedFS takes its time."""
        for process in reversed(self.running):
            process.kill()
        for process in self.running:
            process.wait()

    def start_process(self, name: str, **ports: str) -> None:
        """One of ours, with ports of its own: here all share one machine."""
        service = self.services[name]
        assert service.argv[0] == "python"
        self.start(name, [sys.executable, *service.argv[1:]], self.environment(service) | ports)

    def start_s3(self) -> None:
        service = self.services["s3"]
        words = [word for word in service.argv if not word.startswith(("-ip", "-dir", "-s3.port"))]
        ports = [f"-{name}.port={http}" for name, (http, _) in self.weed.items()]
        ports += [f"-{name}.port.grpc={grpc}" for name, (_, grpc) in self.weed.items()]
        data = self.folder / "s3"
        data.mkdir()
        more = [f"-dir={data}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]
        more += ["-s3.port.iceberg=0", "-s3.port.lance=0"]
        self.start("s3", [str(PROGRAM), *words, *more, *ports], self.environment(service))

    def start_temporal(self) -> None:
        argv = temporal_server.argv(self.folder / "temporal.sqlite", self.port["temporal"], free_port())
        for name, value in temporal_switches().items():
            argv += ["--dynamic-config-value", f"{name}={value}"]
        self.start("temporal", argv, {"PATH": PATH})


@contextmanager
def database(machine: Machine) -> Iterator[None]:
    """PostgreSQL with the roles and databases that the file makes; made twice, as at a second start."""
    with postgresql.serving(machine.port["postgres"]) as server:
        secret = SECRETS["POSTGRES_PASSWORD"]
        server.sql(f"CREATE ROLE postgres SUPERUSER LOGIN PASSWORD {literal(secret)}")
        with connected(server.url(username="postgres", password=secret)) as ask:
            ask("ALTER ROLE dalston RENAME TO initdb")  # the name is to be the index's
        for _ in range(2):
            machine.run("databases", PGHOST="127.0.0.1", PGPORT=str(server.port))
        yield


@contextmanager
def connected(url: str) -> Iterator[Callable[[str], Sequence[Any]]]:
    engine = create_engine(driven(make_url(url)), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield lambda sql: found.all() if (found := connection.execute(text(sql))).returns_rows else []
    engine.dispose()


def literal(value: str) -> str:
    """As SQL writes it; SQLAlchemy takes `:name` for a parameter."""
    return "'" + value.replace("'", "''").replace(":", r"\:") + "'"
