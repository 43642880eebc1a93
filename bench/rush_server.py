"""The product as it is served in earnest: PostgreSQL, several processes, HTTPS behind a proxy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path

from ephemeral_pg import PrivatePostgres, free_port

from .config import ROOT, VAR
from .processes import FailedError, variables
from .rush_browser import HOST

STORE = "bench_rush"
WORKERS, THREADS = 2, 16  # processes, and threads of each
READY_SECONDS, RESTART_SECONDS = 120.0, 2.0


class DurablePostgres(PrivatePostgres):
    """A private server that waits for its disk, as one in earnest does."""

    settings = ("max_connections=100", "shared_buffers=512MB")


def environment(url: str) -> Mapping[str, str]:
    """The settings of docs/deploy.md."""
    return {
        **variables(STORE),
        "DATABASE_URL": url,
        "XUEQU_HTTPS": "1",
        "XUEQU_HOSTS": f"{HOST},127.0.0.1",
        "XUEQU_ORIGINS": f"https://{HOST}",
        "XUEQU_URL": f"https://{HOST}",
        "XUEQU_LOG": "json",
        "XUEQU_WAITING": "on",  # as one does before an hour that was announced
    }


class Server:
    """`xuequ serve` in a group of its own; its log lies beside the store."""

    def __init__(self, url: str) -> None:
        self.port, self.env = free_port(), environment(url)
        self.log = VAR / STORE / "server.log"
        self._main: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; back when it answers."""
        command = [sys.executable, "-m", "xuequ.cli.main", "serve", "--port", str(self.port)]
        command += ["--workers", str(WORKERS), "--threads", str(THREADS)]
        with self.log.open("ab") as log:
            self._main = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + READY_SECONDS
        while not self._answers():
            if self._main.poll() is not None or time.monotonic() > end:
                raise FailedError(f"the server did not start; see {self.log.name}")
            time.sleep(0.1)

    def kill_a_process(self) -> bool:
        """Kill one of its web processes; the server itself starts another."""
        children = [pid for pid in self._children() if b"work" not in _command(pid).split(b"\0")]
        if not children:
            return False
        os.kill(children[0], signal.SIGKILL)
        return True

    def kill_all(self) -> None:
        """Kill everything of it at once, as when the machine loses its power."""
        if self._main is not None and self._main.poll() is None:
            os.killpg(self._main.pid, signal.SIGKILL)
            self._main.wait()

    def restart(self) -> None:
        """Start it again after a moment, as the system does."""
        time.sleep(RESTART_SECONDS)
        self.start()

    def stop(self) -> None:
        """End it in order; what does not end is killed."""
        if self._main is None or self._main.poll() is not None:
            return
        self._main.terminate()
        try:
            self._main.wait(30)
        except subprocess.TimeoutExpired:
            self.kill_all()

    def _children(self) -> list[int]:
        main = self._main.pid if self._main else 0
        path = Path(f"/proc/{main}/task/{main}/children")
        return [int(pid) for pid in path.read_text().split()] if path.exists() else []

    def _answers(self) -> bool:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", "/health/", headers={"Host": HOST})
            return asked.getresponse().status == 200
        except OSError:
            return False
        finally:
            asked.close()


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
