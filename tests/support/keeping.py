"""Make a small world once through the services, and put its rows back for every later test.

Making the cast takes some hundred acts, each with its line in the record; putting the same rows
back takes a few statements.  What is put back is what the services wrote, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

W = TypeVar("W")
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]  # by table: columns, rows
HEAD = "record_head"  # its one row is there from the first migration on
_kept: dict[tuple[str, str], tuple[Rows, Any]] = {}


def kept(make: Callable[[], W], name: str = "") -> W:
    """What `make` makes in an empty database: made the first time, put back ever after.

    Where rows are there already it is made, for then it may depend on them.  `name` tells worlds
    apart that one function makes.
    """
    key = (connection.vendor, name or f"{make.__module__}.{make.__qualname__}")
    before = set(_filled()) - {HEAD}
    if key in _kept and not before:
        rows, world = _kept[key]
        _put_back(rows)
        copy: W = deepcopy(world)
        return copy
    made = make()
    if not before:
        _kept[key] = ({table: _read(table) for table in _filled()}, deepcopy(made))
    return made


def _tables() -> list[str]:
    """The product's tables, and those between two of its models."""
    models = [each for each in apps.get_models(include_auto_created=True) if each._meta.managed]
    found = [each._meta.db_table for each in models]
    return [each for each in found if not each.startswith(("django_", "auth_"))]


def _filled() -> list[str]:
    names = _tables()
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
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        columns = [each[0] for each in cursor.description]
        return columns, [tuple(each) for each in cursor.fetchall()]


@transaction.atomic
def _put_back(rows: Rows) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {HEAD}")  # noqa: S608
        for table, (columns, found) in rows.items():
            names = ", ".join(connection.ops.quote_name(each) for each in columns)
            one = f"({', '.join(['%s'] * len(columns))})"
            most = max(1, 900 // len(columns))
            for first in range(0, len(found), most):
                some = found[first : first + most]
                values = [cell for row in some for cell in row]
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
