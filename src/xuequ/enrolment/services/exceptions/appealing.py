"""A family appeals about its own child, takes that back, or asks the one above (申诉、复核)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from xuequ.cases.models import Case
from xuequ.cases.models.cases import OPEN
from xuequ.cases.services.appealing import appeal
from xuequ.cases.services.starting import NewCase, start_case, withdraw_case
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write
from xuequ.vault.services.files import Taken

from ...engine.telling.disputes import ABOUT, APPEAL
from ...models import Appeal, Application, Round
from ...queries.telling.appeals import may_file
from ...queries.telling.family import own_applications

SHORTEST = 10


@dataclass(frozen=True, slots=True)
class NewAppeal:
    """What a family writes."""

    about: str
    words: str
    files: Sequence[Taken] = ()
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def file_appeal(application: Application, new: NewAppeal, *, actor: Actor, now: datetime) -> Appeal:
    """Appeal about the result, the points or the seat lock of one's own child.

    Whoever speaks for a child needs no post to do so, and sees nobody else's cases.

    Raises:
        Refused("not-your-child"): somebody else speaks for the child.
        Refused("appeal-too-late"): the time that the letter names is over.
        Refused("nothing-to-appeal"): that is not decided yet.
        Refused("appeal-is-open"): one about the same is under way.
        Refused("needs-a-reason"): fewer than ten characters say why.
    """
    row = _own(application, actor)
    known = Appeal.objects.filter(case__key=new.key, application=row).first()
    if known is not None:
        return known
    kinds, until = may_file(row, now)
    if until is not None and now > until:
        raise Refused("appeal-too-late", until=until)
    if new.about not in kinds:
        raise Refused("nothing-to-appeal")
    if len(new.words.strip()) < SHORTEST:
        raise Refused("needs-a-reason", count=SHORTEST)
    if row.appeals.filter(about=new.about, case__state__in=OPEN).exists():
        raise Refused("appeal-is-open")
    made = Appeal(application=row, about=new.about, at=now)
    made.case = _case(row, new, actor, now)
    made.save()
    write("file-appeal", made, actor=actor, note={"case": made.case.label, "about": made.about})
    return made


@transaction.atomic
def withdraw_appeal(row: Appeal, *, actor: Actor, now: datetime) -> Case:
    """Take an appeal back while nothing is decided.

    Raises:
        Refused("not-your-child"): somebody else speaks for the child.
        Refused("case-is-decided"): as `withdraw_case`.
    """
    _own(row.application, actor)
    return withdraw_case(row.case, "", actor=_hands(actor), now=now)


@transaction.atomic
def ask_again(row: Appeal, words: str, *, actor: Actor, now: datetime) -> Case:
    """Ask the one above to look at a dismissed appeal.

    Raises:
        Refused("not-your-child"): somebody else speaks for the child.
        Refused: as `appeal` of a case.
    """
    _own(row.application, actor)
    return appeal(row.case, words, actor=_hands(actor), now=now)


def _own(application: Application, actor: Actor) -> Application:
    if not own_applications(seen_by=actor).filter(pk=application.pk).exists():
        raise Refused("not-your-child")
    Round.objects.select_for_update().get(pk=application.round_id)
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("round__authority", "child").get(pk=application.pk)


def _hands(actor: Actor) -> Actor:
    """A family holds no post that starts cases; that the child is its own has been looked at."""
    return replace(actor, everywhere=True)


def _case(row: Application, new: NewAppeal, actor: Actor, now: datetime) -> Case:
    number = row.child.number
    said = next(each.zh for each in ABOUT if each.code == new.about)
    begun = NewCase(
        APPEAL.code,
        f"{APPEAL.name.zh} {number}",
        new.words.strip(),
        values={"child": number, "about": new.about},
        said={"child": number, "about": said},
        files=new.files,
        key=new.key,
        is_synthetic=row.child.is_synthetic,
    )
    return start_case(begun, row.round.authority, actor=_hands(actor), now=now)
