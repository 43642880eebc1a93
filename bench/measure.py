"""One measure in this process: `python -m bench.measure NAME STORE CONFIG`, answer as JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from .config import CASES, DAY, FEW, LATE_DAY, WORK_DAY, Config, Sizes, read
from .places import placed
from .processes import variables

CITY = "测速市教育局"
COUNTIES = ("测速小县教育局", "测速大县教育局")


def fill_city(store: str, config: Config) -> bool:
    """The generated city; was there work to do?"""
    from . import city, stores

    def fill() -> None:
        city.build(CITY, config.sizes, seed=config.seed, profile=config.profile)

    return stores.filled(store, f"{config.sizes} {config.seed} {config.profile}", fill)


def fill_counties(store: str, config: Config) -> bool:
    """A small and a large county; was there work to do?"""
    from . import city, stores

    def fill() -> None:
        for name, rows in zip(COUNTIES, (FEW, config.many), strict=True):
            sizes = Sizes(2 * rows, rows, 2 * rows, 10 * rows)
            city.build(name, sizes, seed=config.seed, profile=config.profile)

    return stores.filled(store, f"{config.many} {config.seed} {config.profile}", fill)


def fill_ledger(store: str, config: Config) -> bool:
    """The city with a full ledger; was there work to do?"""
    from . import stores, work

    sizes = Sizes(*config.sizes.of_the_ledger())

    def fill() -> None:
        work.build(CITY, sizes, seed=config.seed, profile=config.profile)

    return stores.filled(store, f"{sizes} {config.seed} {config.profile} ledger", fill)


def states(store: str, config: Config) -> list[dict[str, Any]]:
    """Every duty of every place, and every single state: seconds, of processor too.

    On an ordinary day, and on one when what was due last month may still be handed in.
    """
    from .counted import states_measured

    return [states_measured(CITY, day) for day in (WORK_DAY, LATE_DAY)]


def recount(store: str, config: Config) -> dict[str, Any]:
    """A recount of the whole ledger after some entries were confirmed one by one."""
    from .counted import recount_measured

    return recount_measured(CITY, WORK_DAY)


def inbox(store: str, config: Config) -> dict[str, list[tuple[float, float]]]:
    """What a teacher has to do, and what a consortium's page shows: seconds of each round."""
    from .counted import pages_measured

    return pages_measured(CITY, WORK_DAY, config.rounds)


def fill_cases(store: str, config: Config) -> bool:
    """A city with very many open cases; was there work to do?"""
    from . import city, decided, stores

    def fill() -> None:
        city.build(CITY, decided.SIZES, seed=config.seed, profile=config.profile)
        decided.build(CITY)

    told = f"{decided.SIZES} {CASES} {config.seed} {config.profile} cases"
    return stores.filled(store, told, fill)


def queue(store: str, config: Config) -> list[tuple[float, float]]:
    """Seconds of the list of what waits for the bureau, warm, passed and of processor."""
    from xuequ.directory.models import Authority

    from .pages import reader, seconds

    who = reader(Authority.objects.get(name=CITY))
    return seconds(who, "cases:case_todo", config.rounds)


def swept(store: str, config: Config) -> dict[str, Any]:
    """Seconds of one sweep over the deadlines of all open cases."""
    from . import decided

    return decided.swept()


def judge(store: str, config: Config) -> dict[str, float]:
    """All formation clauses on the whole city: seconds of queries and rules, and how many."""
    from xuequ.directory.models import Authority
    from xuequ.directory.queries import verdicts
    from xuequ.profiles import loader
    from xuequ.profiles.clauses import clauses

    profile = loader.load(config.profile)
    clauses()
    started = time.perf_counter()
    found = verdicts(Authority.objects.get(name=CITY), DAY, profile)
    return {"seconds": time.perf_counter() - started, "verdicts": len(found)}


def board(store: str, config: Config) -> list[tuple[float, float]]:
    """Seconds of the board page for the bureau, warm, passed and of processor, per round."""
    from xuequ.directory.models import Authority

    from .pages import reader, seconds

    who = reader(Authority.objects.get(name=CITY))
    return seconds(who, "board:board_page", config.rounds)


