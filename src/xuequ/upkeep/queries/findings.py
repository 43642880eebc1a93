"""What every package says of its health."""

from __future__ import annotations

from xuequ.kernel.checkups import Finding
from xuequ.kernel.discovery import declared


def findings() -> list[Finding]:
    """Ask every check of every package that has some."""
    return [check() for _, module in declared("health") for check in module.CHECKS]


def is_ready(found: list[Finding]) -> bool:
    """Can people be served?"""
    return all(each.is_ok or not each.is_needed for each in found)
