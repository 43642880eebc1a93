"""Broken files of every kind are taken or refused: never another failure, never a hang."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from xuequ.vault.tests.mutants import mutants, outcome

SECONDS = 1.0  # of processor time, so that a busy machine fails nothing


class HungError(BaseException):
    """The check did not come to an end; no handler of the product catches it."""


@contextmanager
def deadline() -> Iterator[None]:
    """Break off what takes longer."""

    def strike(*_: object) -> None:
        raise HungError

    before = signal.signal(signal.SIGVTALRM, strike)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_three_hundred_broken_files_are_taken_or_refused_in_time() -> None:
    found: Counter[str] = Counter()
    for name, data in mutants(300, seed=20_260_901):
        with deadline():
            found[outcome(name, data)] += 1
    assert found.total() == 300
    assert {"", "file-damaged", "file-not-what-it-says"} <= set(found)


def test_the_deadline_strikes() -> None:
    try:
        with deadline():
            while True:
                pass
    except HungError:
        return


def test_mutants_are_the_same_for_the_same_seed() -> None:
    assert list(mutants(40, 1)) == list(mutants(40, 1)) != list(mutants(40, 2))
