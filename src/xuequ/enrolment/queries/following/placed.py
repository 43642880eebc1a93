"""Every eligible child of a year that is known, and which of them have no place (应入尽入)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from xuequ.directory.engine.masks import mask_name
from xuequ.directory.models import Authority, Pupil
from xuequ.kernel.text import Text

from ...engine.forecast.survival import ENTRY_AGE
from ...models import Application, Child, Cohort, Round, RuleSet, Watch
from ..placing import told
from ..telling.seats import with_seat
from .roll import LAST, is_back, of_authority

State = Application.State
NOT_ELIGIBLE = {Watch.Ground.DIED, Watch.Ground.MISTAKE, Watch.Ground.LATER}


@dataclass(frozen=True, slots=True)
class Without:
    """A child without a place.

    Args:
        number: of the child; "" for a pupil of the last grade who has not applied.
        reason: why it has none so far; `step` what may be done next; `who` is to do it.
    """

    child: Child | None
    pupil: Pupil | None
    number: str
    reason: Text
    step: Text
    who: str
    since: date | None
    watch: Watch | None
    is_over: bool = False  # its application ended without a place

    @property
    def name(self) -> str:
        """The name, masked; opened for the lines that are shown and no others."""
        held = self.child.name if self.child else self.pupil.name if self.pupil else None
        return mask_name(held.open()) if held else ""


@dataclass(frozen=True, slots=True)
class Known:
    """The eligible children of a year and stage that are known.

    Args:
        counted: children of that age by the count of the catchments; none without one.
    """

    year: int
    stage: str
    placed: int
    declared: int
    without: list[Without]
    counted: int | None

    @property
    def eligible(self) -> int:
        return self.placed + self.declared + len(self.without)

    @property
    def share(self) -> str:
        """The percentage with a place, rounded down so that 100 means every child."""
        if not self.eligible:
            return "—"
        tenths = (self.placed + self.declared) * 1000 // self.eligible
        return f"{tenths // 10}.{tenths % 10} %" if tenths < 1000 else "100 %"

    @property
    def unknown(self) -> int:
        """How many more children were counted than are known by name."""
        return max(0, (self.counted or 0) - self.eligible)


def known_children(authority: Authority, year: int, stage: str, now: datetime) -> Known:
    """Count and list them; whoever died, begins later or is a mistake is not eligible."""
    rows = Application.objects.filter(round__authority=authority, year=year, stage=stage)
    rows = rows.select_related("child__pupil", "round", "home").order_by("child", "pk")
    last: dict[int, Application] = {each.child_id: each for each in rows}
    placed = set(rows.filter(with_seat(now)).order_by().values_list("child", flat=True))
    watches = _watches(authority, year, stage)
    leavers = _leavers(authority, year, [each.child for each in last.values()]) if (
        stage == "junior") else []  # fmt: skip
    settled = {key for key, each in watches.items() if _is_settled(each, placed)}
    out = {key for key in settled if watches[key].ground in NOT_ELIGIBLE}
    open_ones = [row for pk, row in last.items() if pk not in placed]
    situation = _situation(authority, year, stage, now)
    without = [
        _child(row, watches.get(("child", row.child_id)), situation)
        for row in open_ones if ("child", row.child_id) not in settled
    ]  # fmt: skip
    missing = [each for each in leavers if ("pupil", each.pk) not in settled]
    without += [_pupil(each, watches.get(("pupil", each.pk))) for each in missing]
    declared = len(settled - out - {("child", pk) for pk in placed})
    return Known(year, stage, len(placed), declared, without, _counted(authority, year, stage))


def _is_settled(watch: Watch, placed: set[int]) -> bool:
    """Is it settled, and does what settled it still hold?  A seat may be lost again."""
    if watch.settled_at is None or watch.ground not in {Watch.Ground.PLACED, Watch.Ground.CAME}:
        return watch.settled_at is not None
    if watch.pupil is None:
        return watch.child_id in placed
    return watch.settled_by_id is not None or is_back(watch.pupil, watch.since)


def _watches(authority: Authority, year: int, stage: str) -> dict[tuple[str, int], Watch]:
    rows = Watch.objects.filter(
        authority=authority, kind=Watch.Kind.NO_PLACE, year=year, stage=stage
    )
    return {
        ("child", each.child_id) if each.child_id else ("pupil", each.pupil_id or 0): each
        for each in rows.select_related("person", "school", "pupil__school_class__school")
    }


def _leavers(authority: Authority, year: int, applied: Iterable[Child]) -> list[Pupil]:
    """Pupils who leave primary for this year, have not applied, and are in no junior."""
    since = date(year, 6, 1)
    rows = Pupil.objects.during(since, None).filter(
        school_class__school__authority=authority,
        school_class__stage="primary",
        school_class__grade=LAST["primary"],
        school_class__year=year - 1,
    )
    rows = rows.select_related("school_class__school")
    linked = {each.pupil_id for each in applied if each.pupil_id}
    index = Pupil._meta.get_field("id_number_index")
    tokens = {key for each in applied for key in index.indexes(each.id_number.open())}
    tokens |= set(
        of_authority(authority)
        .filter(school_class__stage="junior", school_class__year__gte=year)
        .exclude(id_number_index=None)
        .values_list("id_number_index", flat=True)
    )
    return [e for e in rows if e.pk not in linked and e.id_number_index not in tokens]


@dataclass(frozen=True, slots=True)
class _Situation:
    """Whose result is released, and the complementary round one may still apply in."""

    told: set[int]
    again: Round | None


def _situation(authority: Authority, year: int, stage: str, now: datetime) -> _Situation:
    rounds = Round.objects.filter(authority=authority, year=year, stage=stage)
    rows = told(now).filter(outcome__round__in=rounds)
    held = RuleSet.objects.filter(ended_at=None).exclude(published_at=None).values("round")
    again = rounds.filter(turn__gte=1, closes__gt=now, pk__in=held)
    return _Situation(set(rows.values_list("application", flat=True)), again.first())


def _child(row: Application, watch: Watch | None, now: _Situation) -> Without:
    state = "no_seat" if row.pk in now.told else row.state
    since = row.unplaced_at or row.submitted_at or row.begun_at
    return Without(
        row.child,
        None,
        row.child.number,
        REASONS[state],
        _next(row, now),
        _who(watch, row.round.authority.name),
        timezone.localdate(since),
        watch,
        row.unplaced_at is not None,
    )


def _next(row: Application, now: _Situation) -> Text:
    if row.unplaced_at is None:
        is_told = row.pk in now.told
        return NEXT["stand_by"] if is_told else NEXT[BEFORE.get(State(row.state), "ask")]
    if now.again is not None:
        return Text(f"可报名“{now.again.name}”", f"may apply in «{now.again.name}»")
    return NEXT["place"]


def _pupil(row: Pupil, watch: Watch | None) -> Without:
    school = row.school_class.school
    since = watch.since if watch else None
    said = REASONS["none"]
    return Without(None, row, "", said, NEXT["ask"], _who(watch, school.name), since, watch)


def _who(watch: Watch | None, place: str) -> str:
    if watch is not None and watch.person is not None:
        return f"{place} {watch.person.name}"
    return place


def _counted(authority: Authority, year: int, stage: str) -> int | None:
    """Children of the age that begins primary, by the last count of each catchment."""
    if stage != "primary":
        return None
    rows = Cohort.objects.filter(school__authority=authority, born=year - ENTRY_AGE)
    last: dict[int, int] = dict(rows.order_by("day").values_list("school", "count"))
    return sum(last.values()) if last else None


def years_known(authority: Authority) -> list[tuple[int, str]]:
    """The years and stages of which there are rounds, the latest first."""
    rows = Round.objects.filter(authority=authority).order_by("-year", "-stage")
    return list(dict.fromkeys(rows.values_list("year", "stage")))


BEFORE = {  # the end of the round
    State.SUBMITTED: "wait",
    State.ACCEPTED: "wait",
    State.RETURNED: "correct",
    State.DRAFT: "correct",
}
REASONS = {
    "none": Text("小学毕业，没有报名", "leaves primary and has not applied"),
    "draft": Text("填了报名，没有提交", "began to apply and did not hand in"),
    "submitted": Text("报名在审核", "the application is being checked"),
    "returned": Text("退回补正，没有再提交", "returned for correction, not handed in again"),
    "accepted": Text("已审核，等候录取", "checked, waits for the result"),
    "refused": Text("审核认为不符合条件", "did not meet the conditions"),
    "withdrawn": Text("家长撤回了报名", "the family withdrew"),
    "no_seat": Text("参加了录取，没有学位", "took part, and there was no seat"),
}
NEXT = {
    "correct": Text("请家长补正后提交", "the family is to correct it and hand it in"),
    "wait": Text("等候审核或录取结果", "wait for check or result"),
    "stand_by": Text(
        "等候递补；批次结束后补录或统筹安排",
        "waits for a freed seat; after the round complement or coordination",
    ),
    "ask": Text(
        "联系家长：报名补录，或登记其他去向", "ask the family: complement, or another school"
    ),
    "place": Text(
        "统筹安排、补录，或经特殊安排登记", "coordinated or exceptional placement, complement"
    ),
}
