"""What commands about places read of a county: its files, its policy, the parts of a seed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .failure import Unanswerable
from .places import day, words

if TYPE_CHECKING:
    from xuequ.enrolment.engine.places.prepared import Ask
    from xuequ.enrolment.engine.places.rules import Rules
    from xuequ.enrolment.engine.policy import Enrolment
    from xuequ.methods.lottery.seeds import Part
    from xuequ.profiles.entries import Profile


def add_files(parser: ArgumentParser) -> None:
    """The options that name a county's files and what its policy leaves to the year."""
    parser.add_argument("applications", type=Path, help="CSV, a line for each child")
    parser.add_argument("--seats", type=Path, required=True, help="CSV, a line for each school")
    parser.add_argument("--travel", type=Path, help="CSV: place, school, metres")
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--profile", help="code of a profile, or a file")
    chosen.add_argument("--rules", type=Path, help="rules.json, in the place of a profile")
    parser.add_argument("--regime", default="", help="way of enrolment, where there are several")
    parser.add_argument("--day", type=day, default=None, help="the policy of which day, 2026-04-01")
    parser.add_argument("--round", type=words(60), help="name of this allocation and its draw")
    parser.add_argument("--class-size", type=int, help="most children of a class")
    parser.add_argument("--hash", choices=("sha256", "sm3"), default="sha256")


def asked(chosen: Namespace, parts: list[Part]) -> tuple[Enrolment | Rules, Ask]:
    """The policy, and what is asked of it.

    Raises:
        Problems: a profile or rules with mistakes.
        OSError: a file cannot be read.
    """
    from xuequ.enrolment.engine.places.prepared import Ask
    from xuequ.enrolment.engine.places.rules_file import rules_of
    from xuequ.enrolment.engine.policy import Enrolment
    from xuequ.enrolment.engine.regimes import regimes_of
    from xuequ.profiles import loader

    on = chosen.day or date.today()
    policy: Enrolment | Rules
    if chosen.rules:
        policy, code, regime = rules_of(chosen.rules.read_bytes()), chosen.rules.name, ""
    else:
        policy = loader.policy(Enrolment, profile(chosen.profile), "enrolment", on)
        known = [each.code for each in regimes_of(policy)]
        regime = chosen.regime or (known[0] if len(known) == 1 else "")
        code = Path(chosen.profile).stem
    if chosen.class_size is not None and chosen.class_size < 1:
        raise Unanswerable("班额应为正整数。", "a class size is a whole number from 1.")
    return policy, Ask(
        _file(chosen.applications),
        _file(chosen.seats),
        _file(chosen.travel) if chosen.travel else None,
        chosen.round or f"{code}/{regime}/{on.year}",
        f"{code} {regime} {on.isoformat()}",
        regime=regime,
        hash=chosen.hash,
        class_size=chosen.class_size,
        parts=parts,
    )


def profile(name: str) -> Profile:
    """A profile that comes with the product, or one in a file."""
    from xuequ.profiles import loader

    is_file = name not in loader.localities() and (Path(name).suffix or Path(name).exists())
    return loader.load_file(Path(name)) if is_file else loader.load(name)


def parts_in(path: Path | None) -> list[Part]:
    """The parts of a seed in a file; none without one.

    Raises:
        Problems, OSError: it has mistakes, or cannot be read.
        Unanswerable: numbers drawn by hand, which only a draw has.
    """
    from xuequ.enrolment.engine.package.brought import brought

    if path is None:
        return []
    parts, thrown = brought(path.read_bytes())
    if thrown:
        raise Unanswerable(
            "录取的种子没有手抽的数（thrown）；请写成 digits。",
            "the seed of an allocation has no numbers thrown by hand: write them as digits.",
        )
    return parts


def _file(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()
