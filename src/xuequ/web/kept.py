"""Queries that are asked in every request: their SQL is made once, then only values are put in.

Making SQL out of a query takes Django longer than the database needs to answer it.  A `Kept`
query is written as any other, with markers in place of the values; rows come out as they would.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections

T = TypeVar("T")

WIDEST = 2**63
MARKS: dict[type, Callable[[int], Any]] = {  # values that stand in no query of ours
    int: lambda n: 2_147_480_000 + n,
    date: lambda n: date(1777, 1, 1 + n),
    datetime: lambda n: datetime(1777, 2, 1, 0, 0, n, tzinfo=UTC),
    str: lambda n: f"\ue000{n}\ue001",
}


@dataclass(frozen=True, slots=True)
class _Made:
    """A query made for one database: its SQL, and which value each parameter takes."""

    queryset: Any
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    slots: tuple[int | None, ...]  # number of the value; none: the parameter stays as it is


class Kept(Generic[T]):
    """A query kept as SQL.

    Args:
        make: takes one marker for each value, in their order, and gives the query.
        kinds: the type of each value: `int`, `date`, `datetime` or `str`.

    Raises of `rows`: ValueError, when a value stands nowhere in the query, or not as it is but as a
    part of something or moved; TypeError, when one is not of its kind.
    """

    def __init__(self, make: Callable[..., Any], *kinds: type) -> None:
        self.make, self.kinds = make, kinds
        self._made: dict[str, _Made] = {}

    def rows(self, *values: Any) -> list[T]:
        """What the query finds for these values."""
        made = self._made.get(connection.vendor)
        if made is None:
            made = self._made[connection.vendor] = self._make()
        for kind, value in zip(self.kinds, values, strict=True):
            if not isinstance(value, kind) or (kind is date and isinstance(value, datetime)):
                raise TypeError(f"{value!r} is no {kind.__name__}")
            if isinstance(value, int) and not -WIDEST <= value < WIDEST:
                return []  # no column holds it
        put = [_adapted(connection.ops, kind, value)
               for kind, value in zip(self.kinds, values, strict=True)]  # fmt: skip
        params = tuple(
            kept if slot is None else _like(kept, put[slot])
            for kept, slot in zip(made.params, made.slots, strict=True)
        )
        compiler, query = copy.copy(made.compiler), copy.copy(made.queryset.query)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_, **__: (made.sql, params)
        query.get_compiler = lambda *_, **__: compiler
        found = made.queryset.all()
        found._query = query
        return list(found)

    def first(self, *values: Any) -> T | None:
        """The first of them."""
        return next(iter(self.rows(*values)), None)

    def _make(self) -> _Made:
        """The SQL, made twice with other marks: only the values themselves may differ."""
        made, other = self._marked(0), self._marked(len(self.kinds))
        kept = [(each.sql, each.slots, [param for param, slot in zip(each.params, each.slots,
                 strict=True) if slot is None]) for each in (made, other)]  # fmt: skip
        if kept[0] != kept[1] or set(made.slots) - {None} != set(range(len(self.kinds))):
            raise ValueError(f"a value of {self.make.__qualname__} does not stand in it as it is")
        return made

    def _marked(self, first: int) -> _Made:
        marks = [MARKS[kind](first + n) for n, kind in enumerate(self.kinds)]
        put = [_adapted(connection.ops, kind, mark)
               for kind, mark in zip(self.kinds, marks, strict=True)]  # fmt: skip
        queryset = self.make(*marks)
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        compiler.connection = None  # that of whoever asks is put in
        slots = tuple(put.index(each) if each in put else None for each in params)
        return _Made(queryset, compiler, sql, tuple(params), slots)


def _adapted(ops: Any, kind: type, value: Any) -> Any:
    """A value as it stands among the parameters of a query."""
    if kind is datetime:
        return ops.adapt_datetimefield_value(value)
    return ops.adapt_datefield_value(value) if kind is date else value


def _like(kept: Any, value: Any) -> Any:
    """A whole number of the width its column has; anything else as it is."""
    return type(kept)(value) if isinstance(kept, int) else value
