"""One moment of the database, read while the site goes on: counts, private files, and parts."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from django.db import connection, transaction

from xuequ.vault.archives import Content
from xuequ.vault.models import StoredFile

from ..engine.manifest import Node

PIECE = 1024 * 1024
EFFORT = 3  # of compressing: most of the gain for a third of the time


@dataclass(slots=True)
class Snapshot:
    """What one moment held; its parts lie in the folder it was given."""

    migrations: tuple[Node, ...]
    rows: dict[str, int]
    stored: dict[str, int]  # digest -> bytes of the private files
    parts: list[Content]
    size: int  # bytes of the parts unpacked
    columns: dict[str, list[str]] = field(default_factory=dict)
    counters: dict[str, list[Any]] = field(default_factory=dict)


def snapshot(folder: Path) -> Snapshot:
    """Read the database at one moment; nobody who works meanwhile is kept waiting."""
    return _of_postgresql(folder) if connection.vendor == "postgresql" else _of_sqlite(folder)


def quoted(name: str) -> str:
    """A name of ours as SQL takes it."""
    return connection.ops.quote_name(name)


def part(path: Path) -> Content:
    """A finished part as a member of the archive."""
    return Content(f"database/{path.name}", path.stat().st_size, lambda: path.open("rb"))


def _of_sqlite(folder: Path) -> Snapshot:
    copy = folder / "xuequ.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)  # one step: writers go on in their own log
        target.execute("PRAGMA journal_mode=DELETE")
        found = _read_sqlite(target)
    packed = folder / "xuequ.sqlite3.gz"
    with copy.open("rb") as source, gzip.open(packed, "wb", EFFORT) as sink:
        shutil.copyfileobj(source, sink, PIECE)
    found.size = copy.stat().st_size
    copy.unlink()
    found.parts.append(part(packed))
    return found


def _read_sqlite(source: sqlite3.Connection) -> Snapshot:
    def ask(text: str) -> list[Any]:
        return source.execute(text).fetchall()

    return Snapshot(
        migrations=tuple(ask("SELECT app, name FROM django_migrations ORDER BY id")),
        rows=count_sqlite(source),
        stored=dict(ask(f"SELECT digest, max(size) FROM {_files()} GROUP BY digest")),  # noqa: S608
        parts=[],
        size=0,
    )


def count_sqlite(source: sqlite3.Connection) -> dict[str, int]:
    """Rows of every table of a SQLite."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [name for (name,) in source.execute(named)]
    asked = {name: f"SELECT count(*) FROM {quoted(name)}" for name in names}  # noqa: S608
    return {name: source.execute(text).fetchone()[0] for name, text in asked.items()}


def _files() -> str:
    return quoted(StoredFile._meta.db_table)


def _of_postgresql(folder: Path) -> Snapshot:
    connection.close()  # a new session: nothing was read in it yet
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        found = _read_postgresql()
        for table, columns in found.columns.items():
            path = folder / f"{table}.gz"
            found.size += _copy_out(table, columns, path)
            found.parts.append(part(path))
    return found


def _read_postgresql() -> Snapshot:
    columns = columns_of_tables()
    with connection.cursor() as cursor:

        def ask(text: str) -> list[tuple[Any, ...]]:
            cursor.execute(text)
            return [*cursor.fetchall()]

        return Snapshot(
            migrations=tuple(ask("SELECT app, name FROM django_migrations ORDER BY id")),
            rows=count_postgresql(columns),
            stored=dict(ask(f"SELECT digest, max(size) FROM {_files()} GROUP BY digest")),  # noqa: S608
            parts=[],
            size=0,
            columns=columns,
            counters=_counters(),
        )


def count_postgresql(tables: Iterable[str]) -> dict[str, int]:
    """Rows of the tables of the schema in use."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608
            found[table] = cursor.fetchone()[0]
    return found


def columns_of_tables() -> dict[str, list[str]]:
    """The columns one may write, of every table of the schema in use."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
               FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
               WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
                 AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
               GROUP BY c.relname ORDER BY c.relname"""
        )
        return {table: list(columns) for table, columns in cursor.fetchall()}


def sequences() -> dict[str, str]:
    """What counts on: "table.column" -> the sequence behind it, of the schema in use."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname || '.' || a.attname,
                      pg_get_serial_sequence(quote_ident(c.relname), a.attname)
               FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
               WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
                 AND a.attnum > 0 AND NOT a.attisdropped
                 AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL"""
        )
        return dict(cursor.fetchall())


def _counters() -> dict[str, list[Any]]:
    found = {}
    with connection.cursor() as cursor:
        for name, sequence in sequences().items():
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
            found[name] = list(cursor.fetchone())
    return found


def _copy_out(table: str, columns: list[str], path: Path) -> int:
    """Write the rows of a table as PostgreSQL's own text; how many bytes that is unpacked."""
    names = ", ".join(map(quoted, columns))
    out = f"COPY {quoted(table)} ({names}) TO STDOUT"
    done = 0
    with gzip.open(path, "wb", EFFORT) as sink, raw_cursor() as cursor, cursor.copy(out) as rows:
        for piece in rows:
            sink.write(piece)
            done += len(piece)
    return done


@contextmanager
def raw_cursor() -> Iterator[Any]:
    """A cursor of the driver itself, which knows COPY."""
    connection.ensure_connection()
    with cast(Any, connection.connection).cursor() as cursor:
        yield cursor
