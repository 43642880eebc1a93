"""Children placed by each mechanism, beside one sort of as many numbers, as rows of the table."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from statistics import median
from typing import Any

from .config import (
    BYTES_A_CHILD,
    PLACE_RATIOS,
    REASONS_SECONDS,
    Config,
)
from .processes import ask
from .table import Row, within

CHOICES, SEATS, CLASSES = 5, 200, 3
LEVELS = 4_001  # points from 60 to 100 in hundredths


def places(config: Config) -> list[Row]:
    """Each mechanism in times of a sort of applicants × choices, and bytes a child."""
    found, n = ask("placed", "bench_places", config), config.children
    rows = [Row(f"{n * CHOICES:,} numbers of 64 bits sorted by numpy", found["sort"], "s")]
    for name, limit in PLACE_RATIOS.items():
        rows.append(Row(f"{n:,} children placed: {name}", found[name], "s"))
        rows.append(within("  of that sort", found[name] / found["sort"], "×", limit))
        rows.append(within("  memory beyond the input", found[f"{name} bytes"] / n, "bytes a child",
                           BYTES_A_CHILD))  # fmt: skip
    told = 1_000_000 * found["reasons"] / found["told"]
    rows.append(within("reasons of a million children, both languages", told, "s", REASONS_SECONDS))
    rows.append(Row("3,000 children at least travel, 100 schools", found["coordinated"], "s"))
    return rows


def placed(store: str, config: Config) -> dict[str, Any]:
    """Processor seconds and bytes of everything; the sort and the mechanisms in turns."""
    import numpy as np

    from xuequ.methods.allocation.deferred import deferred_acceptance
    from xuequ.methods.allocation.rounds import preference_rounds
    from xuequ.methods.allocation.serial import by_points, serial_dictatorship
    from xuequ.methods.allocation.trading import top_trading_cycles

    def serial(a: Any) -> object:
        return serial_dictatorship(a, by_points(a.claims[:, 0], a.tickets[:, 0]))

    ways: dict[str, tuple[Callable[[Any], object], dict[str, Any]]] = {
        "preference rounds by points": (preference_rounds, {"levels": LEVELS}),
        "preference rounds, drawn": (preference_rounds, {"levels": 1}),
        "deferred acceptance, one draw": (deferred_acceptance, {}),
        "deferred acceptance, many draws": (deferred_acceptance, {"many": True}),
        "serial dictatorship by points": (serial, {"levels": LEVELS}),
        "top trading cycles": (top_trading_cycles, {}),
    }
    assert set(ways) == set(PLACE_RATIOS)
    found: dict[str, Any] = {}
    sorts = []
    for name, (way, form) in ways.items():
        way(city(1_000, config.seed, **form))  # compiled
        a, passed = city(config.children, config.seed, **form), []
        for _ in range(config.cold_rounds):
            keys = np.random.default_rng(config.seed).integers(
                0, 2**64, config.children * CHOICES, np.uint64
            )
            sorts.append(seconds(np.sort, keys))
            del keys
            passed.append(seconds(way, a))
        found[name] = median(passed)
        tracemalloc.start()
        way(a)
        found[f"{name} bytes"] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    found["sort"] = median(sorts)
    return found | _reasons(config) | _coordinated(config)


def seconds(act: Callable[..., object], *given: object) -> float:
    """How long the processor worked for a call."""
    begun = time.process_time()
    act(*given)
    return time.process_time() - begun


def city(n: int, seed: int, *, levels: int = CLASSES, many: bool = False) -> Any:
    """So many children with five different choices each, and as many seats, 200 a school.

    Half of the seats are in schools that are chosen four times as often.
    """
    import numpy as np

    from xuequ.methods.allocation.arrays import applications

    g = np.random.default_rng(seed)
    m = max(2 * CHOICES, n // SEATS)
    step = g.integers(1, max(2, m // CHOICES), (n, CHOICES), np.int32)
    prefs = (g.integers(0, m, (n, 1), np.int32) + np.cumsum(step, axis=1, dtype=np.int32)) % m
    prefs[:, :2] -= (prefs[:, :2] % 2) * (g.random((n, 1)) < 0.6)
    ordered = np.sort(prefs, axis=1)
    twice = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
    prefs[twice] = np.arange(CHOICES)
    tickets = g.integers(0, 2**64, (n, CHOICES) if many else n, np.uint64)
    claims = g.integers(0, levels, (n, CHOICES), np.int32)
    return applications(prefs, claims, tickets, np.full(m, max(1, n // m)))


def _reasons(config: Config) -> dict[str, float]:
    import numpy as np

    from xuequ.enrolment.engine.reasons import Words
    from xuequ.enrolment.engine.sentences import sentences
    from xuequ.kernel.text import Text
    from xuequ.methods.allocation.rounds import preference_rounds
    from xuequ.methods.allocation.standing import standing

    n = config.children
    a = city(n, config.seed, levels=LEVELS)
    found = preference_rounds(a)
    kinds = tuple(Text(f"{k}类", f"of type {k}") for k in range(CLASSES))
    names = [Text(f"第{s}小学", f"School {s}") for s in range(a.seats.size)]
    begun = time.process_time()
    held = standing(a, found, (np.arange(n)[:, None] % CLASSES).astype(np.int8), CLASSES)
    told = sentences(a, found, held, Words(names, kinds))
    count = sum(len(each.zh) > 0 for row in told for each in row)
    assert count == n * CHOICES
    return {"reasons": time.process_time() - begun, "told": n}


def _coordinated(config: Config) -> dict[str, float]:
    import numpy as np

    from xuequ.methods.allocation.coordinated import coordinated

    g = np.random.default_rng(config.seed)
    homes, schools = g.integers(0, 20_000, (3_000, 2)), g.integers(0, 20_000, (100, 2))
    cost = np.abs(homes[:, None] - schools[None]).sum(axis=2)
    order, seats = g.permutation(3_000).astype(np.int32), np.full(100, 29)
    coordinated(order[:9], cost, seats)
    return {"coordinated": seconds(coordinated, order, cost, seats)}
