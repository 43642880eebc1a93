"""Bring an import in: the whole of it, just as it was shown, once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Account
from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.record.queries import head
from xuequ.record.services import write

from ..models import Import
from ..queries.scale import BRAKE
from .checking import READING, check_import
from .hands import is_second
from .keeping import Kept
from .locking import held, locked
from .reading import Reading, rows_of
from .taking import Where
from .trying import Progress, perform, quiet

READY, WAITING = Import.State.READY, Import.State.WAITING


class Stale(Exception):
    """What it would write now is not what was shown."""


def commit_import(one: Import, *, actor: Actor, progress: Progress = quiet) -> Import:
    """Write what the import was shown to write, in one transaction.

    Raises:
        Refused("import-data-changed"): it would write something else by now; it is shown anew.
        Refused("import-is-over"): it was brought in already, or given up.
        Refused("import-changes-nothing"): everything in it is registered already.
        Refused("import-not-yours"): somebody else brought it.
        Refused("import-needs-second"): it changes so much that a second person must confirm.
        Refused("import-second-is-first"): the second person is the first.
    """
    try:
        progress(0.02, READING)
        return take_in(one, rows_of(one), actor=actor, progress=progress)
    except (Stale, Problems):
        check_import(one, actor=actor, progress=progress)
        raise Refused("import-data-changed") from None


@transaction.atomic
def take_in(
    one: Import,
    read: Reading,
    *,
    actor: Actor,
    progress: Progress = quiet,
    by_run: bool = False,
) -> Import:
    """Write what was read from the file, if that is what was shown.

    Raises:
        Stale, Problems: it is something else by now.
        Refused: see `commit_import`.
    """
    one = held(one, states=(READY, WAITING), by_run=by_run)
    check_hands(one, actor)
    if read.problems:
        raise Problems(read.problems)
    kept = Kept(one)
    where = Where(one.file, one.authority, one.since, actor)
    outcome = perform(read.sheet, read.rows, where, keep=kept.keep, progress=progress)
    if outcome.net != one.net:
        raise Stale
    if not kept.finish():
        raise Refused("import-changes-nothing")
    one.state, one.done_at = Import.State.DONE, timezone.now()
    if actor.account != one.by:
        one.second = Account.objects.filter(username=actor.account).first()
    last = head()
    one.act = None if last is None else last.number
    one.save()
    return one


def check_hands(one: Import, actor: Actor) -> None:
    """Small changes are confirmed by whoever brought them, large ones by somebody else.

    Raises:
        Refused("import-not-yours"), Refused("import-needs-second"),
        Refused("import-second-is-first"): see `commit_import`.
    """
    if not is_braked(one):
        if one.by != actor.account:
            raise Refused("import-not-yours", by=one.by)
        return
    if one.state != WAITING:
        raise Refused("import-needs-second", share=f"{one.share or 0:.0%}")
    if not is_second(actor, one):
        raise Refused("import-second-is-first")


def is_braked(one: Import) -> bool:
    """Does it change so much of what is there that two people must agree?"""
    return one.share is not None and one.share > BRAKE


@transaction.atomic
def ask_second(one: Import, *, actor: Actor) -> Import:
    """Let somebody else confirm an import that changes much.

    Raises:
        Refused("import-not-yours"), Refused("import-is-over"): see `locked`.
    """
    one = locked(one, actor=actor, states=(READY,))
    one.state, one.asked_at = WAITING, timezone.now()
    one.save(update_fields=["state", "asked_at"])
    write("ask-second", one, actor=actor, note=_note(one))
    return one


@transaction.atomic
def refuse_import(one: Import, *, actor: Actor) -> Import:
    """As the second person, say no: whoever brought it may mend it and ask again.

    Raises:
        Refused("import-is-over"): it no longer waits.
        Refused("import-second-is-first"): the second person is the first.
    """
    one = held(one, states=(WAITING,))
    check_hands(one, actor)
    one.state, one.asked_at = READY, None
    one.save(update_fields=["state", "asked_at"])
    write("refuse-import", one, actor=actor, note=_note(one))
    return one


def _note(one: Import) -> dict[str, object]:
    return {
        "file": one.file,
        "rows": one.rows,
        "digest": one.digest,
        "share": f"{one.share or 0:.1%}",
    }
