"""Year roll-overs: which somebody sees, and everything that one depends on."""

from __future__ import annotations
