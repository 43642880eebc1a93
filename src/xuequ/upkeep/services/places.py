"""Where a restored database is made, and how it takes the place of the old one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from abc import ABC, abstractmethod
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from django.db import DatabaseError, connection, transaction

from xuequ.kernel.refusal import Refused

from ..swap import DATABASE, SCHEMA, STAGING

SIDES = ("-wal", "-shm")
WORKED_IN = ("record_line", "directory_account")  # a row in one of these: it is in use


class Place(ABC):
    """The database of an installation, seen by who restores it."""

    def __init__(self, home: Path) -> None:
        self.home, self.staging = home, home / STAGING

    @abstractmethod
    def is_empty(self) -> bool:
        """Has nobody ever worked here?"""

    @abstractmethod
    def hold(self) -> None:
        """Make sure that nobody works here now, and that there is room to make the new one.

        Raises:
            Refused: the site is running, or the database lets us make nothing.
        """

    @abstractmethod
    def environment(self) -> dict[str, str]:
        """What a program reads that is to see the new one."""

    @abstractmethod
    def keep_old(self, aside: Path) -> None:
        """What must be done beforehand, so that the old one is kept."""

    @abstractmethod
    def decide(self, aside: Path) -> None:
        """The one step: the new one is the database from here on."""

    def clear(self) -> None:
        """Take away what an attempt left."""
        shutil.rmtree(self.staging, ignore_errors=True)


class OneFile(Place):
    """SQLite: a file that is moved."""

    def is_empty(self) -> bool:
        path = self.home / DATABASE
        if not path.exists() or path.stat().st_size == 0:
            return True
        try:
            with closing(sqlite3.connect(path, timeout=5)) as found:
                named = "SELECT count(*) FROM sqlite_master WHERE name IN (?, ?)"
                if not found.execute(named, WORKED_IN).fetchone()[0]:
                    return True
                return not any(
                    found.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0]  # noqa: S608
                    for table in WORKED_IN
                )
        except sqlite3.DatabaseError:
            return False  # damaged: somebody may still want it

    def hold(self) -> None:
        connection.close()
        path = self.home / DATABASE
        if not path.exists():
            return
        try:
            with closing(sqlite3.connect(path, timeout=2)) as found:
                mode = found.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise Refused("site-is-running") from error
        except sqlite3.DatabaseError:
            pass  # damaged: it is set aside as it is
        else:
            if mode != "delete":
                raise Refused("site-is-running")

    def environment(self) -> dict[str, str]:
        return {}

    def keep_old(self, aside: Path) -> None:
        for name in (DATABASE, *(DATABASE + side for side in SIDES)):
            if (self.home / name).exists():
                link(self.home / name, aside / name)

    def decide(self, aside: Path) -> None:
        for side in SIDES:  # only beside a damaged one; kept aside already
            with suppress(FileNotFoundError):
                (self.home / (DATABASE + side)).unlink()
        os.replace(self.staging / DATABASE, self.home / DATABASE)


class Server(Place):
    """PostgreSQL: everything in a schema of its own, moved in one transaction."""

    def __init__(self, home: Path, address: str) -> None:
        super().__init__(home)
        self.address = address

    def is_empty(self) -> bool:
        with connection.cursor() as cursor:
            tables = set(connection.introspection.table_names(cursor))
            for table in WORKED_IN:
                if table in tables:
                    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608
                    if cursor.fetchone()[0]:
                        return False
        return True

    def _check_alone(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                   AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
                   AND coalesce(backend_type, 'client backend') = 'client backend'"""
            )
            if cursor.fetchone()[0]:
                raise Refused("site-is-running")

    def hold(self) -> None:
        self._check_alone()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
                cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        except DatabaseError as error:
            raise Refused("may-not-make-a-schema", said=str(error).strip()) from error
        connection.close()

    def environment(self) -> dict[str, str]:
        parts = urlsplit(self.address)
        asked = dict(parse_qsl(parts.query)) | {"options": f"-csearch_path={SCHEMA}"}
        query = urlencode(asked, quote_via=quote)
        return {"DATABASE_URL": urlunsplit(parts._replace(query=query))}

    def keep_old(self, aside: Path) -> None:
        """Nothing: it is moved in the step that decides."""

    def decide(self, aside: Path) -> None:
        name = f"xuequ_{aside.name.replace('-', '_')}"
        self._check_alone()  # again: somebody may have started the site meanwhile
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '15s'")
            cursor.execute("SELECT current_schema()")
            here = cursor.fetchone()[0]
            cursor.execute(f"CREATE SCHEMA {name}")
            _move(here, name)
            _move(SCHEMA, here)
            cursor.execute(f"DROP SCHEMA {SCHEMA}")

    def clear(self) -> None:
        super().clear()
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        connection.close()


def place_of(home: Path, address: str) -> Place:
    """The database of the installation: a PostgreSQL if an address names one."""
    return Server(home, address) if address else OneFile(home)


def link(path: Path, other: Path) -> None:
    """The same content at another place: a second name for it, or a copy where there are none."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copy2(path, other)


def _move(schema: str, to: str) -> None:
    """Move tables and functions of ours; what belongs to an extension stays."""
    mine = """NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = o.oid
              AND d.deptype IN ('e', 'a', 'i'))"""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT 'TABLE ' || o.oid::regclass::text FROM pg_class o
                WHERE o.relkind IN ('r', 'p') AND o.relnamespace = %s::regnamespace AND {mine}
                UNION ALL
                SELECT 'SEQUENCE ' || o.oid::regclass::text FROM pg_class o
                WHERE o.relkind = 'S' AND o.relnamespace = %s::regnamespace AND {mine}
                UNION ALL
                SELECT 'FUNCTION ' || o.oid::regprocedure::text FROM pg_proc o
                WHERE o.pronamespace = %s::regnamespace AND {mine}""",  # noqa: S608
            [schema] * 3,
        )
        for (what,) in cursor.fetchall():
            cursor.execute(f"ALTER {what} SET SCHEMA {to}")
