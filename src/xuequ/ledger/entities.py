"""Which clauses are held by tables of the ledger, and where."""

from __future__ import annotations

ENTITIES: dict[str, str] = {
    "EXC-55": "ledger.Feedback.channel",
    "EXC-56": "ledger.Feedback.topic",
}
