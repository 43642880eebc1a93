"""Reading papers, their kinds and series."""

from __future__ import annotations

from .kinds import kind_of, kinds
from .scope import may_change, papers

__all__ = ["kind_of", "kinds", "may_change", "papers"]
