"""Counters and times as text that Prometheus reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

BOUNDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
REQUESTS = "xuequ_requests_total"
SECONDS = "xuequ_request_seconds"
ERRORS = "xuequ_errors_total"
HELP = {
    REQUESTS: "Requests answered, by route, method and status.",
    SECONDS: "Seconds it took to answer, by route.",
    ERRORS: "Requests that ended in an error of ours, by route.",
}

Sums = dict[str, float]  # by the whole name of a series, e.g. `a_total{route="web:health"}`


def series(name: str, **labels: str) -> str:
    """The whole name of a series."""
    if not labels:
        return name
    return name + "{" + ",".join(f'{key}="{_safe(value)}"' for key, value in labels.items()) + "}"


def steps(route: str, method: str, status: int, seconds: float) -> list[tuple[str, float]]:
    """What one request adds to which series."""
    found = [
        (series(REQUESTS, route=route, method=method, status=str(status)), 1.0),
        (series(f"{SECONDS}_sum", route=route), seconds),
        (series(f"{SECONDS}_count", route=route), 1.0),
    ]
    bound = next((each for each in BOUNDS if seconds <= each), None)
    if bound is not None:
        found.append((series(f"{SECONDS}_bucket", route=route, le=str(bound)), 1.0))
    if status >= 500:
        found.append((series(ERRORS, route=route), 1.0))
    return found


def text(sums: Mapping[str, float], gauges: Mapping[str, float]) -> str:
    """All series in the text format 0.0.4.  Buckets were counted apart and are added up here."""
    lines = []
    for name in (REQUESTS, ERRORS):
        lines += [f"# HELP {name} {HELP[name]}", f"# TYPE {name} counter"]
        lines += _lines((key, sums[key]) for key in sorted(sums) if key.startswith(name + "{"))
    lines += [f"# HELP {SECONDS} {HELP[SECONDS]}", f"# TYPE {SECONDS} histogram"]
    for key in sorted(sums):
        if key.startswith(f"{SECONDS}_count"):
            lines += _histogram(key.partition("{")[2].rstrip("}"), sums)
    for name, value in sorted(gauges.items()):
        lines += [f"# TYPE {name.partition('{')[0]} gauge", *_lines([(name, value)])]
    return "\n".join(dict.fromkeys(lines)) + "\n"


def _histogram(label: str, sums: Mapping[str, float]) -> list[str]:
    below, lines = 0.0, []
    for bound in BOUNDS:
        key = f'{SECONDS}_bucket{{{label},le="{bound}"}}'
        below += sums.get(key, 0.0)
        lines += _lines([(key, below)])
    count = sums[f"{SECONDS}_count{{{label}}}"]
    lines += _lines([(f'{SECONDS}_bucket{{{label},le="+Inf"}}', count)])
    lines += _lines((f"{SECONDS}_{end}{{{label}}}", sums.get(f"{SECONDS}_{end}{{{label}}}", 0.0))
                    for end in ("sum", "count"))  # fmt: skip
    return lines


def _lines(found: Iterable[tuple[str, float]]) -> list[str]:
    return [f"{key} {value:.10g}" for key, value in found]


def _safe(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
