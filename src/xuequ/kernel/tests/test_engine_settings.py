"""What is due: at least one, in words for every party and period."""

from __future__ import annotations

from typing import get_args

import pytest

from xuequ.kernel import settings
from xuequ.kernel.settings import Duty


def test_nothing_is_due_less_than_once() -> None:
    assert Duty("log", "日志", "log", "EXC-34", "mover", "week").min == 1
    with pytest.raises(ValueError, match="less than 1"):
        Duty("log", "日志", "log", "EXC-34", "mover", "week", min=0)


def test_every_party_and_medium_has_a_name() -> None:
    assert set(settings.PARTIES) == set(get_args(settings.Party))
    assert {f"media.{each}" for each in get_args(settings.Medium)} <= set(settings.WORDS)
