"""Do something as if in earnest, look at what came of it, and take all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)


@contextmanager
def rehearsal() -> Iterator[None]:
    """Nothing written inside stays.

    The record gets no line of it: its head, which every act waits for, stays free meanwhile.
    """
    with transaction.atomic():
        token = _rehearsing.set(True)
        try:
            yield
        finally:
            _rehearsing.reset(token)
        transaction.set_rollback(True)


def is_rehearsed() -> bool:
    """Will whatever is written now be taken back?"""
    return _rehearsing.get()
