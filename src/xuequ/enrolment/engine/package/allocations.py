"""Freeze an allocation before its seed is known, and seal it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xuequ.kernel.refusal import Refused
from xuequ.methods.lottery.digests import digest
from xuequ.methods.lottery.seeds import Part, check, measured, seed

from ..places.rules import Rules
from ..places.rules_file import rules_of
from ..places.schools import Schools, schools_of, travel_of
from .container import packed
from .sealing import FROZEN, About, about_of, announced, digests_of, log_of, seed_file

if TYPE_CHECKING:
    from ..places.applied import Applied

KIND = "allocation"
NAMES = (
    "package.json", "applications.csv", "seats.csv", "travel.csv", "rules.json", "seed.json",
    "result.csv", "schools.csv", "waiting.csv", "log.txt", "digests.txt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inputs:
    """The four files that are frozen, as their bytes, and how each part of the seed will come."""

    applications: bytes
    seats: bytes
    travel: bytes
    rules: bytes
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """The frozen files, understood."""

    rules: Rules
    schools: Schools
    units: Applied
    travel: dict[tuple[str, int], int]


def understood(inputs: Inputs) -> Read:
    """The frozen files, read and checked.

    Raises:
        Problems: a line or an entry of them is wrong.
    """
    from ..places.applied import applied  # it brings the compiler along

    rules = rules_of(inputs.rules)
    schools = schools_of(inputs.seats, rules)
    travel = travel_of(inputs.travel, schools)
    return Read(rules, schools, applied(inputs.applications, schools, rules), travel)


def frozen(inputs: Inputs) -> str:
    """The digest that is published before the draw: of all that is frozen, and announced.

    Raises:
        Problems: as `understood`.
        Refused("seed-…"): a part of the seed is badly announced.
    """
    read = understood(inputs)
    if inputs.parts:
        check(read.rules.hash, inputs.parts)
    return frozen_of(inputs, read.rules)


def frozen_of(inputs: Inputs, rules: Rules) -> str:
    """The digest of files that were found right."""
    data = FROZEN
    for each in (inputs.applications, inputs.seats, inputs.travel, inputs.rules):
        data += measured(digest(rules.hash, each))
    return digest(rules.hash, data + announced(inputs.parts)).hex()


def seed_of(inputs: Inputs, rules: Rules) -> bytes:
    """The seed; empty where there is no draw.

    Raises:
        Refused("seed-…"): as `seeds.seed`; "seed-without-draw": there are parts and no draw.
    """
    name = rules.hash
    if not rules.draw:
        if inputs.parts:
            raise Refused("seed-without-draw")
        return b""
    ruled = measured(inputs.rules) + measured(inputs.seats) + measured(inputs.travel)
    applications = digest(name, inputs.applications)
    return seed(name, inputs.parts, roster=applications, rules=digest(name, ruled))


def tables_of(read: Read, known: bytes) -> dict[str, bytes]:
    """What comes of it, as the three tables.

    Raises:
        Problems: two children stand equal and the rules do not settle who enters.
    """
    from ..places.carried import Case, carried_out
    from ..places.told import result_of, waiting_of
    from ..places.told import schools_of as lines_of

    held = carried_out(Case(read.rules, read.schools, read.units, read.travel, known))
    return {
        "result.csv": result_of(held),
        "schools.csv": lines_of(held),
        "waiting.csv": waiting_of(held),
    }


def sealed(inputs: Inputs, about: About, read: Read | None = None) -> bytes:
    """The bytes of the package.

    Args:
        inputs: with the values of all parts.
        read: the same files, where they have been understood already.

    Raises:
        Problems, Refused: see `understood`, `seed_of`, `tables_of`.
        Refused("title-wrong"), Refused("log-wrong").
    """
    read = read or understood(inputs)
    known = seed_of(inputs, read.rules)
    files = {
        "package.json": about_of(about, KIND),
        "applications.csv": inputs.applications,
        "seats.csv": inputs.seats,
        "travel.csv": inputs.travel,
        "rules.json": inputs.rules,
        "seed.json": seed_file(inputs.parts, {}, frozen_of(inputs, read.rules), known),
        **tables_of(read, known),
        "log.txt": log_of(about.log),
    }
    files["digests.txt"] = digests_of(read.rules.hash, files)
    return packed(files)
