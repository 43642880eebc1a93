"""Acts of the ledger: one function for each, and nothing else writes."""

from __future__ import annotations

from .commitments import NewReport, report_commitment, withdraw_report

__all__ = ["NewReport", "report_commitment", "withdraw_report"]
