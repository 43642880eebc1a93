"""Put a restored installation in the place of the old one, so that no instant is without one.

Everything new is made beside the old in `restoring/`.  What decides is one step: on SQLite the
move of one file, on PostgreSQL one transaction.  Only where keys change too is there more than
one step; then a journal lies in the folder, and whoever starts next undoes what was begun or
finishes what was decided.  Knows no Django: settings ask it before they read a key.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

STAGING, JOURNAL, LOCK = "restoring", "restore.json", "restore.lock"
DATABASE, KEYS, OLD_KEYS = "xuequ.sqlite3", "keys", "keys.old"
SCHEMA = "xuequ_restoring"


class BeingRestored(Exception):
    """Somebody is restoring this installation now."""


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Be the only one who restores here.

    Raises:
        BeingRestored: somebody is at it.
    """
    number = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BeingRestored(f"{home} is being restored; wait until that has ended") from error
    else:
        yield
    finally:
        os.close(number)


def switch(home: Path, decide: Callable[[], None], *, new_keys: bool) -> None:
    """Let the restored installation take the place; `decide` is the one step that does it."""
    staging = home / STAGING
    if not new_keys:
        decide()
        return
    with (home / JOURNAL).open("w", encoding="utf-8") as file:
        json.dump({"keys": True}, file)
        file.flush()
        os.fsync(file.fileno())
    if (home / KEYS).exists():
        os.rename(home / KEYS, staging / OLD_KEYS)
    os.rename(staging / KEYS, home / KEYS)
    decide()
    (home / JOURNAL).unlink()


def settle(home: Path, address: str) -> None:
    """Undo a restore that was cut short before it was decided; finish one that was.

    Args:
        address: of the PostgreSQL; "" where the database is a file in the folder.

    Raises:
        BeingRestored: it was not cut short, it is going on.
    """
    if not (home / JOURNAL).exists():
        return
    with alone(home):
        if not (home / JOURNAL).exists():
            return
        staging = home / STAGING
        if not _is_decided(staging, address) and (staging / OLD_KEYS).exists():
            if (home / KEYS).exists():
                os.rename(home / KEYS, staging / KEYS)
            os.rename(staging / OLD_KEYS, home / KEYS)
        (home / JOURNAL).unlink()
        shutil.rmtree(staging, ignore_errors=True)


def _is_decided(staging: Path, address: str) -> bool:
    """Has the restored database taken its place?  Then it is no longer where it was made."""
    if not address:
        return not (staging / DATABASE).exists()
    import psycopg

    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT to_regnamespace(%s) IS NULL", [SCHEMA]).fetchone()
    return bool(found and found[0])
