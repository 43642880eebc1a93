"""Tell people that a case waits for them, came back, or has ended."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from xuequ.directory.models import Person
from xuequ.kernel.case_types import Step
from xuequ.kernel.text import Text
from xuequ.ledger.services.notices import News, notify, notify_many

from ..models import Case, Seat
from ..models.cases import CaseState
from ..queries.barring import barred
from ..queries.parties import holders
from ..queries.types import case_types

KIND = "case"


def tell_holders(case: Case, step: Step, today: date) -> None:
    """Tell everybody who may take a seat that is open now."""
    waiting = Seat.objects.filter(
        case=case, step=case.step, round=case.round, state=Seat.State.WAITING
    )
    for seat in waiting:
        tell_seat(seat, step.name, today)


def tell_seat(seat: Seat, what: Text, today: date, *, by: Person | None = None) -> int:
    """Tell the holders of one seat; how many were told."""
    case = seat.case
    name = case_types()[case.kind].name
    text = Text(
        f"请办理：{name.zh} {case.label}，环节“{what.zh}”。",
        f"Waiting for you: {name.en} {case.label}, step «{what.en}».",
    )
    step = case_types()[case.kind].step(seat.step)
    out = barred(case, step) if step else ()
    news = News(KIND, text, link_of(case), title=case.title)
    return notify_many(holders(seat, today, without=out), news, by=by)


def tell_returned(case: Case) -> None:
    """Tell whoever started a case that it came back."""
    _starter(case, "退回修改", "came back to be changed")


def tell_decided(case: Case, *, upheld: bool) -> None:
    """Tell whoever started a case that is decided and goes on: what was decided on the appeal,
    or that it is approved and being carried out."""
    if not upheld:
        _starter(case, "复议维持原决定", "is decided: the appeal leaves the decision as it was")
    else:
        _starter(case, "已作出决定，即将执行", "is decided and will be carried out")


def tell_ended(case: Case) -> None:
    """Tell whoever started a case how it ended."""
    said = {
        CaseState.APPROVED: ("已通过", "is approved"),
        CaseState.REFUSED: ("未获批准", "is refused"),
    }
    zh, en = said.get(CaseState(case.state), ("已办结", "has ended"))
    _starter(case, zh, en)


def tell(person: Person, case: Case, zh: str, en: str, *, by: Person | None = None) -> bool:
    """Tell one person something about a case, in words of the product."""
    name = case_types()[case.kind].name
    text = Text(f"{name.zh} {case.label}{zh}。", f"{name.en} {case.label} {en}.")
    return notify(person, News(KIND, text, link_of(case), title=case.title), by=by)


def _starter(case: Case, zh: str, en: str) -> None:
    if case.started_by is not None:
        tell(case.started_by, case, zh, en)


def link_of(case: Case) -> str:
    return reverse("cases:case_detail", args=[case.pk])
