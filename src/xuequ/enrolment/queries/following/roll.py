"""Pupils over the years: one chain of seats a child, joined by the digests of its numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from xuequ.directory.models import Authority, Pupil
from xuequ.intake.models import RolloverPupil

from ...models import Watch

LAST = {"primary": 6, "junior": 9}
AWAY = {Watch.Ground.PRIVATE, Watch.Ground.ELSEWHERE, Watch.Ground.ABROAD}
FIELDS = (
    "pk", "since", "until", "number_index", "id_number_index", "school_class__year",
    "school_class__stage", "school_class__grade", "school_class__school",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seat:
    """A place of a pupil in a class, from a day on."""

    pk: int
    since: date
    until: date | None
    number: str | None
    identity: str | None
    year: int
    stage: str
    grade: int
    school: int

    @property
    def ends_in_summer(self) -> bool:
        """Did it end as the school year did, and not in its first weeks?"""
        end = self.until
        return end is not None and end.year == self.year + 1 and 6 <= end.month <= 9

    @property
    def token(self) -> str:
        """What is the same in all seats of a child; its own where the child has no number."""
        return self.identity or self.number or f"#{self.pk}"


def of_authority(authority: Authority) -> QuerySet[Pupil]:
    """All pupils there are and were."""
    return Pupil.objects.filter(school_class__school__authority=authority)


def seats(rows: QuerySet[Pupil]) -> list[Seat]:
    """The seats of a query, without opening anything that says which child it is."""
    return [Seat(*each) for each in rows.order_by("since", "pk").values_list(*FIELDS)]


def chains(rows: Iterable[Seat]) -> dict[str, list[Seat]]:
    """By token the seats of a child, the oldest first."""
    found: dict[str, list[Seat]] = defaultdict(list)
    for each in rows:
        found[each.token].append(each)
    return dict(found)


def left_unknown(authority: Authority, on: date) -> QuerySet[Pupil]:
    """Pupils whose last seat ended before the end of junior school, and no school is known.

    Whoever moved to a school elsewhere, by the year roll-over or by what was settled, is known.
    """
    mine = of_authority(authority)
    same = Q(id_number_index=OuterRef("id_number_index")) | Q(number_index=OuterRef("number_index"))
    later = mine.filter(same, since__gte=OuterRef("until"))
    still = mine.filter(same, until=None) | mine.filter(same, until__gt=on)
    moved = RolloverPupil.objects.filter(
        pupil=OuterRef("pk"), wish=RolloverPupil.Wish.TRANSFERRED, of__state="done"
    )
    ended = mine.filter(until__lte=on).exclude(
        school_class__stage="junior", school_class__grade=LAST["junior"],
        until__month__gte=6, until__month__lte=9, until__year=F("school_class__year") + 1,
    )  # fmt: skip
    ended = ended.filter(school_class__stage__in=LAST)
    found = ended.filter(~Exists(later), ~Exists(still), ~Exists(moved))
    return found.select_related("school_class__school")


def is_back(pupil: Pupil, since: date) -> bool:
    """Has a pupil a seat from that day on: on the roll again, or in the junior school?"""
    if pupil.id_number_index is None and pupil.number_index is None:
        return False
    column = "id_number_index" if pupil.id_number_index else "number_index"
    same = of_authority(pupil.school_class.school.authority).filter(
        **{column: getattr(pupil, column)}
    )
    return same.filter(since__gt=pupil.since, since__gte=since).exclude(pk=pupil.pk).exists()


def known_ends(pupils: Collection[int]) -> dict[int, str]:
    """By pupil how it left, where that is known: "transferred" or "died"."""
    moved = RolloverPupil.objects.filter(
        pupil__in=pupils, wish=RolloverPupil.Wish.TRANSFERRED, of__state="done"
    )
    found = dict.fromkeys(moved.values_list("pupil", flat=True), "transferred")
    settled = Watch.objects.filter(pupil__in=pupils).exclude(settled_at=None)
    for pupil, ground in settled.values_list("pupil", "ground"):
        if ground in AWAY:
            found[pupil] = "transferred"
        elif ground == Watch.Ground.DIED:
            found[pupil] = "died"
    return found
