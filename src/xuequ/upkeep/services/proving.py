"""Bring a restored database up to this program, and prove that it is what was backed up."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from xuequ.kernel.actors import program
from xuequ.record.queries import verify
from xuequ.record.services import write
from xuequ.vault.queries import encrypted, faults
from xuequ.vault.sealing import CannotOpen

from ..engine.manifest import Manifest, Node, differing, last_of, read
from ..models import Restoration
from . import snapshots
from .loading import Proof

BATCH = 2000


def finish(home: Path, about: dict[str, Any]) -> Proof:
    """Load the rows, migrate, prove, and note the restoration in the record.

    Args:
        about: `manifest` and `digest` of the backup, and `faults` its files had already.
    """
    manifest = read(about["manifest"])
    if manifest is None:
        raise ValueError("no manifest")
    if connection.vendor == "postgresql":
        load_postgresql(home / "parts", manifest)
    found = _count()
    call_command("migrate", verbosity=0, interactive=False)
    proof = _prove(manifest, found, about["faults"])
    _note(manifest, about["digest"])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    return proof


def load_postgresql(parts: Path, manifest: Manifest) -> None:
    """Make the tables as they were when the backup was made, and put the rows into them.

    Raises:
        ValueError: the tables are not those of the backup.
    """
    executor = MigrationExecutor(connection)
    wanted = set(manifest.migrations)
    inside = {
        node: [each for each in executor.loader.get_migration(*node).dependencies
               if each[0] == node[0]]
        for node in manifest.migrations
        if node in executor.loader.graph.nodes
    }  # fmt: skip
    targets: list[Node] = last_of(inside, inside)
    executor.migrate([*targets])
    tables = snapshots.columns_of_tables()
    if set(tables) != set(manifest.columns) or not wanted:
        odd = sorted(set(tables) ^ set(manifest.columns))
        raise ValueError(f"tables that do not fit: {', '.join(odd)}")
    with transaction.atomic():
        _fill(parts, manifest)
    _count_on(manifest)


def _fill(parts: Path, manifest: Manifest) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in manifest.columns:  # what migrations put in comes back with the rest
            cursor.execute(f"DELETE FROM {snapshots.quoted(table)}")  # noqa: S608
    with snapshots.raw_cursor() as cursor:
        for table, columns in manifest.columns.items():
            names = ", ".join(map(snapshots.quoted, columns))
            into = f"COPY {snapshots.quoted(table)} ({names}) FROM STDIN"
            with gzip.open(parts / f"{table}.gz") as source, cursor.copy(into) as rows:
                shutil.copyfileobj(source, rows, snapshots.PIECE)


def _count_on(manifest: Manifest) -> None:
    """Let every sequence go on where it was, so that no number is given twice."""
    with connection.cursor() as cursor:
        for name, sequence in snapshots.sequences().items():
            if name in manifest.counters:
                cursor.execute("SELECT setval(%s, %s, %s)", [sequence, *manifest.counters[name]])


def _count() -> dict[str, int]:
    if connection.vendor == "postgresql":
        return snapshots.count_postgresql(snapshots.columns_of_tables())
    connection.ensure_connection()
    held: sqlite3.Connection = connection.connection
    return snapshots.count_sqlite(held)


def _prove(manifest: Manifest, found: dict[str, int], known: dict[str, str]) -> Proof:
    lines, fault = verify()
    values, unreadable = open_all()
    wrong = {each.digest: each.kind for each in faults()}
    return Proof(
        rows=sum(found.values()),
        tables=len(found),
        differing=differing(manifest.rows, found),
        lines=lines,
        fault=f"{fault.kind} {fault.number}" if fault else "",
        values=values,
        unreadable=unreadable,
        files=manifest.files,
        wrong={digest: kind for digest, kind in wrong.items() if known.get(digest) != kind},
    )


def open_all() -> tuple[int, list[str]]:
    """Open every encrypted value: how many there are, and the columns where one stays shut."""
    count, shut = 0, set()
    for model, names in encrypted().items():
        for row in model._base_manager.only(*names).iterator(BATCH):
            for name in names:
                value = getattr(row, name)
                if value is None:
                    continue
                count += 1
                try:
                    value.open()
                except CannotOpen:
                    shut.add(f"{model._meta.label}.{name}")
    return count, sorted(shut)


@transaction.atomic
def _note(manifest: Manifest, digest: str) -> None:
    """End every session of then, and write down that this is a restored installation."""
    Session.objects.all().delete()
    row = Restoration(
        made_at=datetime.fromisoformat(manifest.made_at),
        digest=digest,
        rows=sum(manifest.rows.values()),
    )
    row.save()
    write("restore-backup", row, actor=program("restore"), note={"archive": digest})
