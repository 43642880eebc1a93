"""What passwords are made of, and codes that change every thirty seconds."""

from __future__ import annotations

import pytest

from xuequ.directory.engine.one_time import STEP, code_of, step_of
from xuequ.directory.engine.passwords import classes

KEY = b"12345678901234567890"  # of RFC 6238, appendix B


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("", 0),
        ("abc", 1),
        ("abcABC", 2),
        ("abcABC1", 3),
        ("abcABC1!", 4),
        ("abc abc", 2),
        ("学区学区", 1),
        ("学区a1", 3),
        ("ａＡ１", 3),
        ("😀\0", 1),
    ],
)
def test_the_classes_of_a_password_are_counted(password: str, found: int) -> None:
    assert classes(password) == found


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert code_of(KEY, seconds // STEP) == code
    assert step_of(KEY, code, seconds=seconds, after=0) == seconds // STEP


@pytest.mark.parametrize(
    ("off", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_one_step_off(off: int, taken: bool) -> None:
    now = 1000
    code = code_of(KEY, now + off)
    assert (step_of(KEY, code, seconds=now * STEP, after=0) is not None) is taken


def test_a_code_is_taken_once_and_no_older_one_after_it() -> None:
    now = 1000
    code, older = code_of(KEY, now), code_of(KEY, now - 1)
    assert step_of(KEY, code, seconds=now * STEP, after=now - 1) == now
    assert step_of(KEY, code, seconds=now * STEP, after=now) is None
    assert step_of(KEY, older, seconds=now * STEP, after=now) is None


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "１２３４５６", "\0", "9" * 5000]
)
def test_what_is_no_code_is_refused(code: str) -> None:
    assert step_of(KEY, code, seconds=30_000, after=0) is None
