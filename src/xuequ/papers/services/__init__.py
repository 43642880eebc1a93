"""Acts on papers: one function for each, and nothing else writes."""

from __future__ import annotations

from .drafting import NewDraft, change_paper, discard_paper, draft_paper, renew_paper
from .issuing import issue_directly, issue_paper
from .series import NewSeries, register_series
from .withdrawing import withdraw_directly, withdraw_paper

__all__ = [
    "NewDraft",
    "NewSeries",
    "change_paper",
    "discard_paper",
    "draft_paper",
    "issue_directly",
    "issue_paper",
    "register_series",
    "renew_paper",
    "withdraw_directly",
    "withdraw_paper",
]
