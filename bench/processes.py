"""Run a measure in a process of its own, on one core, beside a database of its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .config import ROOT, VAR, Config


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took from its start to its end, and what it printed."""

    seconds: float
    processor: float  # seconds the processor worked for it
    megabytes: float  # largest resident set, in millions of bytes
    printed: str


class FailedError(RuntimeError):
    """A measuring process ended badly; its own words went to the terminal."""


def pin() -> None:
    """Keep this process and all it starts on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def share_of_core(seconds: float) -> float:
    """Which share of so many seconds the processes run so far had a core to themselves."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (usage.ru_utime + usage.ru_stime) / seconds


def ask(measure: str, store: str, config: Config) -> Any:
    """What `python -m bench.measure` answers for a measure, in a fresh process."""
    return json.loads(timed(["bench.measure", measure, store, config.written()], store).printed)


def timed(module: Sequence[str], store: str, codes: Sequence[int] = (0,)) -> Cost:
    """Run a module with its arguments until it ends; raises as `cost`."""
    return cost([sys.executable, "-m", *module], store, codes)


def cost(command: Sequence[str], store: str, codes: Sequence[int] = (0,)) -> Cost:
    """Run a program until it ends.

    Raises:
        FailedError: it ended with a code that is not among `codes`.
    """
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=variables(store), stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode()
    if process.returncode not in codes:
        raise FailedError(f"{' '.join(command[1:4])} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    processor = usage.ru_utime + usage.ru_stime
    return Cost(seconds, processor, usage.ru_maxrss * unit / 1e6, text)


def variables(store: str) -> Mapping[str, str]:
    """The environment in which the product finds the store: a folder, or a schema of its own.

    A database named by $DATABASE_URL is used, but nothing in it is touched beside the schema.
    """
    found = {name: value for name, value in os.environ.items() if not name.startswith("XUEQU_")}
    found |= {"XUEQU_HOME": str(VAR / store), "XUEQU_LOG": "quiet"}
    found.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation compiles once, then keeps it
    found["PYTHONPYCACHEPREFIX"] = str(VAR / "bytecode")
    if found.get("DATABASE_URL"):
        found["PGOPTIONS"] = f"-c search_path={store}"
    return found


def forget_pages(store: str) -> None:
    """Let the system drop the store's files from memory, so that they are read from disk."""
    for path in (VAR / store).glob("xuequ.sqlite3*"):
        with path.open("rb") as file:
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
