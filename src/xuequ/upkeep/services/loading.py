"""Build the restored database where it is made, and prove it: run as a program of its own.

It has the environment of the installation to be, so everything is read as that will read it:
its keys, its private files, its database.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found in the restored installation before it took its place."""

    rows: int
    tables: int
    differing: list[str]  # tables whose rows are not as many as they were
    lines: int  # of the record
    fault: str  # of the record; "" if its chain holds
    values: int  # encrypted values that were opened
    unreadable: list[str]  # encrypted columns of which some value does not open
    files: int
    wrong: dict[str, str]  # private files not as they were stored: digest -> what is wrong

    @property
    def holds(self) -> bool:
        return not (self.differing or self.fault or self.unreadable or self.wrong)


def main(home: Path) -> None:
    """Load, migrate and prove what lies in `home`; the proof goes to `proof.json` there."""
    about = json.loads((home / "about.json").read_text("utf-8"))
    os.environ["XUEQU_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuequ.site.settings"
    if "DATABASE_URL" not in os.environ:
        _unpack_sqlite(home)
    import django

    django.setup()
    from .proving import finish

    proof = finish(home, about)
    (home / "proof.json").write_text(json.dumps(asdict(proof)), "utf-8")


def read_proof(home: Path) -> Proof:
    """The proof the program left."""
    held: dict[str, Any] = json.loads((home / "proof.json").read_text("utf-8"))
    return Proof(**held)


def _unpack_sqlite(home: Path) -> None:
    target = home / "xuequ.sqlite3"
    number = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    packed = home / "parts" / "xuequ.sqlite3.gz"
    with gzip.open(packed) as source, os.fdopen(number, "wb") as sink:
        shutil.copyfileobj(source, sink, PIECE)
    with closing(sqlite3.connect(target)) as connection:
        found = connection.execute("PRAGMA quick_check").fetchone()
    if found != ("ok",):
        raise ValueError(f"the database of the backup is damaged: {found}")
    packed.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
