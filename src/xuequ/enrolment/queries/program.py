"""The digest of the program that decides: its source files, as they are and as they were started.

It is shown before a rehearsal, after it and at the draw.  A program that was exchanged has another
one, and one that was exchanged back after this process had read it as well.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import xuequ
from xuequ.methods.lottery.seeds import measured

ROOT = Path(xuequ.__path__[0])
DECIDING = ("methods", "enrolment/engine")


def program_digest(root: Path = ROOT) -> str:
    """SHA-256 over names and contents of every source file that decides, 64 digits."""
    now = _of_files(root)
    if root != ROOT or now == STARTED:
        return now
    return sha256(measured(STARTED.encode()) + measured(now.encode())).hexdigest()


def _of_files(root: Path) -> str:
    data = b"xuequ-program-1\n"
    for folder in DECIDING:
        for file in sorted((root / folder).rglob("*.py"), key=lambda e: e.as_posix()):
            name = file.relative_to(root).as_posix()
            if "/tests/" not in name:
                data += measured(name.encode()) + measured(sha256(file.read_bytes()).digest())
    return sha256(data).hexdigest()


STARTED = _of_files(ROOT)
