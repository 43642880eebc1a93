"""Freeze a draw before its seed is known, and seal it afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xuequ.kernel.refusal import Refused
from xuequ.methods.lottery.digests import Hash, digest
from xuequ.methods.lottery.seeds import Part, check, measured, seed
from xuequ.methods.lottery.variants import VARIANTS

from .container import packed
from .draws import Entry, Rules, Thrown, result_of, roster_of, rules_of, seats_of
from .tables import FIELD

FORMAT = "xuequ-package-1"
KIND = "draw"
FROZEN = b"xuequ-frozen-1\n"
NAMES = (
    "package.json", "roster.csv", "seats.csv", "rules.json", "seed.json", "result.csv", "log.txt",
    "digests.txt",
)  # fmt: skip
UNSEEDED = bytes(32)  # where everything was thrown by hand, and nothing hangs on a seed


@dataclass(frozen=True, slots=True)
class Inputs:
    """The three files that are frozen, as their bytes, and how each part of the seed will come."""

    roster: bytes
    seats: bytes
    rules: bytes
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Read:
    """The frozen files, understood."""

    rules: Rules
    seats: Mapping[str, int]
    roster: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class About:
    """What a package says of itself."""

    title: str
    engine: str  # name and version of the program
    rehearsal: bool = False
    log: Sequence[str] = field(default_factory=tuple)  # one line each


def understood(inputs: Inputs) -> Read:
    """The frozen files, read and checked.

    Raises:
        Problems: a line or an entry of them is wrong.
        Refused("seed-…"): a part of the seed is badly announced.
    """
    rules = rules_of(inputs.rules)
    seats = seats_of(inputs.seats)
    if inputs.parts:
        check(rules.hash, inputs.parts)
    return Read(rules, seats, roster_of(inputs.roster, seats))


def frozen(inputs: Inputs) -> str:
    """The digest that is published before the draw: of roster, places, rules and announcements."""
    return frozen_of(inputs, understood(inputs).rules)


def frozen_of(inputs: Inputs, rules: Rules) -> str:
    """The digest of files that were found right."""
    name = rules.hash
    data = FROZEN
    for each in (inputs.roster, inputs.seats, inputs.rules):
        data += measured(digest(name, each))
    return digest(name, data + announced(inputs.parts)).hex()


def announced(parts: Sequence[Part]) -> bytes:
    """How each part of the seed will come about, in the measured form."""
    data = b""
    for part in parts:
        for text in (part.kind, part.name, part.commitment, str(part.length), str(part.faces)):
            data += measured(text.encode())
    return data


def sealed(inputs: Inputs, thrown: Thrown, about: About) -> bytes:
    """The bytes of the package.

    Args:
        inputs: with the values of all parts.
        thrown: what was drawn by hand, by plan and parameter.

    Raises:
        Problems, Refused("seed-…"), Refused("draw-…"), Refused("ring-…"): see `understood`,
            `seeds.seed` and `variants.draw`.
        Refused("thrown-unknown-plan"), Refused("title-wrong"), Refused("log-wrong").
    """
    read = understood(inputs)
    known = seed_of(inputs, read, thrown)
    result = result_of(read.rules, read.seats, read.roster, known or UNSEEDED, thrown)
    files = {
        "package.json": about_of(about, KIND),
        "roster.csv": inputs.roster,
        "seats.csv": inputs.seats,
        "rules.json": inputs.rules,
        "seed.json": seed_file(inputs.parts, thrown, frozen_of(inputs, read.rules), known),
        "result.csv": result,
        "log.txt": log_of(about.log),
    }
    files["digests.txt"] = digests_of(read.rules.hash, files)
    return packed(files)


def seed_of(inputs: Inputs, read: Read, thrown: Thrown) -> bytes:
    """The seed; empty where there are no parts because everything was thrown by hand.

    Raises:
        Refused("seed-without-parts"): something was not; and what `seeds.seed` refuses.
        Refused("thrown-unknown-plan").
    """
    wanted = VARIANTS[read.rules.variant].parameters
    plans = {each.plan for each in read.roster}
    for plan, name in thrown:
        if plan not in plans:
            raise Refused("thrown-unknown-plan", plan=plan, name=name)
    if not inputs.parts and wanted and all((p, w) in thrown for p in plans for w in wanted):
        return b""
    name = read.rules.hash
    roster = digest(name, inputs.roster)
    rules = digest(name, measured(inputs.rules) + measured(inputs.seats))
    return seed(name, inputs.parts, roster=roster, rules=rules)


def digests_of(name: Hash, files: Mapping[str, bytes]) -> bytes:
    """The table of digests, in the form that `sha256sum -c` reads."""
    return "".join(f"{digest(name, data).hex()}  {file}\n" for file, data in files.items()).encode()


def about_of(about: About, kind: str) -> bytes:
    """The file package.json.

    Raises:
        Refused("title-wrong").
    """
    if not about.title or not FIELD.fullmatch(about.title):
        raise Refused("title-wrong")
    said = {"engine": about.engine, "rehearsal": about.rehearsal, "title": about.title}
    return _json({"format": FORMAT, "kind": kind, **said})


def seed_file(parts: Sequence[Part], thrown: Thrown, frozen: str, known: bytes) -> bytes:
    """The file seed.json."""
    names = ("kind", "name", "commitment", "length", "faces", "value")
    by_hand = [
        {"plan": plan, "name": name, "value": value} for (plan, name), value in thrown.items()
    ]
    brought = [{name: getattr(each, name) for name in names} for each in parts]
    found = {"parts": brought, "thrown": by_hand, "frozen": frozen, "seed": known.hex()}
    return _json(found)


def log_of(lines: Sequence[str]) -> bytes:
    """The file log.txt.

    Raises:
        Refused("log-wrong").
    """
    if any(not each.isprintable() for each in lines):
        raise Refused("log-wrong")
    return "".join(each + "\n" for each in lines).encode()


def _json(value: object) -> bytes:
    """JSON in one form: keys in order, two spaces, no escapes but those that must be."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2)
    return (text + "\n").encode()
