"""A real installation, filled and served by the product's own commands, and a browser."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tour import ACTS, NOBODY

ROOT = Path(__file__).parent.parent.parent
expect.set_options(timeout=20_000)  # two journeys share the machine; what comes, may come late


LEADS = "main a[href], main form[action]"
TARGETS = "all => all.map(each => each.href || each.action)"


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the site answers and who may log in."""

    url: str
    home: Path
    passwords: dict[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command `xuequ` on this installation."""
        return subprocess.run(
            [sys.executable, "-m", "xuequ.cli.main", *arguments],
            env=environment(self.home),
            capture_output=True,
            text=True,
            check=False,
        )


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {**kept, "XUEQU_HOME": str(home), "XUEQU_LOG": "quiet"}


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """`xuequ serve` on what `xuequ demo` has filled, in a folder of each worker's own."""
    home, port = tmp_path_factory.mktemp("worker") / "home", free_port()
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "filling").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "filled").exists():
            fill_demo(shared / "filling-home").rename(shared / "filled")
        shutil.copytree(shared / "filled", home)
    rows = json.loads((home / "told.json").read_text())["rows"]
    passwords = {row["username"]: row["password"] for row in rows}
    with served(port, environment(home)):
        yield Installation(f"http://127.0.0.1:{port}", home, passwords)


def fill_demo(home: Path) -> Path:
    """Once for all workers; it takes minutes.  What the command told lies beside."""
    filled = Installation("", home, {}).run("demo", "--format", "json")
    assert filled.returncode == 0, filled.stderr
    (home / "told.json").write_text(filled.stdout)
    return home


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(port: int, env: dict[str, str]) -> Iterator[None]:
    """`xuequ serve` on a port, as long as it is needed."""
    serve = ["-m", "xuequ.cli.main", "serve", "--no-work", "--port", str(port)]
    with served_by(serve, port, env):
        yield


@contextmanager
def served_by(arguments: list[str], port: int, env: dict[str, str]) -> Iterator[None]:
    """A site that Python serves with these arguments."""
    with subprocess.Popen([sys.executable, *arguments], env=env) as server:
        try:
            _wait(f"http://127.0.0.1:{port}")
            yield
        finally:
            server.terminate()


def _wait(url: str) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{url}/health/") as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": os.environ["CHROMIUM"], "args": ["--no-sandbox"]}


@dataclass(slots=True)
class Watch:
    """What went wrong in a page while it was used."""

    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def on(self, page: Page) -> None:
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person at a screen."""

    page: Page
    context: BrowserContext
    watch: Watch
    url: str

    def go(self, path: str) -> None:
        """Open a page; `*` in it stands for what the page before leads to."""
        if "*" in path:
            path = self.led_to(path)
        answer = self.page.goto(self.url + path)
        assert answer is not None and answer.ok, f"{path}: {answer and answer.status}"

    def led_to(self, pattern: str) -> str:
        """The first link or form of this page that goes to such an address."""
        wanted = re.compile(re.escape(pattern).replace(r"\*", r"\d+"))
        found: list[str] = self.page.eval_on_selector_all(LEADS, TARGETS)
        paths = [urlsplit(each).path for each in found]
        return next(path for path in paths if wanted.fullmatch(path))


Visit = Callable[..., Visitor]


def enter(page: Page, installation: Installation, name: str) -> None:
    """Log in, in the first of one's identities."""
    page.goto(installation.url + "/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(installation.passwords[name])
    page.locator(".log-in button.btn-primary").click()
    page.locator("main:not(:has(.log-in)) h1").first.wait_for()


@pytest.fixture(scope="session")
def lived_in(installation: Installation, browser: Browser) -> Installation:
    """The demo with what only an act brings: a waiver, a report, hours to approve, a deputy.

    Every journey begins after it, in whatever order they run, so that numbers stay the same.
    """
    for who, acts in ACTS.items():
        context = browser.new_context()
        context.add_cookies([{"name": "language", "value": "zh-hans", "url": installation.url}])
        page = context.new_page()
        enter(page, installation, who)
        for path, fields in acts.items():
            page.goto(installation.url + path)
            for name, value in fields.items():
                fill(page, name, value)
            page.locator("main form button.btn-primary").first.click()
            page.locator(".alert-success").wait_for()
        context.close()
    return installation


def fill(page: Page, name: str, value: str) -> None:
    field = page.locator(f"main [name={name}]").first
    if field.get_attribute("type") == "hidden":
        assert field.input_value() == value  # the page has chosen already
    elif field.evaluate("each => each.tagName") == "SELECT":
        field.select_option(value if value else None, index=None if value else 1)
    else:
        field.fill(value)


@pytest.fixture
def visit(lived_in: Installation, browser: Browser) -> Iterator[Visit]:
    """`visit(name, width=1280, language="zh-hans", scripts=True)`: log in and start looking."""
    opened: list[BrowserContext] = []

    def start(
        name: str, *, width: int = 1280, language: str = "zh-hans", scripts: bool = True
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            locale="en-US",
            java_script_enabled=scripts,
        )
        opened.append(context)
        context.add_cookies([{"name": "language", "value": language, "url": lived_in.url}])
        page, watch = context.new_page(), Watch()
        watch.on(page)
        if name != NOBODY:
            enter(page, lived_in, name)
        return Visitor(page, context, watch, lived_in.url)

    yield start
    for context in opened:
        context.close()
