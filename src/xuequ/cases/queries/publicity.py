"""What is shown to the public, without the names of people (公示)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from xuequ.kernel.case_types import NOTHING, Blank, CaseType
from xuequ.kernel.text import Text

from ..models import Case
from ..models.cases import CaseState
from .types import case_types

FREE = ("text", "long")  # typed; may name people


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
    def facts(self) -> list[tuple[Text, Text]]:
        """The blanks as the public reads them: name of the blank, what it says."""
        found = [(each.name, self._said(each)) for each in self.kind.blanks]
        return [each for each in found if each[1].zh]

    def _said(self, blank: Blank) -> Text:
        """A name masked but for the family name, a panel by its number, free text if declared."""
        words = self.case.said.get(blank.code, "")
        if not words or (blank.kind in FREE and not blank.is_public):
            return NOTHING
        if blank.kind == "people":
            named = self.case.values.get(blank.code)
            n = len(named) if isinstance(named, list) else 0
            return Text(f"{n}人", f"{n} persons")
        shown = masked(words) if blank.kind == "person" else words
        return Text(shown, shown)


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
