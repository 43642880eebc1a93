"""Make a small world once through the services, and put its rows back for every later test.

Making the cast takes some hundred acts, each with its line in the record; putting the same rows
back takes a few statements.  What is put back is what the services wrote, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import time
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

W = TypeVar("W")
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]  # by table: columns, rows
Gone = dict[str, list[Any]]  # by table: primary keys
HEAD = "record_head"  # its one row is there from the first migration on
MOST = 4  # ways to start from, that one grown world is kept for
CLOCK = timezone.now
_kept: dict[tuple[str, str], tuple[Rows, Any]] = {}
# By what is grown: the rows it was grown on, the keys of those it changed, the new rows, it itself.
_grown: dict[tuple[str, str], list[tuple[Rows, Gone, Rows, Any]]] = {}


def kept(make: Callable[[], W], name: str = "") -> W:
    """What `make` makes in an empty database: made the first time, put back ever after.

    Where rows are there already it is made, for then it may depend on them.  `name` tells worlds
    apart that one function makes.
    """
    key = (connection.vendor, name or f"{make.__module__}.{make.__qualname__}")
    before = set(_filled()) - {HEAD}
    if key in _kept and not before:
        rows, world = _kept[key]
        _put_back(rows, {HEAD: [1]})
        copy: W = deepcopy(world)
        return copy
    with true_time():
        made = make()
    if not before:
        _kept[key] = (_snapshot(), deepcopy(made))
    return made


def grown(make: Callable[[], W], name: str) -> W:
    """What `make` adds to the rows that are there, such as those of the cast.

    Made where they are not exactly the rows it was made on before; else put back.
    """
    known = _grown.setdefault((connection.vendor, name), [])
    before = _snapshot()
    for on, gone, rows, world in known:
        if on == before:
            _put_back(rows, gone)
            copy: W = deepcopy(world)
            return copy
    made = make()
    if len(known) < MOST:
        known.append((before, *_difference(before, _snapshot()), deepcopy(made)))
    return made


@contextmanager
def true_time() -> Iterator[None]:
    """The clock as it is: a kept world is not to tell at what time its first test plays."""
    turned, timezone.now = timezone.now, CLOCK
    try:
        yield
    finally:
        timezone.now = turned


def _snapshot() -> Rows:
    return {table: _read(table) for table in _filled()}


def _difference(before: Rows, after: Rows) -> tuple[Gone, Rows]:
    """The keys of the rows that were changed or deleted, and the rows as they are or came."""
    gone: Gone = {}
    new: Rows = {}
    keys = {each._meta.db_table: each._meta.pk.column for each in _models()}
    for table in before.keys() | after.keys():
        columns, was = before.get(table) or (after[table][0], [])
        now = after.get(table, (columns, []))[1]
        key, old, young = columns.index(keys[table]), set(was), set(now)
        if lost := [row[key] for row in was if row not in young]:
            gone[table] = lost
        if came := [row for row in now if row not in old]:
            new[table] = (columns, came)
    return gone, new


def _models() -> list[Any]:
    """The product's models, and those between two of them."""
    models = [each for each in apps.get_models(include_auto_created=True) if each._meta.managed]
    return [each for each in models if not each._meta.db_table.startswith(("django_", "auth_"))]


def _filled() -> list[str]:
    names = [each._meta.db_table for each in _models()]
    quoted = [connection.ops.quote_name(each) for each in names]
    asked = " UNION ALL ".join(
        f"SELECT {n} WHERE EXISTS (SELECT 1 FROM {name})"  # noqa: S608 - names of our own tables
        for n, name in enumerate(quoted)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [names[n] for (n,) in cursor.fetchall()]


def _read(table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
        columns = [each[0] for each in cursor.description]
        return columns, [tuple(each) for each in cursor.fetchall()]


@transaction.atomic
def _put_back(rows: Rows, gone: Gone) -> None:
    keys = {each._meta.db_table: each._meta.pk.column for each in _models()}
    with connection.cursor() as cursor:
        for table, lost in gone.items():
            name, key = map(connection.ops.quote_name, (table, keys[table]))
            cursor.executemany(f"DELETE FROM {name} WHERE {key} = %s", [(one,) for one in lost])  # noqa: S608
        for table, (columns, found) in rows.items():
            names = ", ".join(connection.ops.quote_name(each) for each in columns)
            one = f"({', '.join(['%s'] * len(columns))})"
            most = max(1, 900 // len(columns))
            for first in range(0, len(found), most):
                some = found[first : first + most]
                values = [_bound(cell) for row in some for cell in row]
                cursor.execute(
                    f"INSERT INTO {connection.ops.quote_name(table)} ({names}) "  # noqa: S608
                    f"VALUES {', '.join([one] * len(some))}",
                    values,
                )
        models = apps.get_models(include_auto_created=True)
        mine = [each for each in models if each._meta.db_table in rows]
        resets = connection.ops.sequence_reset_sql(no_style(), mine)
        if resets:
            cursor.execute(";".join(resets))


def _bound(cell: Any) -> Any:
    """A cell as both databases take it; SQLite's driver knows no times of day."""
    return cell.isoformat() if isinstance(cell, time) else cell
