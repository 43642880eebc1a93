"""What a family answers on its pages: proved where a seat may be lost, all guardians told of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.directory.models import Account
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ...models import Answer, Application, Departure, Move, Offer
from ...queries.placing import Queued
from ...queries.telling.family import own_applications
from ..applying.codes import prove
from ..applying.holding import tell_family
from . import answering


def accept_seat(application: Application, *, actor: Actor, now: datetime) -> Answer:
    """As `answering.accept_seat`; a seat that is taken is not lost, so nothing is proved."""
    with transaction.atomic():
        made = answering.accept_seat(application, actor=actor, now=now)
        _tell(application, "确认接受学位", "its seat was taken", actor=actor)
    return made


def give_up_seat(
    application: Application, code: str, *, account: Account | None, actor: Actor, now: datetime
) -> Move:
    """As `answering.give_up_seat`, by whoever holds the family's change code or second factor.

    Raises:
        Refused: as `codes.prove`, and as `answering.give_up_seat`.
    """
    _prove(application, code, account, actor)
    with transaction.atomic():
        made = answering.give_up_seat(application, actor=actor, now=now)
        _tell(application, "放弃学位", "its seat was given up", actor=actor)
    return made


def take_offer(row: Queued, *, actor: Actor, now: datetime) -> Move:
    """As `answering.take_offer`; nothing is proved."""
    with transaction.atomic():
        made = answering.take_offer(row, actor=actor, now=now)
        name = row.school.name
        zh, en = f"接受{name}的递补学位", f"the seat offered at {name} was taken"
        _tell(row.application, zh, en, actor=actor)
    return made


def refuse_offer(
    row: Queued, code: str, *, account: Account | None, actor: Actor, now: datetime
) -> Offer:
    """As `answering.refuse_offer`, by whoever holds the family's change code or second factor.

    Raises:
        Refused: as `codes.prove`, and as `answering.refuse_offer`.
    """
    _prove(row.application, code, account, actor)
    with transaction.atomic():
        made = answering.refuse_offer(row, actor=actor, now=now)
        name = row.school.name
        zh, en = f"不接受{name}的递补学位", f"the seat offered at {name} was not taken"
        _tell(row.application, zh, en, actor=actor)
    return made


def leave_list(
    row: Queued, code: str, *, account: Account | None, actor: Actor, now: datetime
) -> Departure:
    """As `answering.leave_list`, by whoever holds the family's change code or second factor.

    Raises:
        Refused: as `codes.prove`, and as `answering.leave_list`.
    """
    _prove(row.application, code, account, actor)
    with transaction.atomic():
        made = answering.leave_list(row, actor=actor, now=now)
        name = row.school.name
        zh, en = f"不再等候{name}的学位", f"the waiting list of {name} was left"
        _tell(row.application, zh, en, actor=actor)
    return made


def _prove(application: Application, code: str, account: Account | None, actor: Actor) -> None:
    """Only of one's own, so that a stranger locks nobody; and outside of any transaction."""
    known = own_applications(seen_by=actor).filter(pk=application.pk).first()
    if known is not None and known.version:
        prove(known, code, account)


def _tell(application: Application, zh: str, en: str, *, actor: Actor) -> None:
    number = application.child.number
    text = Text(
        f"编号{number}的儿童：已{zh}。如非本人操作，请立即联系教育局。",
        f"Number {number}: {en}. If it was not you, tell the education bureau at once.",
    )
    tell_family(application, text, actor=actor)
