"""Register a series of numbers, and take its next number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.queries import Place
from xuequ.record.services import write

from ..engine.numbers import fault_of_word
from ..models import Series
from ..queries.kinds import kinds
from ..queries.scope import may_change


@dataclass(frozen=True, slots=True)
class NewSeries:
    """A series as it is registered; `first` is its first number in `first_year`."""

    word: str
    first_year: int
    first: int = 1
    kind: str = ""


@transaction.atomic
def register_series(new: NewSeries, place: Place, *, actor: Actor) -> Series:
    """Register a series of numbers of a place.

    Raises:
        Refused("not-your-place"): the actor may not issue papers there.
        Refused("series-word-wrong"): says what is wrong with the code word.
        Refused("series-is-taken"): the authority has this code word already.
        Refused("paper-kind-unknown"): there is no such kind.
    """
    if not may_change(actor, place):
        raise Refused("not-your-place", name=place.name)
    fault = fault_of_word(new.word)
    if fault is not None:
        raise Refused("series-word-wrong", word=new.word, why=fault)
    if new.kind and new.kind not in kinds():
        raise Refused("paper-kind-unknown", kind=new.kind)
    type(place.authority).objects.select_for_update().get(pk=place.authority.pk)
    taken = Series.objects.filter(authority=place.authority, word=new.word).first()
    if taken is not None:
        raise Refused("series-is-taken", word=new.word, name=taken.place.name)
    series = Series.objects.create(
        authority=place.authority,
        consortium=place.consortium,
        school=place.school,
        word=new.word,
        kind=new.kind,
        first_year=new.first_year,
        first=new.first,
    )
    note = {"word": new.word, "first": new.first, "first_year": new.first_year}
    write("register-series", series, actor=actor, note=note)
    return series


def next_number(series: Series, on: date) -> tuple[int, int]:
    """Year and next ordinal of a series, held until the transaction ends: no gap, none twice.

    Raises:
        Refused("series-begins-later"): the series was not there in that year.
        Refused("paper-day-before-last"): a later day has a number already.
    """
    held = Series.objects.select_for_update().get(pk=series.pk)
    if on.year < held.first_year:
        raise Refused("series-begins-later", word=held.word, year=held.first_year)
    given = held.papers.filter(year=on.year).aggregate(last=Max("ordinal"), day=Max("issued_on"))
    if given["day"] is not None and on < given["day"]:
        raise Refused("paper-day-before-last", word=held.word, day=given["day"])
    begins = held.first if on.year == held.first_year else 1
    return on.year, (given["last"] or begins - 1) + 1
