"""Measure the product: `python3 run.py bench`, options in README.md."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from statistics import median

from .cases import cases
from .config import (
    BOARD_MILLISECONDS,
    COLD_MEGABYTES,
    COLD_SECONDS,
    COMPARISON_MILLISECONDS,
    DAY,
    FEW,
    FILE_MILLISECONDS,
    REGISTER_MILLISECONDS,
    SCOPE_RATIO,
    VAR,
    Config,
    Sizes,
)
from .draws import draws
from .entered import entered
from .imports import imports
from .kept import machine, write_json
from .ledger import ledger
from .measure import CITY
from .papers import papers
from .places import places
from .processes import FailedError, ask, forget_pages, pin, share_of_core, timed
from .published import published
from .rollovers import rollovers
from .rush import rush
from .table import Row, beside, printed, same, within

BUSY = 0.9  # share of the core below which the figures say more of the machine than of us


def formation(config: Config) -> list[Row]:
    """All formation clauses over the whole city, cold: the slowest of several processes."""
    store = city(config)
    check = ["xuequ.cli.main", "check", CITY, "--on", DAY.isoformat(), "--format", "json"]
    timed(check, store, codes=(0, 1))  # once, so that Python's bytecode is there
    checks, parts = [], []
    for _ in range(config.cold_rounds):
        forget_pages(store)
        checks.append(timed(check, store, codes=(0, 1)))
        forget_pages(store)
        parts.append(ask("judge", store, config))
    slowest = max(checks, key=lambda each: each.seconds)
    largest = max(each.megabytes for each in checks)
    part, verdicts = max(each["seconds"] for each in parts), parts[0]["verdicts"]
    return [
        within("xuequ check, cold, process start to exit", slowest.seconds, "s", COLD_SECONDS),
        Row("  its processor time", slowest.processor, "s"),
        within(f"  its queries and rules ({verdicts:,} verdicts)", part, "s", COLD_SECONDS),
        within("  its peak memory", largest, "MB", COLD_MEGABYTES),
    ]


def board(config: Config) -> list[Row]:
    """The board page, warm."""
    rounds = [(1000 * all_, 1000 * own) for all_, own in ask("board", city(config), config)]
    passed, processor = zip(*rounds, strict=True)
    return [
        within("board page, warm, median", median(passed), "ms", BOARD_MILLISECONDS),
        Row("  its processor time, median", median(processor), "ms"),
        Row("  slowest of its rounds", max(passed), "ms"),
    ]


def scope(config: Config) -> list[Row]:
    """What scope adds to each list page: the same page for a reader who sees every row."""
    rows = []
    for name, pairs in ask("scope", city(config), config).items():
        scoped, whole = (1000 * median(each) for each in zip(*pairs, strict=True))
        rows.append(Row(f"{name}, processor time, scoped", scoped, "ms"))
        rows.append(within("  of the same page without scope", scoped / whole, "×", SCOPE_RATIO))
    return rows


def documents(config: Config) -> list[Row]:
    """The whole register, and all localities compared: warm, and the first call of a process."""
    rows = []
    for name, found in ask("documents", city(config), config).items():
        is_register = name.startswith("register")
        limit = REGISTER_MILLISECONDS if is_register else COMPARISON_MILLISECONDS
        first, *warm = (1000 * each for each in found)
        rows.append(within(f"{name}, warm, median", median(warm), "ms", limit))
        rows.append(Row("  first of the process", first, "ms"))
    return rows


def queries(config: Config) -> list[Row]:
    """Queries of every list page with few and with many rows."""
    store = f"bench_counties_{config.many}"
    ask("fill_counties", store, config)
    found = ask("queries", store, config)
    return [
        same(f"{name}, {config.many:,} rows", many, "queries", few, f"{FEW} rows")
        for name, (few, many) in found.items()
    ]


def snapshot(config: Config) -> list[Row]:
    """The gathering of the city beside the usual ways to do it."""
    found = {name: 1000 * each for name, each in ask("snapshot", city(config), config).items()}
    own = found.pop("xuequ")
    return [
        beside("city gathered for the rules", own, "ms", each, name) for name, each in found.items()
    ]


def record(config: Config) -> list[Row]:
    """Lines written, and the chain verified."""
    lines, found = config.lines, ask("record", "bench_record", config)
    each = {name: 1_000_000 * seconds / lines for name, seconds in found.items()}
    return [
        Row("lines of the record written in a second", lines / found["written"], "lines"),
        beside("  one line", each["written"], "µs", each["plain"], "row without a chain"),
        Row(f"record of {lines:,} lines verified", found["verified"], "s"),
        beside("  one line", each["verified"], "µs", each["sealed"], "seals alone, in memory"),
    ]


def files(config: Config) -> list[Row]:
    """Broken files examined: the slowest, and whether each was taken or refused."""
    found, name = ask("files", "bench_files", config), f"{config.files:,} broken files examined"
    slowest = 1000 * found["slowest"]
    return [
        within(f"{name}, the slowest", slowest, "ms", FILE_MILLISECONDS),
        Row("  one of them on average", 1_000_000 * found["total"] / config.files, "µs"),
        same("  neither taken nor refused", int(found["failed"]), "files", 0, "none"),
    ]


LARGE = (formation, board, documents, scope, queries, snapshot, record)
FULL = (files, ledger, cases, papers, imports, entered, places, draws, published, rollovers, rush)
MEASURES: dict[str, Callable[[Config], list[Row]]] = {
    each.__name__: each for each in (*LARGE, *FULL)
}


def city(config: Config) -> str:
    """The store of the city, filled if need be."""
    store = f"bench_{config.profile}_{config.sizes.schools}"
    ask("fill_city", store, config)
    return store


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of the command."""
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="MEASURE", help=f"of {', '.join(MEASURES)}")
    parser.add_argument("--quick", action="store_true", help="a tenth of every size")
    for field in fields(Sizes):
        parser.add_argument(f"--{field.name}", type=int, help=f"{getattr(Sizes(), field.name):,}")
    for field in fields(Config):
        if field.name not in {"sizes", "profile"}:
            default = getattr(Config(), field.name)
            parser.add_argument(f"--{field.name}", type=int, help=f"{default:,}")
    parser.add_argument("--profile", choices=("xingning", "guilin"), default="xingning")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.only) - set(MEASURES):
        parser.error(f"there is no measure {', '.join(sorted(unknown))}")
    return chosen


