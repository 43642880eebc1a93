"""Read the directory.  Nothing here writes.

Functions that list rows take `seen_by=`, the actor for whose eyes, and show no more than
that actor's scope: an authority sees itself and those below it, a school sees itself and the
consortia it belongs to.
"""

from __future__ import annotations

from .verdicts import verdicts

__all__ = ["verdicts"]
