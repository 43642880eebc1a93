"""Put many rows into a table at once, under ids of our own."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

BATCH = 50_000


class Rows:
    """New rows of one model, written in batches: `executemany`, or COPY on PostgreSQL."""

    def __init__(self, model: type[Model], columns: str) -> None:
        """`columns` names the columns that `add` gets, separated by blanks, without the id."""
        last = model._default_manager.aggregate(last=Max("id"))["last"] or 0
        self.model = model
        self.columns = ("id", *columns.split())
        self._ids = count(last + 1)
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> int:
        """Take one row; returns its id."""
        id = next(self._ids)
        self._waiting.append((id, *values))
        if len(self._waiting) == BATCH:
            self.flush()
        return id

    def flush(self) -> None:
        """Write what waits."""
        quote = connection.ops.quote_name
        table = f"{quote(self.model._meta.db_table)} ({', '.join(map(quote, self.columns))})"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    for row in self._waiting:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608  (own names)
                cursor.executemany(statement, self._waiting)
        self._waiting.clear()

    def close(self) -> None:
        """Write the rest, and let the database count its own ids on from here."""
        self.flush()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [self.model]):
                cursor.execute(statement)
