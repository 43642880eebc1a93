"""Roll the school year over: propose, change, confirm by two people, revert."""

from __future__ import annotations

from .confirming import ask_second, commit_rollover, refuse_rollover
from .proposing import drop_rollover, propose_rollover, renew_rollover
from .reverting import revert_rollover

__all__ = [
    "ask_second",
    "commit_rollover",
    "drop_rollover",
    "propose_rollover",
    "refuse_rollover",
    "renew_rollover",
    "revert_rollover",
]
