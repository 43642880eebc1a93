"""Count in files that every process of this machine shares with whoever reads the measurements.

Each process writes a file of its own, mapped into memory, so counting costs a write of eight
bytes; reading adds up the files of all.  A line is a name in a fixed width and a number behind
it.  What processes counted that have ended is added up in one file, so that no count goes back.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import socket
import struct
from contextlib import suppress
from pathlib import Path
from threading import Lock

from django.conf import settings

from ..engine.exposition import Sums, steps

NAME, NUMBER = 184, 8  # bytes of one line
LINE = NAME + NUMBER
LINES = 512  # more at a time
ENDING, GONE = ".sums", "gone"


class Tally:
    """The counts of this process."""

    def __init__(self, path: Path) -> None:
        self.path, self.process = path, os.getpid()
        self._lock, self._places = Lock(), dict[str, int]()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = path.open("w+b")
        os.chmod(path, 0o600)
        self._grow()

    def add(self, steps: list[tuple[str, float]]) -> None:
        """Add to some series."""
        with self._lock:
            for name, step in steps:
                if len(name) > NAME:  # no name of ours is so long
                    continue
                place = self._place(name)
                (held,) = struct.unpack_from("<d", self._map, place)
                struct.pack_into("<d", self._map, place, held + step)

    def _place(self, name: str) -> int:
        """Where the number of a series stands; a new series gets a line."""
        place = self._places.get(name)
        if place is None:
            start = len(self._places) * LINE
            if start >= len(self._map):
                self._grow()
            raw = name.encode()[:NAME]
            place = self._places[name] = start + NAME
            self._map[start : start + NAME] = raw.ljust(NAME, b"\0")
        return place

    def _grow(self) -> None:
        size = os.fstat(self._file.fileno()).st_size + LINES * LINE
        self._file.truncate(size)
        self._map = mmap.mmap(self._file.fileno(), size)


_mine: list[Tally] = []
_making = Lock()


def count(route: str, method: str, status: int, seconds: float) -> None:
    """Count one request.  That a count cannot be kept is no reason not to answer."""
    with suppress(OSError):
        _tally().add(steps(route, method, status, seconds))


def sums() -> Sums:
    """What all processes of this machine counted."""
    found: Sums = {}
    for path in folder().glob(f"{_machine()}-*{ENDING}"):
        with suppress(OSError):
            for name, number in _read(path.read_bytes()):
                found[name] = found.get(name, 0.0) + number
    return found


def gather() -> None:
    """Add up what processes counted that have ended."""
    with (folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        gone = folder() / f"{_machine()}-{GONE}{ENDING}"
        found = dict(_read(gone.read_bytes())) if gone.exists() else {}
        ended = [path for path in folder().glob(f"{_machine()}-*{ENDING}") if _has_ended(path)]
        for path in ended:
            for name, number in _read(path.read_bytes()):
                found[name] = found.get(name, 0.0) + number
        if ended:
            draft = gone.with_suffix(".draft")
            draft.write_bytes(b"".join(_line(name, number) for name, number in found.items()))
            os.replace(draft, gone)
        for path in ended:
            path.unlink()


def _has_ended(path: Path) -> bool:
    process = path.stem.rpartition("-")[2]
    return process.isdecimal() and not Path(f"/proc/{process}").exists()


def _line(name: str, number: float) -> bytes:
    return name.encode()[:NAME].ljust(NAME, b"\0") + struct.pack("<d", number)


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.HOME) / "measures"


def _machine() -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in socket.gethostname())


def _tally() -> Tally:
    """The tally of this process; one that was inherited belongs to another."""
    with _making:
        wanted = folder() / f"{_machine()}-{os.getpid()}{ENDING}"
        if not _mine or _mine[0].process != os.getpid() or _mine[0].path != wanted:
            _mine[:] = [Tally(wanted)]
            gather()
        return _mine[0]


def _read(data: bytes) -> list[tuple[str, float]]:
    found = []
    for start in range(0, len(data) - LINE + 1, LINE):
        name = data[start : start + NAME].rstrip(b"\0").decode("utf-8", "replace")
        if not name:
            break
        found.append((name, struct.unpack_from("<d", data, start + NAME)[0]))
    return found
