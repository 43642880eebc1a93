"""The test suites: engines alone, then the built wheel on two databases and in a browser."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import lints
from environment import PYTHON, UV, Environment
from stamps import ROOT, VAR, replace_folder
from steps import FailedError, Step, foreground

WHEEL = VAR / "wheel"
DIST = VAR / "dist"
PURE = ("kernel", "methods", "standards", "profiles")
ENGINE_INI = "tests/engine.ini"
NO_DJANGO = "import importlib.util as u, sys; sys.exit(u.find_spec('django') is not None)"
WHERE = "import xuequ; print(xuequ.__file__)"
# Whoever is done first takes over half of what the other has left: a file of few long tests
# would else keep one of the two alone at the end.
BOTH = ("-n2", "--dist=worksteal")
WHOLE = ("--pyargs", "xuequ", "tests", *BOTH, "-m", "not journey")
REST = (*WHOLE, "--without-engines")  # they were run where Django is not
ONCE = (*REST, "--once")  # and what is said on PostgreSQL, but for what databases do differently
JOURNEYS = ("tests/journeys", *BOTH, "-m", "journey")  # each worker with its own installation
# Said on SQLite: what touches no database, pages, walks through all of them, and the demo.
# Said on PostgreSQL: queries and services, which the pages of SQLite call as well.
DATABASE = (*WHOLE, "--database-only")
QUICK = (*DATABASE, "--without-pages")
COVER = ("--cov=xuequ", "--cov-report=")
LEAST_COVERED = 8
STEPS = lints.STEPS + 7


def everything(env: Environment) -> int:
    """All checks in order; the first failure ends the run."""
    lints.everything(env)
    browser = chromium(env)
    build(env)
    engines(env)
    sqlite = {"PYTHONPATH": str(WHEEL), "TEST_DB": "sqlite"}
    measured = COVER if os.environ.get("COVERAGE") else ()  # it costs a third of the time
    twice = os.environ.get("EVERYTHING")  # each test on both; an hour and a half
    on_sqlite = (*WHOLE, *measured) if measured else REST if twice else ONCE
    suite(env, "Tests on SQLite", on_sqlite, sqlite)
    if measured:
        show_coverage()
    suite(env, "Journeys in a browser", JOURNEYS, {**sqlite, **browser})
    suite(env, "Tests on PostgreSQL", DATABASE if twice else QUICK, {**sqlite, "TEST_DB": "pg"})
    return 0


def some(arguments: Sequence[str], variables: Mapping[str, str]) -> int:
    """Only the tests that the arguments name, from the source tree, on SQLite."""
    chosen = [] if "-m" in arguments else ["-m", "not journey"]
    defaults = {"TEST_DB": os.environ.get("TEST_DB", "sqlite")}
    command: list[str | Path] = [PYTHON, "-m", "pytest", *chosen, *arguments]
    return foreground(command, {**defaults, **variables})


def chromium(env: Environment) -> dict[str, str]:
    """The variables that the journeys need."""
    with env.progress.step("Browser") as step:
        found = step.run([PYTHON, ROOT / "tools" / "chromium.py"], log="chromium").strip()
        step.note = str(Path(found).name)
        # The browser driver runs an event loop, beside which Django refuses its database.
        return {"CHROMIUM": found, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}


def engines(env: Environment) -> None:
    """The pure packages' tests out of the wheel, where Django is not installed."""
    with env.progress.step("An environment without Django") as step:
        python = env.bare(step)
        step.run([python, "-c", NO_DJANGO], log="no-django")
    names = [str(place) for place in pure_tests(WHEEL / "xuequ")]
    heading(env, "Engine tests without Django")
    command = [str(python), "-m", "pytest", "-c", ENGINE_INI, *BOTH, *names]
    finish("Engine tests", foreground(command, lock=env.progress.lock))


def pure_tests(home: Path) -> list[Path]:
    """The folders and files of a package's tests that need no Django."""
    places = [home / name for name in PURE]
    files = sorted(home.glob("**/test_engine*.py"))
    return places + [each for each in files if not any(pure in each.parents for pure in places)]


def build(env: Environment) -> None:
    """Build the wheel and unpack it where the suites take it from."""
    with env.progress.step("The wheel") as step:
        shutil.rmtree(DIST, ignore_errors=True)
        step.run([PYTHON, "-m", "hatchling", "build", "-t", "wheel", "-d", DIST], log="wheel")
        built = sorted(DIST.glob("xuequ-*.whl"))
        new = VAR / ".wheel.new"
        shutil.rmtree(new, ignore_errors=True)
        place: list[str | Path] = ["--python", PYTHON, "--target", new]
        step.run([UV, "pip", "install", "--offline", "--no-deps", *place, *built], log="unpack")
        replace_folder(new, WHEEL)
        check_origin(step)
        step.note = f"{built[0].stat().st_size / 1e6:.0f} MB"


def check_origin(step: Step) -> None:
    """Make sure that the suites will import the wheel, not the source tree."""
    origin = step.run([PYTHON, "-c", WHERE], log="origin", env={"PYTHONPATH": str(WHEEL)})
    if not Path(origin.strip()).is_relative_to(WHEEL):
        raise FailedError("the wheel is not what Python imports", detail=origin)


def suite(
    env: Environment, title: str, arguments: Sequence[str], variables: Mapping[str, str]
) -> None:
    """One pytest run on the terminal."""
    heading(env, title)
    code = foreground([PYTHON, "-m", "pytest", *arguments], variables, env.progress.lock)
    finish(title, code)


def heading(env: Environment, title: str) -> None:
    """The numbered line above a suite's own output."""
    env.progress.number += 1
    print(f"[{env.progress.number}/{env.progress.total}] {title}", flush=True)


def finish(what: str, code: int) -> None:
    """End the run when a suite failed."""
    if code:
        raise FailedError(what, code=code)


def show_coverage() -> None:
    """The share of lines and branches the suite ran, and the files it ran least."""
    report = VAR / "coverage.json"
    if foreground([PYTHON, "-m", "coverage", "json", "--quiet", "-o", str(report)]):
        return
    data = json.loads(report.read_text(encoding="utf-8"))
    print(f"covered: {data['totals']['percent_covered']:.1f} % of lines and branches")
    files = sorted(
        (each["summary"]["percent_covered"], name) for name, each in data["files"].items()
    )
    for percent, name in files[:LEAST_COVERED]:
        print(f"  {percent:5.1f} %  {name}")