def scope(store: str, config: Config) -> dict[str, list[tuple[float, float]]]:
    """Seconds of each list page of the city, for a scoped reader and for one who sees all."""
    from xuequ.directory.models import Authority

    from .pages import reader, with_and_without_scope

    who = reader(Authority.objects.get(name=CITY))
    return with_and_without_scope(who, config.rounds)


def documents(store: str, config: Config) -> dict[str, list[float]]:
    """Seconds of the whole register and of all localities compared: the first call, then warm."""
    import xuequ.site.wsgi  # noqa: F401 - what the server reads before it serves
    from xuequ.directory.models import Authority

    from .pages import DOCUMENTS, address_seconds, open_address, reader

    who = reader(Authority.objects.get(name=CITY))
    open_address(who, "/policy/text/")  # what starting costs belongs to no page
    return {name: address_seconds(who, at, config.rounds) for name, at in DOCUMENTS.items()}


def queries(store: str, config: Config) -> dict[str, list[int]]:
    """How many queries each list page costs in the small and in the large county."""
    from xuequ.directory.models import Authority

    from .pages import queries_of

    return queries_of([Authority.objects.get(name=name) for name in COUNTIES])


def snapshot(store: str, config: Config) -> dict[str, float]:
    """Seconds to gather the city, by the product and by each peer."""
    from xuequ.directory.models import Authority

    from .peers import compare

    return compare(Authority.objects.get(name=CITY), DAY, config.cold_rounds)


def record(store: str, config: Config) -> dict[str, float]:
    """Seconds to write the lines, to verify them, and of each peer."""
    from . import chain, stores

    stores.renew(store)
    return chain.measured(config.lines)


def files(store: str, config: Config) -> dict[str, float]:
    """Processor seconds of all checks of broken files and of the slowest; other failures."""
    from xuequ.vault.tests.mutants import mutants, outcome

    slowest = total = 0.0
    failed = 0
    for name, data in mutants(config.files, config.seed):
        started = time.process_time()
        try:
            outcome(name, data)
        except Exception:
            failed += 1
        passed = time.process_time() - started
        slowest, total = max(slowest, passed), total + passed
    return {"slowest": slowest, "total": total, "failed": failed}


def paper(store: str, config: Config) -> dict[str, Any]:
    """A long report as DOCX and PDF: seconds and pages."""
    from . import papers

    return papers.measured(config.cold_rounds)


def renewed(module: str) -> Callable[[str, Config], Any]:
    """What a module of the bench measures in a store made anew."""

    def measure(store: str, config: Config) -> Any:
        from . import stores

        stores.renew(store)
        return import_module(f"bench.{module}").measured(config)

    return measure


def alone(module: str) -> Callable[[str, Config], Any]:
    """What a module of the bench measures without a store."""

    def measure(store: str, config: Config) -> Any:
        return import_module(f"bench.{module}").measured(config)

    return measure


HERE: tuple[Callable[[str, Config], Any], ...] = (
    fill_city, fill_counties, fill_ledger, fill_cases, queue, swept, states, recount, inbox,
    judge, board, documents, scope, queries, snapshot, record, files, paper, placed,
)  # fmt: skip
MEASURES = {each.__name__: each for each in HERE} | {
    "brought_in": renewed("imports"),  # a large sheet in and out, and broken ones
    "pupils_brought_in": renewed("entered"),  # a whole city's pupils in one sheet
    "rolled_over": renewed("rollovers"),  # a county into the next school year, and back
    "draws": alone("draws"),  # tickets, and a package to verify
    "published": alone("published"),  # packages that place the same children
}


def main(name: str, store: str, config: str) -> None:
    """Carry out one measure and print its answer."""
    os.environ.update(variables(store), DJANGO_SETTINGS_MODULE="xuequ.site.settings")
    import django

    django.setup()
    print(json.dumps(MEASURES[name](store, read(config))))


if __name__ == "__main__":
    main(*sys.argv[1:])
