"""Take a seat: pass, return, refuse, agree, vote, score (审核、会签、表决、评分)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import Blank, CaseType, Step
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write
from xuequ.vault.models import StoredFile
from xuequ.vault.services.files import Taken, check_entry_quota, store_taken

from ..engine.blanks import Clock, check_blanks, check_days
from ..engine.choices import ADDED, WITH_REASON, choices_at
from ..engine.flow import earlier
from ..models import Case, CaseFile, Seat
from ..queries.access import seats_of
from ..queries.barring import check_decider, holder_behind
from ..queries.rows import check_panel, check_rows
from ..queries.seating import gone_place
from ..queries.types import case_types, rules_of
from .moving import advance, enter, settle
from .standing import kind_of, locked, step_of
from .telling import tell_seat
from .turns import turn

POSITIVE = ("pass", "agree")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says from a seat.  `back_to` is the step to return to, "" the starter."""

    choice: str
    words: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)
    back_to: str = ""
    files: Sequence[Taken] = ()


def take_seat(seat: Seat, said: Said, *, actor: Actor, now: datetime) -> Case:
    """Say something from a seat; the case moves when that settles its step.

    A step whose last day has passed goes its way first, so that what comes too late changes
    nothing.  The same button pressed twice is one decision.

    Raises:
        Refused("seat-is-taken"): somebody has said something from it already.
        Refused("step-is-over"): the case has moved on.
        Refused("last-day-has-passed"): it has, because nothing was said in time.
        Refused("place-is-gone"): the district, group or school it is about is no longer there.
        Refused("not-your-seat"): it is not the actor's.
        Refused("decides-own-case"), Refused("decided-before"): it is for others to decide.
        Refused: what `check_blanks` and what is carried out refuse.
    """
    with transaction.atomic():
        case = locked(seat.case)
        if case.step and case.state in ("running", "executing"):
            settle(case, now=now)
    with transaction.atomic():
        return _take(locked(seat.case), seat.pk, said, actor, now)


def _take(case: Case, pk: int, said: Said, actor: Actor, now: datetime) -> Case:
    seat = Seat.objects.select_for_update().get(pk=pk)
    seat.case = case
    if seat.state == Seat.State.DONE:
        if actor.person is not None and (seat.acted_by_id, seat.choice) == (
            actor.person,
            said.choice,
        ):
            return case
        raise Refused("seat-is-taken", name=seat.label, choice=seat.choice)
    today = timezone.localdate(now)
    check_waiting(case, seat, today)
    step = step_of(case, today)
    check_seat(seat, step, said.choice, actor)
    blanks = _blanks(seat, step, said)
    _check(blanks, said, case, step)
    if blanks:
        _check_filled(blanks, said, case, today)
    before = fingerprint(case)
    _write(seat, said, actor, now)
    turn(
        case,
        said.choice,
        actor=actor,
        now=now,
        whose=seat.label,
        words=said.words,
        said=_told(blanks, said),
        is_late=case.due is not None and today > case.due,
    )
    if blanks:
        _fill_in(case, step, blanks, said)
    _move(case, seat, step, said, actor, now)
    note = {"case": case.label, "step": step.code, "choice": said.choice}
    write("decide-case", case, actor=actor, before=before, note=note)
    return case


def check_waiting(case: Case, seat: Seat, on: date) -> None:
    """Refuse when a seat does not wait any more.

    Raises:
        Refused("last-day-has-passed"), Refused("step-is-over"), Refused("place-is-gone").
    """
    if seat.state == Seat.State.SILENT:
        raise Refused("last-day-has-passed", name=seat.label)
    if (seat.step, seat.round) != (case.step, case.round) or seat.state != Seat.State.WAITING:
        raise Refused("step-is-over", name=seat.label)
    gone = gone_place(case, on)
    if gone is not None:
        raise Refused("place-is-gone", name=str(gone), until=gone.until)


def check_seat(seat: Seat, step: Step, choice: str, actor: Actor) -> None:
    """Refuse somebody who may not say this from this seat."""
    if not actor.everywhere and not Seat.objects.filter(seats_of(actor), pk=seat.pk).exists():
        raise Refused("not-your-seat", name=seat.label)
    if choice not in choices_of(seat, step):
        raise Refused("choice-does-not-fit", name=step.name)
    check_decider(seat, step, actor)


def choices_of(seat: Seat, step: Step) -> Mapping[str, object]:
    """What may be said from a seat, by code.

    Nothing is returned in an appeal, nor behind what has been carried out.
    """
    if seat.kind in (Seat.Kind.ADDED, Seat.Kind.LENT):
        return ADDED
    found = choices_at(step)
    case = seat.case
    if case.outcome.get("carried_out") or case_types()[case.kind].is_appeal(step.code):
        return {code: name for code, name in found.items() if code != "return"}
    return found


