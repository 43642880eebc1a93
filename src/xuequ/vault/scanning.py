"""The hook for a virus scanner: a command of the installation that is asked about every file."""

from __future__ import annotations

import logging
import os
import shlex
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from xuequ.kernel.refusal import Refused

CLEAN, INFECTED = 0, 1
PASSED_ON = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR")  # no secret of the installation
log = logging.getLogger("xuequ.vault")


def scan(path: Path, name: str) -> bool:
    """Ask the scanner about a file; False if the installation has none.

    Raises:
        Refused: the file is infected, or the scanner did not say.
    """
    if not settings.VAULT_SCAN.strip():
        return False
    answer = _ask(path)
    if answer == INFECTED:
        raise Refused("file-is-infected", name=name)
    if answer != CLEAN:
        log.error("the virus scanner did not answer: %s", answer)
        raise Refused("file-cannot-be-scanned", name=name)
    return True


def _ask(path: Path) -> int | str:
    """What the command exits with, or why it did not."""
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        asked = subprocess.Popen(
            [*shlex.split(settings.VAULT_SCAN), str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return str(error)
    try:
        return asked.wait(settings.VAULT_SCAN_SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):  # the scanner with whatever it started
            os.killpg(asked.pid, signal.SIGKILL)
        asked.wait()
        return f"nothing within {settings.VAULT_SCAN_SECONDS} s"
