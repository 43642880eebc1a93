"""Read what every package says about an authority, and the register beside it."""

from __future__ import annotations

from .standing import board

__all__ = ["board"]
