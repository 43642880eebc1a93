"""Keep the small installation a release makes, for the test that a later one takes it over.

    .venv/bin/python tools/old_database.py COMMIT NAME

checks the commit out beside this one, lets its own code fill an installation with its own small
cast and a thing of every kind, and writes tests/data/releases/NAME.tar.gz: the SQLite file and
the keys that belong to it.  Everybody in it is made up, and the keys open nothing else.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

from stamps import ROOT, VAR

TARGET = ROOT / "tests" / "data" / "releases"
MOST_BYTES = 200_000
KEPT = ("keys/record", "keys/secret", "keys/vault-1.key", "xuequ.sqlite3")
FILL = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
import addresses, casting
cast = casting.make()
where = addresses.place(cast.east)
made = [addresses.address(name, where) for name in addresses.those()]
from django.contrib.sessions.models import Session
Session.objects.all().delete()
print(len(made), "addresses of things")
"""


def main(commit: str, name: str) -> int:
    """Write the file; 1 if it is too large to be kept with the source."""
    tree, home = VAR / "old-tree", VAR / "old-home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(tree)  # noqa: S202 - our own source
    places = os.pathsep.join(str(tree / place) for place in ("src", "tests/support", "tools"))
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    env |= {
        "PYTHONPATH": places,
        "XUEQU_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "xuequ.site.settings",
    }
    subprocess.run([sys.executable, "-c", FILL], cwd=tree, env=env, check=True)
    size = pack(home, TARGET / f"{name}.tar.gz")
    shutil.rmtree(tree)
    shutil.rmtree(home)
    print(f"{name}.tar.gz: {size} bytes")
    return 0 if size <= MOST_BYTES else 1


def pack(home: Path, path: Path) -> int:
    """The installation as one file, its database without gaps."""
    with closing(sqlite3.connect(home / "xuequ.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        database.execute("VACUUM")
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w") as archive,
    ):
        for name in KEPT:
            data = (home / name).read_bytes()
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(data), 0o600
            archive.addfile(info, io.BytesIO(data))
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
