"""The databases that are measured, filled once and kept until what they hold would differ."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

import xuequ


def filled(store: str, told: str, fill: Callable[[], object]) -> bool:
    """Have the store filled by `fill`; `told` says what it is to hold.  Was there work to do?"""
    stamp = digest(told)
    if stamp_of(store) == stamp:
        return False
    renew(store)
    fill()
    _set_stamp(store, stamp)
    return True


def renew(store: str) -> None:
    """Begin the store anew: empty, with the product's tables."""
    print(f"preparing {store} …", file=sys.stderr, flush=True)
    if connection.vendor == "postgresql":
        name = connection.ops.quote_name(store)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
            cursor.execute(f"CREATE SCHEMA {name}")
    else:
        _path().unlink(missing_ok=True)
        for file in settings.HOME.glob("xuequ.sqlite3*"):
            file.unlink()
    call_command("migrate", verbosity=0)


def digest(told: str) -> str:
    """A hash of what a store is to hold, of what fills it, and of the tables' shape."""
    product, here = Path(xuequ.__file__).parent, Path(__file__).parent
    files = [here / name for name in ("config.py", "city.py", "drawn.py", "rows.py", "work.py")]
    files += sorted(product.glob("*/migrations/*.py"))
    total = hashlib.sha256(told.encode())
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def stamp_of(store: str) -> str:
    """The stamp of a store that was filled to the end; empty for any other."""
    if connection.vendor != "postgresql":
        return _path().read_text() if _path().exists() else ""
    question = "SELECT obj_description(oid) FROM pg_namespace WHERE nspname = %s"
    with connection.cursor() as cursor:
        cursor.execute(question, [store])
        row = cursor.fetchone()
    return str(row[0]) if row and row[0] else ""


def _set_stamp(store: str, stamp: str) -> None:
    if connection.vendor != "postgresql":
        connection.close()
        _path().write_text(stamp)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON SCHEMA {connection.ops.quote_name(store)} IS '{stamp}'")


def _path() -> Path:
    home: Path = settings.HOME
    return home / "stamp"
