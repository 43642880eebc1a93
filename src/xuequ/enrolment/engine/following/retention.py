"""The retention rate (巩固率) of a cohort, by either formula that is in use.

Told with a worked example in docs/retention.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Formula = Literal["entered", "changed"]
End = Literal["finished", "on_roll", "transferred", "died", "gone"]


@dataclass(frozen=True, slots=True)
class Course:
    """How one child of a cohort went: did it enter with the others, and where is it now.

    Args:
        entered: it began the first grade here; otherwise it came later from elsewhere.
        end: finished the stage here, is on the roll still, moved to a school elsewhere that is
            known, died, or is gone and nobody knows where to.
    """

    entered: bool
    end: End


@dataclass(frozen=True, slots=True)
class Counts:
    """A cohort in numbers; `kept` are those who finished, or are on the roll still."""

    entered: int
    came: int
    kept: int
    moved: int
    died: int
    gone: int
    is_over: bool

    def rate(self, formula: Formula) -> Fraction | None:
        """The share that stays; none if nobody is left to stay.

        "entered": (kept - came in + moved away) over (entered - died), what the evaluation of 2017
        writes.  "changed": kept over (entered + came in - died - moved away).
        """
        if self.is_over and not self.kept:
            return None  # no last grade is on the register: nothing can be said
        over, under = self.kept - self.came + self.moved, self.entered - self.died
        if formula == "changed":
            over, under = self.kept, self.entered + self.came - self.died - self.moved
        return Fraction(over, under) if under > 0 else None


def counts_of(courses: Iterable[Course], *, is_over: bool) -> Counts:
    """Count a cohort.  Whoever is gone without a known school counts as not retained."""
    found = list(courses)

    def having(*ends: End) -> int:
        return sum(each.end in ends for each in found)

    return Counts(
        entered=sum(each.entered for each in found),
        came=sum(not each.entered for each in found),
        kept=having("finished", "on_roll"),
        moved=having("transferred"),
        died=having("died"),
        gone=having("gone"),
        is_over=is_over,
    )


def shown_count(count: int, least: int = 5) -> str:
    """A count as it may be shown to everybody: small ones are hidden."""
    return str(count) if count == 0 or count >= least else f"<{least}"
