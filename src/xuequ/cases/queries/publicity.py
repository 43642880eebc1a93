"""What is shown to the public, without the names of people (公示)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from xuequ.kernel.case_types import CaseType

from ..models import Case
from ..models.cases import CaseState
from .types import case_types

PRIVATE = ("person",)


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """A case as outsiders may see it: what is to be done where, and until when to object."""

    case: Case
    kind: CaseType

    @property
    def title(self) -> str:
        """The kind and the number: what was typed may name people."""
        return f"{self.kind.name.zh} {self.case.label}"

    @property
    def facts(self) -> list[tuple[object, str]]:
        """The blanks, names of people masked but for the family name."""
        found = []
        for each in self.kind.blanks:
            if words := self.case.said.get(each.code):
                hidden = each.kind in PRIVATE
                found.append((each.name, masked(words) if hidden else words))
        return [each for each in found if each[1]]


def masked(name: str) -> str:
    """A name with all but its first character hidden."""
    return name[:1] + "*" * max(len(name) - 1, 1)


def notices(*, on: date) -> list[PublicNotice]:
    """Everything shown to the public on a day, what ends first first."""
    found = [PublicNotice(each, case_types()[each.kind]) for each in _shown(on)]
    return [each for each in found if _is_shown(each)]


def notice(pk: int, *, on: date) -> PublicNotice:
    """One notice.

    Raises:
        Http404: it is not shown on that day.
    """
    for each in _shown(on).filter(pk=pk):
        found = PublicNotice(each, case_types()[each.kind])
        if _is_shown(found):
            return found
    raise Http404(pk)


def _shown(on: date) -> QuerySet[Case]:
    steps = {
        step.code
        for kind in case_types().values()
        for step in kind.steps
        if step.kind == "publicity"
    }
    return (
        Case.objects.filter(
            state=CaseState.RUNNING, step__in=steps, due__gte=on, authority__is_public=True
        )
        .select_related("authority", "consortium", "school")
        .order_by("due", "pk")
    )


def _is_shown(found: PublicNotice) -> bool:
    step = found.kind.step(found.case.step)
    return step is not None and step.kind == "publicity"
