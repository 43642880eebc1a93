"""Pytest plugin of the whole suite: the small cast, and what each test shows of the register."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

CAST_DAY = date(2026, 11, 1)
PURE = ("kernel", "methods", "standards", "profiles")  # as in tools/suites.py
PECULIAR = (
    "at_once", "rivals", "integrity", "tables", "kept", "record", "backups", "drill", "killed",
    "lost_workers", "queries", "scope",
)  # fmt: skip
COLLECTED = pytest.StashKey[list[pytest.Item]]()  # all, before options leave some out


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--manifest", type=Path, help="write which clauses the tests show, as JSON")
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out walks, the demo, and what touches no database",
    )
    parser.addoption("--without-pages", action="store_true", help="leave out what opens pages")
    parser.addoption(
        "--once", action="store_true", help="leave out what the run on PostgreSQL says as well"
    )
    parser.addoption(
        "--without-engines", action="store_true", help="leave out what was run without Django"
    )
    parser.addoption("--shots", action="store_true", help="keep pictures of all pages: var/shots")
    parser.addoption("--images", type=Path, help="folder for the pictures of the README")


class Manifest:
    """Writes which clauses the chosen tests are marked with; that they pass, the suite shows."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workerinput"):
            return
        shown: dict[str, set[str]] = {}
        for item in session.config.stash[COLLECTED]:
            for id in clauses_of(item):
                shown.setdefault(id, set()).add(short(item.nodeid))
        rows = {id: sorted(tests) for id, tests in sorted(shown.items())}
        self.path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")


def clauses_of(item: pytest.Item) -> list[str]:
    """The clauses a test shows at work."""
    return [str(id) for mark in item.iter_markers("clause") for id in mark.args]


def short(nodeid: str) -> str:
    """A test's name from the package on, without its parameters."""
    path, _, test = nodeid.partition("::")
    parts = Path(path).parts
    at = parts.index("xuequ") + 1 if "xuequ" in parts else 0
    return f"{'/'.join(parts[at:])}::{test.partition('[')[0]}"


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--manifest")
    if path is not None:
        config.pluginmanager.register(Manifest(path), "clause-manifest")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported and collected stays; to look through it for garbage takes a fifth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the options say; what all of them are marked with stays known."""
    config.stash[COLLECTED] = list(items)
    if config.getoption("--without-engines"):
        leave(config, items, is_pure)
    if config.getoption("--once"):
        leave(config, items, lambda item: said_on_postgres(item) and not is_peculiar(item))
    if config.getoption("--without-pages"):
        leave(config, items, opens_pages)
    if config.getoption("--database-only"):
        leave(config, items, lambda item: not asks_database(item))


def leave(
    config: pytest.Config, items: list[pytest.Item], out: Callable[[pytest.Item], bool]
) -> None:
    """Take those out of the items that are to be left."""
    left = [item for item in items if out(item)]
    items[:] = [item for item in items if not out(item)]
    config.hook.pytest_deselected(items=left)


def is_pure(item: pytest.Item) -> bool:
    """Is it one of those that tools/suites.py runs where Django is not installed?"""
    package = short(item.nodeid).partition("/")[0]
    return package in PURE or item.path.name.startswith("test_engine")


def asks_database(item: pytest.Item) -> bool:
    """May it use the database, and is it no walk through all pages, nor of the demonstration?

    The demonstration calls services that have tests of their own, and takes minutes.
    """
    uses = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    asks = uses or item.get_closest_marker("django_db")
    is_walk = item.get_closest_marker("walk") or short(item.nodeid).startswith("demo/")
    return bool(asks) and not is_walk


def opens_pages(item: pytest.Item) -> bool:
    """Does it look at pages, whose queries and services have tests of their own?"""
    has_browser = {"client_of", "reading"} & set(getattr(item, "fixturenames", ()))
    return bool(has_browser) or "pages" in item.path.name


def said_on_postgres(item: pytest.Item) -> bool:
    """Does the run on PostgreSQL take it?"""
    return asks_database(item) and not opens_pages(item)


def is_peculiar(item: pytest.Item) -> bool:
    """Is it about what databases do differently: locks, constraints, tables, copies, SQL?"""
    return any(each in item.path.name for each in PECULIAR)


@pytest.fixture(autouse=True)
def quick_passwords(request: pytest.FixtureRequest) -> None:
    """Hash passwords fast; how guessable they are is checked as ever."""
    uses = {"db", "settings"} & set(request.fixturenames)
    if uses or request.node.get_closest_marker("django_db"):
        settings = request.getfixturevalue("settings")
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Rows of another test may have the same keys: forget what is remembered by them."""
    remembering = sys.modules.get("xuequ.enrolment.queries.applying.terms")
    if remembering is not None:
        remembering.forget_terms()


@pytest.fixture(autouse=True, scope="session")
def static_files_found_once() -> Iterator[None]:
    """Every test client starts the site anew; what lies in its folders of files stays the same."""
    if "django" not in sys.modules:
        yield
        return
    Files = import_module("whitenoise.middleware").WhiteNoiseMiddleware
    look = Files.add_files_from_finders
    found: dict[str, Any] = {}

    def remembered(files: Any) -> None:
        if not found:
            look(files)
            found.update(files.files)
        files.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Files, "add_files_from_finders", remembered)
        yield


@pytest.fixture(autouse=True, scope="session")
def record_lets_go() -> Iterator[None]:
    """Let the rows of a test with real transactions be cleared, the record's lines too."""
    from django.test import TransactionTestCase

    clear: Any = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def clear_all(case: Any) -> None:
        with unguarded_record():
            clear(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", clear_all)
        yield


@contextmanager
def unguarded_record() -> Iterator[None]:
    """Take the database's guard off the record for a while."""
    from django.db import connection

    guard = import_module("xuequ.record.migrations.0002_append_only")
    with connection.schema_editor() as editor:
        guard.allow_changes(None, editor)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            guard.refuse_changes(None, editor)


@dataclass(frozen=True, slots=True)
class Cast:
    """A small county whose people and rights never change; see `cast`."""

    authority: Any
    other: Any  # another authority, with one school and one consortium
    city: Any  # the authority above the first
    east: Any  # a district: lead 东一小, members 东二小 and 东三小
    group: Any  # a group: lead 西一小, member 西二小
    loose: Any  # 孤小, a school in no consortium
    bureau: Any  # an actor of the bureau office
    school: Any  # an actor of 东二小
    accounts: dict[str, Any]  # audience -> account, all with the password PASSWORD
    actors: dict[str, Any]  # audience -> actor; the audiences stand in xuequ.demo.cast


PASSWORD = "Correct horse battery 1"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """Three authorities, three consortia, seven schools, and twelve people to log in as."""
    from casting import make
    from keeping import kept

    yield kept(make)


@pytest.fixture
def client_of(cast: Cast) -> Any:
    """`client_of(audience)`: a browser logged in as one of the cast; or as nobody."""
    from django.test import Client

    def log_in(audience: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        if audience != "nobody":
            client.force_login(cast.accounts[audience])
        return client

    return log_in


@pytest.fixture
def reading(client_of: Any) -> Any:
    """`reading("bureau")`: a browser of the cast whose reader has chosen English."""

    def in_english(who: str) -> Any:
        browser = client_of(who)
        browser.cookies["language"] = "en"
        return browser

    return in_english


def confirmed(browser: Any) -> Any:
    """A browser of the cast whose password was given once more a moment ago."""
    assert browser.post("/security/confirm/", {"password": PASSWORD}).status_code == 302
    return browser
