"""From a county's files and its policy to the files that are frozen.

This is the whole path without a server::

    from xuequ.enrolment.engine.places.prepared import Ask, prepared
    inputs = prepared(policy, ask)          # what is frozen
    data = sealed(inputs, About(title, engine))  # of engine.package.allocations
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from xuequ.kernel.problems import Problem, Problems
from xuequ.methods.lottery.digests import Hash
from xuequ.methods.lottery.seeds import Part

from ..package import allocations
from ..policy import Enrolment
from ..regimes import DRAW, Given, UnsettledPolicyError, regimes_of, rules_of
from . import county, forms, rules_file
from .rules import Rules
from .unsettled import said

File = tuple[str, bytes]  # name and content


@dataclass(frozen=True, slots=True)
class Ask:
    """A county's files, and what its document leaves to the year.

    Args:
        round: a name of this allocation; its draw hangs on it.
        source: which policy and which day, for people to read.
        regime: needed where the policy has several.
        parts: of the seed; with their values, or announced only, for freezing.
    """

    applications: File
    seats: File
    travel: File | None
    round: str
    source: str
    regime: str = ""
    hash: Hash = "sha256"
    class_size: int | None = None
    parts: Sequence[Part] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is frozen, and the county's tables that it was made of."""

    inputs: allocations.Inputs
    read: allocations.Read
    tables: dict[str, county.Brought]

    @contextmanager
    def told_of_county(self) -> Iterator[None]:
        """Mistakes are told of the county's own files."""
        with forms.told_of_county(self.tables):
            yield


def prepared(policy: Enrolment | Rules, ask: Ask) -> Prepared:
    """The files that are frozen, read and checked.

    Args:
        policy: of a profile; or rules that somebody wrote, whose round and hash then count.

    Raises:
        Problems: each mistake of the county's files, or what the policy leaves open.
    """
    ties, kinds = _names(policy)
    applications = county.applications_of(*ask.applications, ties)
    seats = county.seats_of(*ask.seats, kinds)
    travel = county.travel_of(*ask.travel) if ask.travel else None
    rules = policy if isinstance(policy, Rules) else _rules(policy, ask, seats, applications)
    inputs = allocations.Inputs(
        forms.applications_file(applications, rules),
        forms.seats_file(seats, rules),
        forms.travel_file(travel),
        rules_file.written(rules),
        ask.parts,
    )
    tables = {"applications.csv": applications, "seats.csv": seats}
    if travel is not None:
        tables["travel.csv"] = travel
    with forms.told_of_county(tables):
        read = allocations.understood(inputs)
    return Prepared(inputs, read, tables)


def replayed(rules: bytes, seats: bytes, applications: File) -> Prepared:
    """Rules and seats as they were signed, on applications of another year.

    Args:
        rules, seats: files of a package.
        applications: a county's table, or a file of a package.

    Raises:
        Problems: each mistake of the applications.
    """
    known = rules_file.rules_of(rules)
    brought = county.applications_of(*applications, _names(known)[0])
    made = forms.applications_file(brought, known)
    inputs = allocations.Inputs(made, seats, forms.travel_file(None), rules)
    tables = {"applications.csv": brought}
    with forms.told_of_county(tables):
        read = allocations.understood(inputs)
    return Prepared(inputs, read, tables)


def _names(policy: Enrolment | Rules) -> tuple[dict[str, str], dict[str, str]]:
    """What columns of ties, and kinds of children, are called, by their codes."""
    if isinstance(policy, Rules):
        return {code: code for code in policy.ties}, {each.kind: each.kind for each in policy.kinds}
    ties = {each.code: each.zh for each in policy.ties if each.code != DRAW}
    return ties, {each.code: each.zh for each in policy.reserves}


def _rules(
    policy: Enrolment, ask: Ask, seats: county.Brought, applications: county.Brought
) -> Rules:
    known = [each.code for each in regimes_of(policy)]
    regime = ask.regime or (known[0] if len(known) == 1 else "")
    given = Given(
        ask.round,
        ask.source,
        county.inside_of(seats),
        has_classes=applications.has("class"),
        class_size=ask.class_size,
        hash=ask.hash,
    )
    try:
        return rules_of(policy, regime, given)
    except UnsettledPolicyError as found:
        raise Problems([Problem(ask.source, 0, "", said(found))]) from None
