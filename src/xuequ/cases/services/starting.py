"""Hand a case in, hand it in again, take it back (提交、重新提交、撤回)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from xuequ.directory.models import Authority, Consortium, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import CaseType, Step
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write
from xuequ.vault.models import StoredFile
from xuequ.vault.services.files import Taken, check_entry_quota, store_taken

from ..engine.blanks import Clock, check_blanks, check_days
from ..engine.flow import following
from ..models import Case, CaseFile, Seat
from ..models.cases import OPEN, CaseState
from ..queries.barring import holder_behind
from ..queries.rows import check_panel, check_rows
from ..queries.starting import band_of, is_own, may_start
from ..queries.types import rules_of, type_of
from .effects import look
from .moving import enter
from .standing import locked
from .turns import turn

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is handed in.  `said` holds the words people see for each value."""

    kind: str
    title: str
    words: str = ""
    consortium: Consortium | None = None
    school: School | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[Taken] = ()
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    is_synthetic: bool = False


@transaction.atomic
def start_case(new: NewCase, authority: Authority, *, actor: Actor, now: datetime) -> Case:
    """Hand a case in (提交).  The same form sent twice is one case.

    Raises:
        Refused("not-yours-to-start"): the identity does not start such cases there.
        Refused("runs-already"): the same is under way.
        Refused("key-is-taken"): that form was sent by somebody else.
        Refused: what `check_blanks`, `check_rows` and the kind's own check refuse.
    """
    known = Case.objects.filter(key=new.key).first()
    if known is not None:
        return _same(known, actor)
    today = timezone.localdate(now)
    kind = type_of(new.kind, authority, today)
    if not may_start(kind, new.consortium, new.school, actor=actor, authority=authority):
        raise Refused("not-yours-to-start", name=kind.name)
    case = _filled(new, authority, actor, now)
    _check(case, kind, actor, today)
    first = _first(kind, case)
    case.step = first.code
    Authority.objects.select_for_update().get(pk=authority.pk)
    _check_once(case, kind)
    of_year = Case.objects.filter(authority=authority, year=today.year)
    case.number = (of_year.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:  # the same form came over another connection
        return _same(Case.objects.get(key=new.key), actor)
    _attach(case, new.files)
    turn(case, "submit", actor=actor, now=now, step="")
    enter(case, first, actor=actor, now=now)
    write("start-case", case, actor=actor, note={"kind": kind.code, "case": case.label})
    return case


@transaction.atomic
def hand_in_again(case: Case, new: NewCase, *, actor: Actor, now: datetime) -> Case:
    """Hand in again what was returned, changed or not; it begins anew (重新提交).

    Raises:
        Refused("not-your-case"), Refused("case-is-not-returned"), and as `start_case`.
    """
    case = locked(case)
    if not is_own(case, actor):
        raise Refused("not-your-case")
    if case.state != CaseState.RETURNED:
        raise Refused("case-is-not-returned", state=case.get_state_display())
    if case.outcome.get("carried_out"):
        raise Refused("carried-out-already")
    today = timezone.localdate(now)
    kind = type_of(case.kind, case.authority, today)
    before = fingerprint(case)
    _fill(case, new)
    _check(case, kind, actor, today)
    case.round += 1
    case.outcome = {}
    case.save()
    _attach(case, new.files)
    turn(case, "submit-again", actor=actor, now=now, step="")
    enter(case, _first(kind, case), actor=actor, now=now)
    write("submit-case-again", case, actor=actor, before=before, note={"case": case.label})
    return case


@transaction.atomic
def withdraw_case(case: Case, words: str, *, actor: Actor, now: datetime) -> Case:
    """Take a case back while nothing is decided (撤回); its history stays.

    Raises:
        Refused("not-your-case"), Refused("case-is-decided").
    """
    case = locked(case)
    if not is_own(case, actor):
        raise Refused("not-your-case")
    if case.state not in (CaseState.RUNNING, CaseState.RETURNED) or case.decided_on is not None:
        raise Refused("case-is-decided", state=case.get_state_display())
    before = fingerprint(case)
    waiting = case.seats.filter(state__in=[Seat.State.WAITING, Seat.State.LENT_OUT])
    waiting.exclude(kind=Seat.Kind.COPY).update(state=Seat.State.NOT_NEEDED)
    turn(case, "withdraw", actor=actor, now=now, words=words)
    case.state, case.due, case.is_late = CaseState.WITHDRAWN, None, False
    case.save()
    write("withdraw-case", case, actor=actor, before=before, note={"case": case.label})
    return case


def _first(kind: CaseType, case: Case) -> Step:
    found = following(kind, "", case.values)
    if found is None:
        raise LookupError(f"{kind.code} has no step for these values")
    return found


def _same(known: Case, actor: Actor) -> Case:
    if known.started_by_id != actor.person:
        raise Refused("key-is-taken")
    return known


def _filled(new: NewCase, authority: Authority, actor: Actor, now: datetime) -> Case:
    band, place = band_of(actor)
    case = Case(
        authority=authority,
        kind=new.kind,
        year=timezone.localdate(now).year,
        number=0,
        consortium=new.consortium,
        school=new.school,
        started_by_id=actor.person,
        started_for_id=holder_behind(actor),
        started_post=actor.post,
        started_at=now,
        started_band=band,
        started_place=place,
        key=new.key,
        is_synthetic=new.is_synthetic,
    )
    _fill(case, new)
    return case


def _fill(case: Case, new: NewCase) -> None:
    case.title = new.title.strip()[:LONGEST_TITLE]
    case.words = new.words
    case.values, case.said = dict(new.values), dict(new.said)


def _check(case: Case, kind: CaseType, actor: Actor, today: date) -> None:
    if not case.title:
        raise Refused("case-needs-title")
    check_blanks(kind.blanks, case.values)
    check_rows(kind.blanks, case)
    clock = Clock(today, today, rules_of(case.authority, today).days_back)
    check_days(kind.blanks, case.values, clock)
    check_panel(kind, case)
    case.values["by"] = case.started_place
    look(case, kind, actor=actor, on=today)


def _check_once(case: Case, kind: CaseType) -> None:
    """Refuse to begin what is under way already; the authority is locked.

    Raises:
        Refused("runs-already"): naming the case.
    """
    if kind.once is None:
        return
    same = Case.objects.filter(
        authority=case.authority_id, kind=kind.code, state__in=OPEN,
        consortium=case.consortium_id, school=case.school_id,
    )  # fmt: skip
    for each in same:
        if all(each.values.get(code) == case.values.get(code) for code in kind.once):
            raise Refused("runs-already", case=each.label, state=each.get_state_display())


def _attach(case: Case, files: Sequence[Taken]) -> None:
    for each in files:
        CaseFile.objects.create(case=case, file=store_taken(each))
    check_entry_quota(StoredFile.objects.filter(pk__in=case.files.values("file")))
