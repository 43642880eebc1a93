"""Large imports are checked, brought in and undone by a worker, small ones at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import Inputs, Report, Result, RunKind
from xuequ.kernel.text import Text
from xuequ.runs.services.starting import start

from ..models import Import
from ..runs import CHECK, COMMIT, UNDO
from .checking import READING, Looked, check_import, keep_look, look_at
from .committing import READY, WAITING, Stale, check_hands, commit_import, take_in
from .locking import held, locked
from .reading import Reading, rows_of
from .undoing import undo_import

LARGE = 2_000  # rows; so many are checked within two seconds
WRITING = Text(
    "正在整份写入；写完或停下之前，其他人看不到任何变化",
    "writing all of it; until it is done nobody sees any of it",
)
UNDOING = Text("正在整份恢复原状", "putting all of it back as it was")


def is_large(one: Import) -> bool:
    """Would somebody wait too long for a page?"""
    return one.rows > LARGE


def check(one: Import, *, actor: Actor) -> Import:
    """Check an import: at once, or by a worker if it is large.

    Raises:
        Refused: see `locked` and `check_import`.
    """
    with transaction.atomic():
        one = locked(one, actor=actor)
        if is_large(one):
            return _put(one, CHECK, actor)
    return check_import(one, actor=actor)


def commit(one: Import, *, actor: Actor) -> Import:
    """Bring an import in: at once, or by a worker if it is large.

    Raises:
        Refused: see `commit_import`.
    """
    if not is_large(one):
        return commit_import(one, actor=actor)
    with transaction.atomic():
        one = held(one, states=(READY, WAITING))
        check_hands(one, actor)
        if not one.counts["models"]:
            raise Refused("import-changes-nothing")
        return _put(one, COMMIT, actor, {"net": one.net})


def undo(one: Import, *, actor: Actor) -> Import:
    """Take an import back: at once, or by a worker if it is large.

    Raises:
        Refused: see `undo_import`.
    """
    if not is_large(one):
        return undo_import(one, actor=actor)
    with transaction.atomic():
        return _put(held(one, states=(Import.State.DONE,)), UNDO, actor)


def _put(
    one: Import, kind: RunKind, actor: Actor, more: Mapping[str, object] | None = None
) -> Import:
    """Put an import that is held into the queue."""
    run = start(kind.code, {"import": one.pk, **(more or {})}, actor=actor)
    Import.objects.filter(pk=one.pk).update(run=run)
    return Import.objects.get(pk=one.pk)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for garbage less often: among millions of rows that are all in use it takes long."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@seldom_collecting()
def look(inputs: Inputs, report: Report) -> Result:
    """The work of a check: find out what would change."""
    return Result(found=look_at(_import(inputs), inputs.actor, report))


def keep(inputs: Inputs, result: Result) -> Result:
    """The effect of a check: keep what was found, to be shown."""
    return _said(keep_look(_import(inputs), cast("Looked", result.found), by_run=True))


@seldom_collecting()
def read(inputs: Inputs, report: Report) -> Result:
    """The work before an import is written: read its file once more."""
    report(0.02, READING)
    found = rows_of(_import(inputs))
    report(0.3, WRITING)
    return Result(found=found)


@seldom_collecting()
def bring_in(inputs: Inputs, result: Result) -> Result:
    """The effect of writing an import: all of it as it was shown, or it is shown anew."""
    one, read = _import(inputs), cast("Reading", result.found)
    if one.net != inputs.values["net"]:
        raise Refused("import-data-changed")
    try:
        return _said(take_in(one, read, actor=inputs.actor, by_run=True))
    except (Stale, Problems):
        looked = look_at(one, inputs.actor, lambda _share, _doing: None)
        return _said(keep_look(one, looked, by_run=True), told="import-data-changed")


def wait(inputs: Inputs, report: Report) -> Result:
    """Before an import is undone there is nothing to compute."""
    report(0.1, UNDOING)
    return Result()


@seldom_collecting()
def take_back(inputs: Inputs, _: Result) -> Result:
    """The effect of undoing an import."""
    return _said(undo_import(_import(inputs), actor=inputs.actor, by_run=True))


def _import(inputs: Inputs) -> Import:
    return Import.objects.select_related("authority").get(pk=str(inputs.values["import"]))


def _said(one: Import, *, told: str = "") -> Result:
    rows = one.counts.get("rows", {})
    mistakes = one.counts.get("problems", 0)
    return Result({"state": one.state, "rows": rows, "mistakes": mistakes, "told": told})
