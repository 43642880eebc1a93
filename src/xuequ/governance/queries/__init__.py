"""Reading how consortia are governed."""

from __future__ import annotations

from .verdicts import verdicts

__all__ = ["verdicts"]
