"""Which clauses are held by tables of surveys, and where."""

from __future__ import annotations

ENTITIES: dict[str, str] = {
    "PLN-05": "surveys.Survey.copied_from",
    "REG-39": "surveys.Survey.purpose",
    "REG-40": "surveys.Survey.sampling",
    "SUP-05": "surveys.Survey.audience",
}
