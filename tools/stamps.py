"""What makes a step safe to repeat: locks, stamps and whole-or-nothing files."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
STAMPS = VAR / "stamps"


@contextlib.contextmanager
def locked(name: str) -> Iterator[int]:
    """Only one run at a time; a second one waits. Yields the lock's descriptor."""
    VAR.mkdir(exist_ok=True)
    descriptor = os.open(VAR / f".{name}.lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run is at work in this folder; waiting for it …", flush=True)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def digest(*parts: Path | str) -> str:
    """Hash of texts and of the contents of files."""
    total = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part.encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


class Stamp:
    """Remembers, after the work, from what it was made; absent while work goes on."""

    def __init__(self, path: Path, value: str, outputs: Iterable[Path] = ()) -> None:
        self.path = path
        self.value = value
        self.outputs = tuple(outputs)

    def fresh(self) -> bool:
        """Whether the work was finished for just these inputs and is still there."""
        if not all(output.exists() for output in self.outputs):
            return False
        with contextlib.suppress(OSError):
            return self.path.read_text(encoding="ascii") == self.value
        return False

    def drop(self) -> None:
        """Say that the work is not finished; call before starting."""
        self.path.unlink(missing_ok=True)

    def write(self) -> None:
        """Say that the work is finished; call last."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(self.path, self.value)


def replace_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def replace_folder(new: Path, old: Path) -> None:
    """Put a finished folder in the place of an older one."""
    trash = old.with_name(f".{old.name}.old")
    shutil.rmtree(trash, ignore_errors=True)
    if old.exists():
        old.rename(trash)
    new.rename(old)
    shutil.rmtree(trash, ignore_errors=True)
