"""`xuequ compare`: the same applications under other regimes."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable

from xuequ.enrolment.engine.comparison.names import OTHERS

from .county import add_files, asked
from .places import words
from .printing import add_format, show

HELP = "the same applications under other regimes; for comparison only, never a result"


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    told = f"beside the policy's own, by commas: {', '.join(OTHERS)}"
    parser.add_argument("--with", dest="others", type=_others, default=OTHERS, help=told)
    parser.add_argument("--draws", type=_from(1), default=20, help="means and ranges of so many")
    parser.add_argument(
        "--tried", type=_from(0), default=3, help="draws in which families try lists"
    )
    parser.add_argument("--sample", type=_from(1), default=200, help="families that try in each")
    parser.add_argument("--seed-text", type=words(200), help="what the draws come of")
    add_format(parser)


def run(chosen: Namespace) -> int:
    from xuequ.enrolment.engine.comparison.compared import compared
    from xuequ.enrolment.engine.comparison.told import by_figure, by_regime
    from xuequ.enrolment.engine.comparison.wanted import TEXT, Wanted
    from xuequ.enrolment.engine.places.prepared import prepared

    policy, ask = asked(chosen, [])
    wanted = Wanted(
        chosen.others,
        draws=chosen.draws,
        tried=min(chosen.tried, chosen.draws),
        sample=chosen.sample,
        text=chosen.seed_text or TEXT,
    )
    found = compared(prepared(policy, ask), wanted)
    show(by_regime(found) if chosen.format == "table" else by_figure(found), chosen)
    return 0


def _others(text: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in text.split(","))
    for each in found:
        if each not in OTHERS:
            raise ArgumentTypeError(f"{each}: choose of {', '.join(OTHERS)}")
    return found


def _from(least: int) -> Callable[[str], int]:
    """How the command line reads a number that is not smaller, up to 10,000."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text[:6]) <= 10_000:
            raise ArgumentTypeError(f"{text}: write a number from {least} to 10000")
        return int(text)

    return read
