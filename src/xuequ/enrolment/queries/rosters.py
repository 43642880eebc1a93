"""The applications of a round as they would be frozen, and what is frozen already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from django.db.models import Max, Q, QuerySet

from xuequ.kernel.problems import Problems
from xuequ.kernel.text import Text
from xuequ.methods.lottery.seeds import Part

from ..engine.checking.departments import DEPARTMENTS
from ..engine.package import allocations
from ..engine.places.rules_file import rules_of
from ..engine.places.schools import schools_of
from ..engine.placing.defects import NO_TABLE, defects, no_ways, ordered, seal_of, told_of_lines
from ..engine.placing.dry_run import carried
from ..engine.placing.roster import applications_file, taking_part
from ..engine.placing.types import Applicant, Defect, State
from ..models import Announcement, Application, DepartmentAnswer, Roster, Round, RuleSet
from .called import names_by, ways_by
from .checking.items import standard_for

PENDING = DepartmentAnswer.State.PENDING
CONTRADICTED = DepartmentAnswer.State.CONTRADICTED


@dataclass(frozen=True, slots=True)
class Draft:
    """What freezing would freeze.

    Args:
        inputs, read: none as long as there are errors.
        seal: of the defects listed, so that what was read is what is frozen.
        wants_ways: the rules go by distance.
    """

    children: int
    defects: list[Defect]
    seal: str
    wants_ways: bool
    inputs: allocations.Inputs | None = None
    read: allocations.Read | None = None

    @property
    def errors(self) -> list[Defect]:
        return [each for each in self.defects if each.level == "error"]

    @property
    def lacks_ways_alone(self) -> bool:
        """Is nothing wrong but that there is no table of ways?"""
        return {each.code for each in self.errors} == {NO_TABLE}

    @property
    def warnings(self) -> list[Defect]:
        return [each for each in self.defects if each.level == "warning"]


def announced(found: Round) -> Announcement | None:
    """How the seed of the next draw of a round will come about."""
    return Announcement.objects.filter(round=found, ended_at=None).first()


def roster_of(found: Round) -> Roster | None:
    """The roster that is frozen, if one is."""
    rows = Roster.objects.filter(round=found, ended_at=None)
    return rows.select_related("round__authority", "rule_set", "person").first()


def is_frozen(found: Round) -> bool:
    """Is the roster frozen?  Then no application of the round is changed any more."""
    return Roster.objects.filter(round=found, ended_at=None).exists()


def draft(
    found: Round,
    rule_set: RuleSet,
    travel: tuple[str, bytes] | None = None,
    *,
    partial: bool = False,
) -> Draft:
    """The files of a round as its applications stand, and everything that is wrong with them.

    Args:
        travel: name and bytes of a county's table of ways, where there is one.
        partial: for a trial, where applications that are not checked yet are no mistake.

    Raises:
        Problems: the table of ways cannot be read.
    """
    rules = rules_of(bytes(rule_set.rules))
    names = [each.name for each in schools_of(bytes(rule_set.seats), rules).all]
    people = applicants(found, rule_set)
    if partial:
        people = taking_part(people)
    wrong = defects(people, rules, names)
    ways, places = ways_by(rule_set, names, travel)
    if rules.has("nearest") and not partial:
        wrong = ordered([*wrong, *no_ways(people, places)])
    inputs = read = None
    if not any(each.level == "error" for each in wrong):
        file = applications_file(people, rules, names)
        inputs = allocations.Inputs(file, bytes(rule_set.seats), ways, bytes(rule_set.rules))
        try:
            read = allocations.understood(inputs)
            if not rules.draw:
                carried(read, b"")  # two who stand equal are found now and not in the room
        except Problems as found_wrong:
            inputs = read = None
            wrong += told_of_lines(found_wrong.problems, taking_part(people))
    return Draft(
        len(taking_part(people)), wrong, seal_of(wrong), rules.has("nearest"), inputs, read
    )


def inputs_of(roster: Roster, parts: Sequence[Part] = ()) -> allocations.Inputs:
    """The frozen files, and the parts of the seed."""
    rule_set = roster.rule_set
    tables = bytes(roster.applications), bytes(rule_set.seats), bytes(roster.travel)
    return allocations.Inputs(*tables, bytes(rule_set.rules), parts)


def parts_of(roster: Roster, *, confirmed: bool = False) -> list[Part]:
    """The parts of the seed with what was brought, or only what a second person confirmed."""
    rows = roster.brought.all()
    known = {each.name: each.value for each in rows if each.confirmed_at or not confirmed}
    return [Part(**{**each, "value": known.get(each["name"], "")}) for each in roster.parts]


def applicants(found: Round, rule_set: RuleSet) -> list[Applicant]:
    """All applications of a round but those withdrawn."""
    rows = list(
        applications(found)
        .exclude(state=Application.State.WITHDRAWN)
        .select_related("child", "companion__child")
        .prefetch_related("choices")
    )
    names = names_by(rule_set)
    twins, unanswered, late = _twins(rows), _unanswered(found), _contradicted(found)
    return [
        replace(
            _applicant(each, rule_set, names, twins),
            unanswered=unanswered.get(each.pk, ()),
            contradicted=late.get(each.pk, ()),
        )
        for each in rows
    ]


def _unanswered(found: Round) -> dict[int, list[Text]]:
    """By application the departments whose answer is pending; one that answered later has."""
    answers = _answers(found).order_by("pk")
    latest: dict[tuple[int, str], tuple[str, str]] = {}
    for row, code, state, department in answers.values_list(
        "application", "code", "state", "inquiry__department"
    ):
        if state != PENDING or latest.get((row, code), ("", PENDING))[1] == PENDING:
            latest[row, code] = department, state
    open_ones: dict[int, dict[str, None]] = defaultdict(dict)
    for (row, _), (department, state) in latest.items():
        if state == PENDING:
            open_ones[row][department] = None
    return {row: [DEPARTMENTS[each] for each in names] for row, names in open_ones.items()}


def _answers(found: Round) -> QuerySet[DepartmentAnswer]:
    """What departments were asked about claims that still are what the families claim."""
    return DepartmentAnswer.objects.filter(application__round=found, outdated_at=None)


def _contradicted(found: Round) -> dict[int, list[Text]]:
    """By application the items whose latest answer is a no that came after the last check."""
    answers = _answers(found).exclude(at=None)
    checked = Max("application__checks__at", filter=Q(application__checks__ended_at=None))
    rows = answers.annotate(checked=checked).order_by("at", "pk")
    latest = {
        (row, code): state == CONTRADICTED and (before is None or at > before)
        for row, code, state, at, before in rows.values_list(
            "application", "code", "state", "at", "checked"
        )
    }
    denied = [key for key, is_late in latest.items() if is_late]
    names = {each.code: each.name for each in standard_for(found).heads} if denied else {}
    late: dict[int, list[Text]] = defaultdict(list)
    for row, code in denied:
        late[row].append(names.get(code, Text(code, code)))
    return late


def applications(found: Round) -> QuerySet[Application]:
    """The applications of a round by the number of the child."""
    return Application.objects.filter(round=found).order_by("child__number")


def _applicant(
    row: Application, rule_set: RuleSet, names: Mapping[int, str], twins: Mapping[str, str]
) -> Applicant:
    """An application with schools as the rules call them; others are left to the defect report."""
    return Applicant(
        number=row.child.number,
        state=cast(State, row.state),
        home=names.get(row.home_id or 0, ""),
        primary=names.get(row.primary_id or 0, ""),
        place=row.place,
        claim_class=row.claim_class,
        points=row.points,
        kinds=tuple(row.kinds),
        proved=row.proved or {},
        choices=tuple(names.get(each.school_id, "") for each in row.choices.all()),
        companion=row.companion.child.number if row.companion else "",
        is_current=row.rule_set_id == rule_set.pk,
        twin=twins.get(row.child.number, ""),
    )


def _twins(rows: Iterable[Application]) -> dict[str, str]:
    """By number another child of the same name and day of birth; days are opened only for those."""
    named: dict[str, list[Application]] = defaultdict(list)
    for each in rows:
        named[each.child.name_index].append(each)
    found: dict[str, str] = {}
    for group in (each for each in named.values() if len(each) > 1):
        born: dict[str, str] = {}
        for row in group:
            day, number = row.child.born.open(), row.child.number
            if day in born:
                found[number], found[born[day]] = born[day], number
            born.setdefault(day, number)
    return found
