"""Freeze list and rules of classes before their seed is known, and seal what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xuequ.methods.classes.children import Child, LateRules, check, check_late
from xuequ.methods.classes.late import seated_late
from xuequ.methods.classes.making import make, teams_drawn
from xuequ.methods.lottery.digests import Hash, digest
from xuequ.methods.lottery.seeds import Part, measured, seed
from xuequ.methods.lottery.seeds import check as check_parts

from ..class_files.lists import children_of, late_file, result_file, teams_file
from ..class_files.rules_file import MainRules, rules_of
from .container import packed
from .sealing import FROZEN, About, about_of, announced, digests_of, log_of, seed_file

KIND = "classes"
NAMES = (
    "package.json", "list.csv", "rules.json", "seed.json", "result.csv", "teams.csv", "log.txt",
    "digests.txt",
)  # fmt: skip
TRIAL = b"xuequ-classes-trial\n"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The two files that are frozen, as their bytes, and how each part of the seed will come."""

    list: bytes
    rules: bytes
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """The frozen files, understood."""

    children: Sequence[Child]
    said: MainRules | LateRules

    @property
    def hash(self) -> Hash:
        said = self.said
        return said.hash if isinstance(said, LateRules) else said.rules.hash


def understood(inputs: Inputs) -> Read:
    """The frozen files, read and checked.

    Raises:
        Problems: a line or an entry of them is wrong.
        Refused("class-…"), Refused("seed-…"): nothing can be made of them, whatever the seed.
    """
    read = Read(children_of(inputs.list), rules_of(inputs.rules))
    if isinstance(read.said, MainRules):
        check(read.children, read.said.rules)
    else:
        check_late(read.children, read.said)
    if inputs.parts:
        check_parts(read.hash, inputs.parts)
    return read


def frozen(inputs: Inputs) -> str:
    """The digest that is published before the seed is known.

    Raises:
        Problems, Refused: as `understood`.
    """
    return frozen_of(inputs, understood(inputs).hash)


def frozen_of(inputs: Inputs, name: Hash) -> str:
    """The digest of files that were found right."""
    data = FROZEN + measured(digest(name, inputs.list)) + measured(digest(name, inputs.rules))
    return digest(name, data + announced(inputs.parts)).hex()


def seed_of(inputs: Inputs, name: Hash) -> bytes:
    """The seed, once every part has its value.

    Raises:
        Refused("seed-…"): as `seeds.seed`.
    """
    roster, rules = digest(name, inputs.list), digest(name, inputs.rules)
    return seed(name, inputs.parts, roster=roster, rules=rules)


def trial_seed(inputs: Inputs, name: Hash) -> bytes:
    """A seed that counts for nothing: by it one tries beforehand whether the limits can be kept."""
    return digest(name, TRIAL + measured(inputs.list) + measured(inputs.rules))


def tables_of(read: Read, known: bytes) -> dict[str, bytes]:
    """What comes of it, as the two tables.

    Raises:
        Refused("class-…"), Refused("classes-contradict"): as `methods.classes`.
    """
    said = read.said
    if isinstance(said, LateRules):
        steps = seated_late(read.children, said, known)
        return {"result.csv": late_file(steps), "teams.csv": teams_file({})}
    seats = make(read.children, said.rules, known).seats
    teams = teams_drawn(said.rules.hash, known, said.rules.round, said.teams)
    return {"result.csv": result_file(seats), "teams.csv": teams_file(teams)}


def sealed(inputs: Inputs, about: About) -> bytes:
    """The bytes of the package.

    Args:
        inputs: with the values of all parts.

    Raises:
        Problems, Refused: as `understood`, `seed_of`, `tables_of`.
        Refused("title-wrong"), Refused("log-wrong").
    """
    read = understood(inputs)
    known = seed_of(inputs, read.hash)
    files = {
        "package.json": about_of(about, KIND),
        "list.csv": inputs.list,
        "rules.json": inputs.rules,
        "seed.json": seed_file(inputs.parts, {}, frozen_of(inputs, read.hash), known),
        **tables_of(read, known),
        "log.txt": log_of(about.log),
    }
    files["digests.txt"] = digests_of(read.hash, files)
    return packed(files)


def hash_of(data: bytes) -> Hash:
    """The hash that rules name.

    Raises:
        Problems: they are none.
    """
    said = rules_of(data)
    return said.hash if isinstance(said, LateRules) else said.rules.hash