def _blanks(seat: Seat, step: Step, said: Said) -> tuple[Blank, ...]:
    """The blanks that whoever says this fills in: of the step's own seats, and consenting."""
    own = seat.kind in (Seat.Kind.MAIN, Seat.Kind.ESCALATED)
    return step.blanks if own and said.choice in POSITIVE else ()


def _check(blanks: Sequence[Blank], said: Said, case: Case, step: Step) -> None:
    if said.choice in WITH_REASON and len(said.words.strip()) < 2:
        raise Refused("opinion-is-needed")
    check_blanks(blanks, said.values if blanks else {})
    if blanks:
        trial = Case(authority=case.authority, values=dict(said.values))
        check_rows(blanks, trial)
    if said.choice == "score":
        _check_points(step, said.points)


def _check_filled(blanks: Sequence[Blank], said: Said, case: Case, today: date) -> None:
    """Days within their bounds, and a panel that can score."""
    handed_in = timezone.localdate(case.started_at)
    back = rules_of(case.authority, today).days_back
    check_days(blanks, said.values, Clock(handed_in, today, back))
    if any(each.kind == "people" for each in blanks):
        trial = copy(case)
        trial.values = {**case.values, **said.values}
        check_panel(kind_of(case, today), trial)


def _told(blanks: Sequence[Blank], said: Said) -> list[list[str]]:
    """What was filled in, as the history keeps it: the Chinese name of the blank, what it says."""
    return [[each.name.zh, said.shown[each.code]] for each in blanks if said.shown.get(each.code)]


def _fill_in(case: Case, step: Step, blanks: Sequence[Blank], said: Said) -> None:
    """Keep what was filled in; of an appeal, whether it changes what had been decided."""
    old = {each.code: case.values.get(each.code) for each in blanks}
    if case_types()[case.kind].is_appeal(step.code):
        amended = any(old[code] != said.values.get(code) for code in old)
        case.outcome = {**case.outcome, "amended": amended}
    kept = {code: value for code, value in case.values.items() if code not in old}
    shown = {code: words for code, words in case.said.items() if code not in old}
    case.values, case.said = {**kept, **said.values}, {**shown, **said.shown}
    case.save(update_fields=["values", "said", "outcome"])


def _check_points(step: Step, points: Mapping[str, int]) -> None:
    for each in step.panel.criteria if step.panel else ():
        given = points.get(each.code)
        if given is None or not 0 <= given <= each.most:
            raise Refused("points-out-of-bounds", name=each.name, most=each.most)


def _write(seat: Seat, said: Said, actor: Actor, now: datetime) -> None:
    seat.state, seat.choice, seat.words = Seat.State.DONE, said.choice, said.words.strip()
    seat.values = dict(said.values)
    if said.choice == "score":
        seat.values["points"] = dict(said.points)
    seat.said = dict(said.shown)
    seat.acted_by_id, seat.acted_post, seat.acted_at = actor.person, actor.post, now
    seat.acted_for_id = holder_behind(actor)
    seat.save()
    for each in said.files:
        CaseFile.objects.create(case=seat.case, seat=seat, file=store_taken(each))
    if said.files:
        check_entry_quota(StoredFile.objects.filter(pk__in=seat.case.files.values("file")))


def _move(case: Case, seat: Seat, step: Step, said: Said, actor: Actor, now: datetime) -> None:
    today = timezone.localdate(now)
    if seat.kind == Seat.Kind.LENT:
        lender = Seat.objects.filter(lent_to=seat).first()
        if lender is not None:
            lender.state = Seat.State.WAITING
            lender.save(update_fields=["state"])
            lender.case = case
            tell_seat(lender, step.name, today)
        return
    if said.choice == "return" and said.back_to:
        _back(case, kind_of(case, today), said.back_to, actor, now)
        return
    advance(case, step, closed=False, actor=actor, now=now)


def _back(case: Case, kind: CaseType, to: str, actor: Actor, now: datetime) -> None:
    """Return a case to an earlier step, which begins anew in another round.

    Raises:
        Refused("carried-out-already"): nothing goes back behind what was carried out.
    """
    if case.outcome.get("carried_out"):
        raise Refused("carried-out-already")
    known = {each.code: each for each in earlier(kind, case.step, case.values)}
    if to not in known:
        raise Refused("no-such-step-before", step=to)
    left = case.seats.filter(state__in=[Seat.State.WAITING, Seat.State.LENT_OUT])
    left.exclude(kind=Seat.Kind.COPY).update(state=Seat.State.NOT_NEEDED)
    case.round += 1
    enter(case, known[to], actor=actor, now=now)