def configured(chosen: argparse.Namespace) -> Config:
    """The configuration that the options ask for."""
    given = {name: value for name, value in vars(chosen).items() if value is not None}
    config = Config()
    if chosen.quick:
        config = replace(
            config,
            sizes=config.sizes.tenth(),
            many=config.many // 10,
            lines=config.lines // 10,
            files=config.files // 10,
            children=config.children // 10,
            families=config.families // 10,
            rounds=config.rounds // 4,
        )
    own = {field.name for field in fields(Config)} & given.keys()
    sizes = {field.name for field in fields(Sizes)} & given.keys()
    return replace(
        config,
        sizes=replace(config.sizes, **{name: given[name] for name in sizes}),
        **{name: given[name] for name in own},
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 if a limit is exceeded, 2 if something could not be measured."""
    chosen = parsed(arguments)
    try:
        config = configured(chosen)
    except ValueError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    VAR.mkdir(parents=True, exist_ok=True)
    pin()
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    print(", ".join(f"{count:,} {name}" for name, count in asdict(config.sizes).items()))
    try:
        started = time.perf_counter()
        rows = [row for name in chosen.only or MEASURES for row in MEASURES[name](config)]
        share = share_of_core(time.perf_counter() - started)
    except FailedError as failure:
        print(f"bench: {failure}", file=sys.stderr)
        return 2
    print(printed(rows))
    if not os.environ.get("DATABASE_URL"):
        advice = "" if share > BUSY else " Others were at work on it: repeat on a quiet machine."
        print(f"The measures had the core for {share:.0%} of the time.{advice}")
    if chosen.format == "json":
        write_json(config, rows)
    return 1 if any(row.verdict == "over" for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
