"""A real installation in a folder of its own, made of the rows of the test that runs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection

PASSPHRASE = "three quiet herons wade"
# What a restore changes on purpose: it ends sessions and notes itself.
CHANGED = {"django_session", "record_line", "record_head", "upkeep_restoration", "sqlite_sequence"}
Rows = dict[str, list[str]]


@dataclass
class Installation:
    """One home, and its database on the server if it has none of its own."""

    home: Path
    address: str = ""  # of its PostgreSQL
    variables: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """What a command says, run by itself as an administrator would."""
        command, env = self._command(*arguments)
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False, **more)

    def migrate(self, package: str, name: str) -> None:
        """Bring one package to the state of a migration, as an older program left it."""
        command, env = self._command()
        act = [command[0], "-m", "django", "migrate", package, name, "-v0"]
        env["DJANGO_SETTINGS_MODULE"] = "xuequ.site.settings"
        subprocess.run(act, env=env, check=True, capture_output=True)

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command at work, with whatever it starts in a group of its own."""
        command, env = self._command(*arguments)
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            command, env=env, stdout=quiet, stderr=quiet, start_new_session=True
        )

    @contextmanager
    def used(self) -> Iterator[None]:
        """Somebody is connected to its database."""
        if self.address:
            with psycopg.connect(self.address):
                yield
            return
        with closing(sqlite3.connect(self.database)) as file:
            file.execute("PRAGMA journal_mode=WAL")
            file.execute("SELECT count(*) FROM record_line").fetchone()
            yield

    def _command(self, *arguments: str) -> tuple[list[str], dict[str, str]]:
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        env |= {"XUEQU_HOME": str(self.home), **self.variables}
        if self.address:
            env["DATABASE_URL"] = self.address
        return [sys.executable, "-m", "xuequ.cli.main", "--language", "en", *arguments], env

    def rows(self, schema: str = "public") -> Rows:
        """Every row of every table, as text, in order."""
        return _rows_on_server(self.address, schema) if self.address else _rows_in(self.database)

    @property
    def database(self) -> Path:
        return self.home / "xuequ.sqlite3"

    def ask(self, statement: str) -> None:
        """Run one statement in its database."""
        if self.address:
            with psycopg.connect(self.address) as server:
                server.execute(statement)
            return
        with closing(sqlite3.connect(self.database)) as file:
            file.execute(statement)
            file.commit()

    def files(self, folder: str = "files") -> Mapping[str, bytes]:
        """Private files, or keys, by their paths."""
        place = self.home / folder
        found = [path for path in place.rglob("*") if path.is_file() and path.name != "lock"]
        return {str(path.relative_to(place)): path.read_bytes() for path in found}


def installation(home: Path, name: str, keys: Path) -> Installation:
    """The rows of the test's database, copied to an installation of their own."""
    home.mkdir(mode=0o700)
    shutil.copytree(keys, home / "keys")
    if Path(settings.VAULT_FILES).exists():
        shutil.copytree(settings.VAULT_FILES, home / "files")
    if connection.vendor == "postgresql":
        source = str(connection.settings_dict["NAME"])
        connection.close()
        return Installation(home, fresh_database(name, source))
    connection.ensure_connection()
    with closing(sqlite3.connect(home / "xuequ.sqlite3")) as target:
        connection.connection.backup(target)
    return Installation(home)


def empty(home: Path, name: str) -> Installation:
    """A folder with nothing in it, and an empty database of the kind the tests run on."""
    if connection.vendor == "postgresql":
        return Installation(home, fresh_database(name, "template0"))
    return Installation(home)


def fresh_database(name: str, template: str) -> str:
    """Make a database anew on the private server; its address.

    Tests of other processes use the same server at the same time, so its name is this one's alone.
    """
    server, name = os.environ["DATABASE_URL"], f"{name}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def differences(before: Rows, after: Rows) -> list[str]:
    """The tables that differ, but for what a restore changes on purpose."""
    names = ({*before, *after}) - CHANGED
    return sorted(name for name in names if before.get(name) != after.get(name))


def _rows_in(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as file:
        named = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = [name for (name,) in file.execute(named)]
        asked = {table: f'SELECT * FROM "{table}"' for table in tables}  # noqa: S608
        return {table: sorted(map(repr, file.execute(text))) for table, text in asked.items()}


def _rows_on_server(address: str, schema: str) -> Rows:
    with psycopg.connect(address) as server:
        named = "SELECT tablename FROM pg_tables WHERE schemaname = %s"
        tables = [name for (name,) in server.execute(named, [schema])]
        asked = {table: f'SELECT * FROM "{schema}"."{table}"' for table in tables}  # noqa: S608
        return {table: sorted(map(repr, server.execute(text))) for table, text in asked.items()}
