"""Numbered steps with a progress line, and child programs with logs."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from cures import cure_for
from stamps import ROOT, VAR

LOGS = VAR / "log"
TAIL_LINES = 30
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class FailedError(Exception):
    """A step could not be done; carries what to show and what to do about it."""

    def __init__(self, what: str, *, cure: str = "", detail: str = "", code: int = 1) -> None:
        super().__init__(what)
        self.what = what
        self.cure = cure
        self.detail = detail
        self.code = code


class Progress:
    """Prints each step once; on a terminal also a live line while it runs."""

    def __init__(self, total: int, lock: int | None = None) -> None:
        self.total = total
        self.lock = lock
        self.number = 0
        self.live = sys.stdout.isatty()

    @contextlib.contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """One numbered step; prints its time at the end."""
        self.number += 1
        step = Step(self, f"[{self.number}/{self.total}] {title}")
        step.show("")
        try:
            yield step
        except BaseException:
            step.end("FAILED" if isinstance(sys.exception(), Exception) else "stopped")
            raise
        step.end(step.note)


class Step:
    """The step at work: shows a live line and runs programs."""

    def __init__(self, progress: Progress, title: str) -> None:
        self.progress = progress
        self.title = title
        self.note = ""
        self.begun = time.monotonic()

    def seconds(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.begun

    def show(self, doing: str) -> None:
        """Redraw the live line (terminals only)."""
        if not self.progress.live:
            return
        width = shutil.get_terminal_size().columns
        line = f"{self.title} … {self.seconds():.0f} s  {doing}"
        print("\r\x1b[K" + line[: max(width - 1, 20)], end="", flush=True)

    def end(self, note: str) -> None:
        """Replace the live line by the final one."""
        start = "\r\x1b[K" if self.progress.live else ""
        after = f"  ({note})" if note else ""
        print(f"{start}{self.title}  {self.seconds():.1f} s{after}", flush=True)

    def run(
        self,
        command: Sequence[str | Path],
        *,
        log: str,
        env: Mapping[str, str] | None = None,
        shown: int = TAIL_LINES,
    ) -> str:
        """Run a program with its output in var/log; returns that output.

        Args:
            command: program and arguments.
            log: name of the log file, without folder or ending.
            env: variables that differ from ours.
            shown: how many of its last lines a failure shows.

        Raises:
            FailedError: the program did not end with 0.
        """
        LOGS.mkdir(parents=True, exist_ok=True)
        path = LOGS / f"{log}.log"
        plain = {"NO_COLOR": "1", **(env or {})}
        with path.open("wb") as out:
            child = start(command, out, plain, self.progress.lock)
            try:
                while (code := poll(child)) is None:
                    self.show(last_line(path))
            finally:
                end_group(child)
        text = path.read_text(encoding="utf-8", errors="replace")
        if code:
            what = f"{self.title}: {Path(command[0]).name} ended with {code}"
            detail = f"{tail(text, shown)}\n(whole output: {path.relative_to(ROOT)})"
            raise FailedError(what, cure=cure_for(text), detail=detail)
        return text


def start(
    command: Sequence[str | Path],
    out: IO[bytes],
    env: Mapping[str, str],
    lock: int | None,
) -> subprocess.Popen[bytes]:
    """Start a child in its own process group.

    The child shares our lock: should we be killed, the next run waits until it ends.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        pass_fds=() if lock is None else (lock,),
    )


def poll(child: subprocess.Popen[bytes]) -> int | None:
    """Exit code, or None when the child is still at work after a moment."""
    try:
        return child.wait(0.2)
    except subprocess.TimeoutExpired:
        return None


def end_group(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started; waits for the child."""
    for kind, patience in ((signal.SIGTERM, 5.0), (signal.SIGKILL, None)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, kind)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(patience)
            return


def last_line(path: Path) -> str:
    """Last line of a log that says something, without colours."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2000))
        text = stream.read().decode("utf-8", "replace")
    lines = [line.strip() for line in ESCAPES.sub("", text).replace("\r", "\n").split("\n")]
    return next((line for line in reversed(lines) if line), "")


def tail(text: str, lines: int) -> str:
    """The last lines of a program's output."""
    return "\n".join(text.rstrip().splitlines()[-lines:])


def foreground(
    command: Sequence[str | Path],
    env: Mapping[str, str] | None = None,
    lock: int | None = None,
) -> int:
    """Run a program on our own terminal; returns its exit code and leaves no child."""
    sys.stdout.flush()
    child = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        pass_fds=() if lock is None else (lock,),
    )
    try:
        return child.wait()
    finally:
        if child.poll() is None:
            # Ctrl-C has reached the child too: let it close in its own way first.
            settle(child)


def settle(child: subprocess.Popen[bytes]) -> None:
    """Wait a moment for a child that was asked to stop, then end it."""
    for stop in (None, child.terminate, child.kill):
        if stop:
            stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(10)
            return
