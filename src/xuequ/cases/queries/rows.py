"""Whether the rows that the blanks of a case name are there, and of its authority."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from xuequ.directory.models import Consortium, Person, Post, School
from xuequ.kernel.case_types import Blank
from xuequ.kernel.refusal import Refused
from xuequ.profiles.clauses import clauses

from ..models import Case

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
