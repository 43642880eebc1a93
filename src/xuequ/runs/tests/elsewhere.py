"""Worker processes of their own, on the database of a test."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

LONGEST = 100  # seconds any of it may take, on a machine with other work
KINDS = "xuequ.runs.tests.kinds"


@dataclass(slots=True)
class Elsewhere:
    """Processes that share the test's database: on PostgreSQL itself, on SQLite as a file.

    `push` brings the rows of the test there, `pull` brings them back.
    """

    home: Path
    more: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "XUEQU_TASKS"}}
        held = {**kept, "XUEQU_HOME": str(self.home), **self.more}
        if connection.vendor == "postgresql":
            at = connection.settings_dict
            place = f"{at['USER']}@{at['HOST']}:{at['PORT']}"
            held["DATABASE_URL"] = f"postgresql://{place}/{at['NAME']}"
        return held

    def push(self) -> None:
        shutil.copytree(settings.HOME / "keys", self.home / "keys", dirs_exist_ok=True)
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.home / "xuequ.sqlite3")) as file:
                connection.connection.backup(file)

    def pull(self) -> None:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.home / "xuequ.sqlite3", timeout=20)) as file:
                file.backup(connection.connection)

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Begin a Python process; it is killed at the latest when the test ends."""
        process = subprocess.Popen([sys.executable, *arguments], env=self.env)
        self.processes.append(process)
        return process

    def worker(self, *arguments: str) -> subprocess.Popen[bytes]:
        return self.begin("-m", KINDS, "work", *arguments)

    def mark(self, name: str) -> Path:
        return self.home / name

    def begun(self, mark: Path) -> int:
        """The number of the process that came to a mark."""
        wait_until(lambda: list(mark.parent.glob(f"{mark.name}.*")))
        return int(next(mark.parent.glob(f"{mark.name}.*")).suffix[1:])


@contextmanager
def elsewhere(home: Path, **more: str) -> Iterator[Elsewhere]:
    """A place for processes, in a folder of its own; none of them outlives it."""
    there = Elsewhere(home, more)
    try:
        yield there
    finally:
        for each in there.processes:
            if each.poll() is None:
                each.kill()
            each.wait(LONGEST)


def wait_until(is_so: Callable[[], Any]) -> None:
    """Look again and again; fail when it takes too long."""
    end = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def kill(number: int) -> None:
    """As when the machine loses its power."""
    os.kill(number, signal.SIGKILL)
