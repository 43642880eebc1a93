"""The founding documents of a consortium: what stands in them, who signed, what decided them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xuequ.cases.models import Case
from xuequ.cases.queries.access import cases
from xuequ.kernel.actors import Actor

from ..engine.policy import FoundingRule
from ..models import FoundingDocument, Signature


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document the policy names, its version in force, its signatures, its case."""

    rule: FoundingRule
    held: FoundingDocument | None
    signatures: tuple[Signature, ...]
    case: Case | None  # the case that decided it, if the reader sees it


def document_rows(
    held: Iterable[tuple[FoundingRule, FoundingDocument | None]], *, seen_by: Actor, on: date
) -> list[DocumentRow]:
    """The documents of one consortium with their signatures, in two queries."""
    pairs = list(held)
    known = [each for _, each in pairs if each is not None]
    signed: dict[int, list[Signature]] = defaultdict(list)
    for each in Signature.objects.filter(document__in=known).select_related("school"):
        signed[each.document_id].append(each)
    decided = decided_by((each.source for each in known), seen_by=seen_by, on=on)
    return [
        DocumentRow(
            rule,
            each,
            tuple(signed[each.pk]) if each else (),
            decided.get(each.source) if each else None,
        )
        for rule, each in pairs
    ]


def decided_by(numbers: Iterable[str], *, seen_by: Actor, on: date) -> dict[str, Case]:
    """The cases of these numbers that the actor sees, by number."""
    wanted = Q(pk__in=[])
    for each in {each for each in numbers if each}:
        year, _, number = each.partition("-")
        if year.isdecimal() and number.isdecimal():
            wanted |= Q(year=int(year), number=int(number))
    found = cases(seen_by=seen_by, on=on).filter(wanted, authority=seen_by.authority or 0)
    return {each.label: each for each in found}
