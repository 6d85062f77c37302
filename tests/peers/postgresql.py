"""A real PostgreSQL server of our own: started in a temporary directory, on loopback, gone when the tests end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from tests.peers.ports import free_port

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/usr/pgsql-*/bin",
)
START_SECONDS = 30
# With another locale macOS starts threads in the server, which then refuses to run.
LOCALE = {"LC_ALL": "C"}

LEAVE = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# As a replica the server obeys neither foreign keys nor the journal's refusal to forget.
EMPTY = """
    DO $$ DECLARE name text; BEGIN
        SET LOCAL session_replication_role = replica;
        FOR name IN SELECT tablename FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
        FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'
        LOOP PERFORM setval(quote_ident(name), 1, false); END LOOP;
    END $$
"""


class ClusterError(RuntimeError):
    """The PostgreSQL server did not start; its log is the message."""


@dataclass
class Cluster:
    """A running server."""

    port: int
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def create(self) -> str:
        """The name of a new, empty database."""
        name = f"muster_{next(self._numbers)}"
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return name

    def empty(self, name: str) -> None:
        """Put every session out and delete every row: a hundred times faster than a new database."""
        with self.connect(name) as connection:
            connection.execute(LEAVE)
            connection.execute(EMPTY)

    def connect(self, name: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="postgres", dbname=name, autocommit=True
        )


def find_binaries() -> Path | None:
    """The newest directory that holds initdb and postgres, if any."""
    found = [Path(path).resolve().parent for path in [shutil.which("postgres")] if path]
    found += sorted((path for place in PLACES for path in Path("/").glob(place[1:])), reverse=True)
    return next((path for path in found if (path / "initdb").exists() and (path / "postgres").exists()), None)


@contextmanager
def running_cluster(binaries: Path) -> Iterator[Cluster]:
    """A fresh server with its usual durability; stopped and deleted at the end."""
    user = _unprivileged_user()
    with tempfile.TemporaryDirectory(prefix="muster-pg-", ignore_cleanup_errors=True) as place:
        home = Path(place)
        if user is not None:
            shutil.chown(home, user)
        _initialise(binaries, home, user)
        server, port = _start(binaries, home, user)
        try:
            yield Cluster(port)
        finally:
            server.send_signal(
                signal.SIGINT
            )  # ends sessions a failed test left open; SIGTERM would wait for them
            server.wait(START_SECONDS)


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; the user to become, or None to stay who we are."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _initialise(binaries: Path, home: Path, user: str | None) -> None:
    subprocess.run(
        [
            binaries / "initdb",
            *("--pgdata", home / "data", "--username", "postgres", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C", "--no-sync"),
        ],
        check=True,
        capture_output=True,
        cwd=home,
        env=os.environ | LOCALE,
        user=user,
        group=_group(user),
        extra_groups=None if user is None else [],
    )


def _start(binaries: Path, home: Path, user: str | None) -> tuple[subprocess.Popen[bytes], int]:
    """The server and its port; tries again when somebody else took the port first."""
    for _ in range(5):
        port = free_port()
        server = _launch(binaries, home, user, port)
        if _answers(server, port):
            return server, port
        server.kill()
        server.wait()
    raise ClusterError((home / "log").read_text())


def _launch(binaries: Path, home: Path, user: str | None, port: int) -> subprocess.Popen[bytes]:
    with (home / "log").open("ab") as log:
        return subprocess.Popen(
            [
                binaries / "postgres",
                *("-D", home / "data", "-p", str(port), "-h", "127.0.0.1", "-k", home),
                *("-c", "max_connections=200"),
            ],
            stdout=log,
            stderr=log,
            cwd=home,
            env=os.environ | LOCALE,
            user=user,
            group=_group(user),
            extra_groups=None if user is None else [],
        )


def _group(user: str | None) -> int | None:
    return None if user is None else pwd.getpwnam(user).pw_gid


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            Cluster(port).connect().close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return True
    return False
