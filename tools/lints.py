"""The checks that run no code of ours: style, types, imports, templates, locks."""

from __future__ import annotations

from environment import HOME, Environment
from lock import problems
from steps import FailedError

BIN = HOME / "bin"
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Style", ("ruff", "check", ".")),
    ("Format", ("ruff", "format", "--check", ".")),
    ("Types", ("mypy", "--show-traceback")),
    ("Import contracts", ("lint-imports", "--cache-dir", "var/cache/imports")),
    ("Template style", ("djlint", "src", "--lint")),
    ("Dependencies", ("deptry", "src", "--no-ansi")),
)
SHOWN = 100
STEPS = len(CHECKS) + 1


def everything(env: Environment) -> int:
    """Run every check, then fail when one of them failed."""
    failures = [failure for title, command in CHECKS if (failure := check(env, title, command))]
    try:
        check_locks(env)
    except FailedError as failure:
        failures.append(failure)
    if not failures:
        return 0
    detail = "\n\n".join(f"--- {failure.what}\n{failure.detail}" for failure in failures)
    cure = "Correct the files named above; `ruff check --fix` and `ruff format` do much of it."
    raise FailedError(f"{len(failures)} of {STEPS} checks", detail=detail, cure=cure)


def check(env: Environment, title: str, command: tuple[str, ...]) -> FailedError | None:
    """Run one check; returns its failure."""
    program, *arguments = command
    try:
        with env.progress.step(title) as step:
            log = f"lint-{title.lower().replace(' ', '-')}"
            step.run([BIN / program, *arguments], log=log, shown=SHOWN)
    except FailedError as failure:
        failure.what = title
        return failure
    return None


def check_locks(env: Environment) -> None:
    """The locks name no place and were made from the present pyproject.toml."""
    with env.progress.step("Locks"):
        found = problems()
        if found:
            raise FailedError("Locks", detail="\n".join(found))
