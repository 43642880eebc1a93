"""What schools are called in the rules of a round, whatever they are called since.

The files of a round hold names.  A school that takes another name once rules are published is
still the one they name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from xuequ.directory.models import School

from ..engine.places import county, forms
from ..engine.placing.roster import NO_TRAVEL
from ..models import Round, RuleSet


def called(rule_set: RuleSet) -> dict[int, str]:
    """By primary key, the names of its schools and of the primaries matched with them."""
    return {int(pk): name for pk, name in rule_set.called.items()}


def planned(rule_set: RuleSet) -> dict[str, int]:
    """By the name they have in its plan, the primary keys of its schools."""
    names = called(rule_set)
    schools = rule_set.round.plans.values_list("school_id", flat=True)
    return {names[pk]: pk for pk in schools if pk in names}


def names_by(rule_set: RuleSet) -> dict[int, str]:
    """The names of all schools of the authority as a roster by these rules has them.

    A school that is not in the rules has its own name; one that means another in them is told
    apart by its key.
    """
    known = called(rule_set)
    taken = set(known.values())
    rows = School.objects.filter(authority=rule_set.round.authority_id)
    named = rows.values_list("pk", "name")
    own = {pk: f"{name}（{pk}）" if name in taken else name for pk, name in named}
    return {**own, **known}


def plans_by_name(found: Round) -> dict[str, int]:
    """What each school takes, by the name it has in the rules of the round."""
    rule_set = RuleSet.objects.filter(round=found, ended_at=None).first()
    names = called(rule_set) if rule_set else {}
    rows = found.plans.values_list("school_id", "school__name", "plan")
    return {names.get(pk, name): plan or 0 for pk, name, plan in rows}


def ways_by(
    rule_set: RuleSet, schools: Collection[str], travel: tuple[str, bytes] | None
) -> tuple[bytes, set[str] | None]:
    """travel.csv, and the places with a way to one of the schools; none where there is no table.

    A table that has the name of today of a school that was renamed means that school.

    Raises:
        Problems: the table cannot be read.
    """
    if travel is None:
        return NO_TRAVEL, None
    brought, known = county.travel_of(*travel), called(rule_set)
    today = dict(School.objects.filter(pk__in=known).values_list("name", "pk"))
    signed = {name: known[pk] for name, pk in today.items() if name not in known.values()}
    rows = [
        (line, {**row, "school": signed[row["school"]]} if row.get("school") in signed else row)
        for line, row in brought.rows
    ]
    file = forms.travel_file(replace(brought, rows=rows))
    return file, {row["place"] for _, row in rows if row["school"] in schools}
