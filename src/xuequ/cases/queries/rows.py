"""Whether the rows that the blanks of a case name are there, and of its authority."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from xuequ.directory.models import Consortium, Person, Post, School
from xuequ.kernel.case_types import Blank, CaseType
from xuequ.kernel.refusal import Refused
from xuequ.profiles.clauses import clauses

from ..models import Case
from .barring import barred
from .types import kinds_of

MODELS: dict[str, type[Model]] = {
    "school": School,
    "schools": School,
    "member": School,
    "consortium": Consortium,
    "person": Person,
    "people": Person,
    "post": Post,
}


def check_rows(blanks: Iterable[Blank], case: Case) -> None:
    """Refuse what a case names and its authority does not have.

    Raises:
        Refused("named-from-elsewhere"), Refused("unknown-clause").
    """
    for each in blanks:
        value = case.values.get(each.code)
        if value in (None, "", []):
            continue
        if each.kind == "clause" and value not in clauses():
            raise Refused("unknown-clause", clause=value)
        model = MODELS.get(each.kind)
        if model is None:
            continue
        wanted = set(value) if isinstance(value, list) else {value}
        here = model._default_manager.filter(pk__in=wanted, authority=case.authority_id)
        if here.count() != len(wanted):
            raise Refused("named-from-elsewhere")


def check_panel(kind: CaseType, case: Case) -> None:
    """Refuse a panel that could not score, as soon as it is named.

    Raises:
        Refused("not-on-the-panel"): somebody on it asked for the case, or is a candidate in it.
        Refused("panel-too-small"): too few are named.
    """
    step = next((each for each in kind.steps if each.panel is not None), None)
    named = _named(case)
    if step is None or step.panel is None or named is None:
        return
    partial = Person.objects.filter(pk__in=named & barred(case, step)).first()
    if partial is not None:
        raise Refused("not-on-the-panel", name=partial.name)
    if len(named) < step.panel.least_members:
        raise Refused("panel-too-small", least=step.panel.least_members, named=len(named))


def _named(case: Case) -> set[int] | None:
    """Everybody whom the blanks of kind `people` name; none while nobody was asked to."""
    values = [case.values.get(code) for code, kind in kinds_of(case).items() if kind == "people"]
    lists = [each for each in values if isinstance(each, list)]
    return {person for each in lists for person in each} if lists else None
