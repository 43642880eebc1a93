"""What tests of the ledger hand in: reports of the teacher posted to the town."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from xuequ.kernel.actors import Actor
from xuequ.ledger.models import Entry
from xuequ.ledger.queries.claiming import For
from xuequ.ledger.services.entries import hand_in
from xuequ.ledger.services.keeping import NewEntry

from .township import Town, acting

TODAY = date(2026, 9, 16)
OBSERVATION, REVIEW, LESSON, CONTEST, SUMMARY = (
    f"exchange.town_to_city.{code}"
    for code in ("observation_report", "review_report", "mentor_lesson", "contest", "summary")
)


def mover(where: Town) -> Actor:
    return acting(where.mover, "teacher", where.village)


def mentor(where: Town) -> Actor:
    return acting(where.mentor, "teacher", where.city)


def principal(where: Town) -> Actor:
    return acting(where.principal, "principal", where.city)


def report(where: Town, *duties: str, **more: object) -> NewEntry:
    """A report for some duties of the posting; for observing lessons where none is named."""
    new = NewEntry(
        artefact="other",
        title="听课报告",
        happened_on=TODAY,
        duties=[For(each, "posting", where.posting.pk) for each in duties or (OBSERVATION,)],
        words="听课两节，参加教研一次。",
    )
    return replace(new, **more)  # type: ignore[arg-type]


def handed(where: Town, *duties: str, **more: object) -> Entry:
    return hand_in(report(where, *duties, **more), where.authority, actor=mover(where), today=TODAY)
