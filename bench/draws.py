"""Very many tickets, and the sealed package of a large draw verified, as rows of the table."""

from __future__ import annotations

import hmac
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from .config import (
    BROWSER_NUMBERS,
    BROWSER_SECONDS,
    ROOT,
    TICKET_TIMES,
    VAR,
    VERIFY_SECONDS,
    Config,
)
from .processes import ask, cost
from .table import Row, same, skipped, within

VERIFIER = ROOT / "src" / "xuequ" / "enrolment" / "verifier"
STORE = "bench_draws"
LABEL = "2026/测速小学"
OURS, THEIRS = "ours", "loop"


def draws(config: Config) -> list[Row]:
    """Tickets beside a loop of the standard library; both single-file verifiers."""
    found = ask("draws", STORE, config)
    rows = []
    for name in ("sha256", "sm3"):
        own, loop = found[f"{name} {OURS}"], found.get(f"{name} {THEIRS}")
        what = f"{config.children:,} tickets, HMAC with {name}"
        if loop is None:
            rows += [Row(what, own, "s"), skipped("  beside the loop", "this Python has no SM3")]
            continue
        rows.append(within(what, own, "s", loop / TICKET_TIMES))
        rows.append(Row(f"  a loop of hmac.digest, {loop / own:.1f} times as long", loop, "s"))
        rows.append(same("  tickets not alike", found[f"{name} differ"], "tickets", 0, "that loop"))
    rows.append(Row("  their order, by whole tickets", found["order"], "s"))
    rows.append(Row(f"draw of {config.children:,} numbers sealed", found["sealed"], "s"))
    return [*rows, *_by_the_standard_library(config.children), *_by_the_browser()]


def _by_the_standard_library(numbers: int) -> list[Row]:
    """`verify.py` in a Python that sees no packages, neither ours nor those we use."""
    program = [sys.executable, "-I", "-S", str(VERIFIER / "verify.py"), "--en"]
    found = cost([*program, str(_package("large"))], STORE)
    return [
        within(f"  verify.py, {numbers:,} numbers", found.seconds, "s", VERIFY_SECONDS),
        Row("  its processor time", found.processor, "s"),
        Row("  its peak memory", found.megabytes, "MB"),
    ]


def _by_the_browser() -> list[Row]:
    """`verify.html`, from choosing the file to the verdict, the network off."""
    what = f"verify.html, {BROWSER_NUMBERS:,} numbers, median"
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return [skipped(what, "playwright is not installed (run.py test installs it)")]
    asked = [sys.executable, str(ROOT / "tools" / "chromium.py")]
    chromium = subprocess.run(asked, capture_output=True, text=True, check=False)
    if chromium.returncode:
        return [skipped(what, "there is no browser here")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.stdout.strip(), args=["--no-sandbox"]
        )
        passed = [_verified(browser) for _ in range(3)]
        told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
        browser.close()
    worked = [each["cpuTime"] for each in told["processInfo"] if each["type"] == "renderer"]
    return [
        within(what, median(passed), "s", BROWSER_SECONDS),
        Row("  processor time of its page", median(worked), "s"),
    ]


def _verified(browser: Any) -> float:
    """Seconds in which a new page finds the smaller package genuine."""
    page = browser.new_context(offline=True).new_page()
    page.goto((VERIFIER / "verify.html").as_uri())
    begun = time.perf_counter()
    page.locator("#file").set_input_files(str(_package("small")))
    page.locator("#verdict", has_text="✓").wait_for(timeout=120_000)
    return time.perf_counter() - begun


def _package(name: str) -> Path:
    return VAR / STORE / f"{name}.zip"


def measured(config: Config) -> dict[str, Any]:
    """Processor seconds of tickets, in turns with the loop, and of sealing; two packages."""
    import numpy as np

    from xuequ.methods.lottery import many
    from xuequ.methods.lottery.digests import BUILT_IN, HASHES

    source = Random(config.seed)
    numbers, key = _numbers(config.children, source), source.randbytes(32)
    found: dict[str, Any] = {}
    for name in HASHES:
        many.tickets(name, key, LABEL, numbers[:2])  # compiled
        passed: dict[str, list[float]] = {OURS: [], THEIRS: []}
        loop: list[bytes] = []
        for _ in range(config.cold_rounds):
            seconds, drawn = _timed(many.tickets, name, key, LABEL, numbers)
            passed[OURS].append(seconds)
            if name == "sha256" or BUILT_IN:
                seconds, loop = _timed(_loop, name, key, numbers)
                passed[THEIRS].append(seconds)
        found |= {f"{name} {way}": median(each) for way, each in passed.items() if each}
        if loop:
            same_ = np.frombuffer(b"".join(loop), np.uint8).reshape(drawn.shape) == drawn
            found[f"{name} differ"] = int((~same_.all(axis=1)).sum())
    found["order"] = _timed(many.order_of, drawn)[0]
    _package("").parent.mkdir(parents=True, exist_ok=True)
    _package("small").write_bytes(_sealed(_numbers(BROWSER_NUMBERS, source), source))
    found["sealed"], data = _timed(_sealed, numbers, source)
    _package("large").write_bytes(data)
    return found


def _numbers(count: int, source: Random) -> list[str]:
    return [f"{each:08d}" for each in source.sample(range(10**8), count)]


def _loop(name: str, key: bytes, numbers: list[str]) -> list[bytes]:
    return [hmac.digest(key, f"{LABEL}|{each}".encode(), name) for each in numbers]


def _timed(act: Callable[..., Any], *given: Any) -> tuple[float, Any]:
    begun = time.process_time()
    found = act(*given)
    return time.process_time() - begun, found


def _sealed(numbers: list[str], source: Random) -> bytes:
    """A package in which half of the numbers draw a place, from three parts of a seed."""
    from xuequ.enrolment.engine.package.sealing import About, sealed
    from xuequ.enrolment.tests.packages import inputs, parts_of

    rows = [(each, "测速小学", 1, False) for each in numbers]
    frozen = inputs(rows, {"测速小学": len(numbers) // 2}, parts_of("sha256", source, 3))
    return sealed(frozen, {}, About("测速", "xuequ bench"))
