"""The text of measurements is what Prometheus reads."""

from __future__ import annotations

import re

from xuequ.upkeep.engine.exposition import BOUNDS, SECONDS, series, steps, text

LINE = re.compile(r'[a-z_]+(?:\{[a-z]+="(?:[^"\\\n]|\\.)*"(?:,[a-z]+="(?:[^"\\\n]|\\.)*")*\})? \S+')


def added(*requests: tuple[str, str, int, float]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for request in requests:
        for name, step in steps(*request):
            sums[name] = sums.get(name, 0.0) + step
    return sums


def test_buckets_add_up_and_end_in_the_count() -> None:
    sums = added(("a:b", "GET", 200, 0.01), ("a:b", "GET", 500, 0.3), ("a:b", "GET", 200, 99.0))
    lines = text(sums, {"free": 5.0}).splitlines()
    buckets = [float(line.split()[-1]) for line in lines if line.startswith(f"{SECONDS}_bucket")]
    assert len(buckets) == len(BOUNDS) + 1
    assert buckets == sorted(buckets) and (buckets[0], buckets[-2], buckets[-1]) == (1, 2, 3)
    assert 'xuequ_errors_total{route="a:b"} 1' in lines
    assert f'{SECONDS}_sum{{route="a:b"}} 99.31' in lines
    assert lines[-2:] == ["# TYPE free gauge", "free 5"]


def test_every_line_is_a_comment_or_a_series_and_types_stand_once() -> None:
    sums = added(("a:b", "GET", 200, 0.01), ("c", "POST", 302, 0.3))
    gauges = {series("ok", check="disk"): 1.0, series("ok", check='o"\\\n'): 0.0}
    lines = text(sums, gauges).splitlines()
    assert all(line.startswith("# ") or LINE.fullmatch(line) for line in lines)
    types = [line for line in lines if line.startswith("# TYPE")]
    assert len(types) == len(set(types))
