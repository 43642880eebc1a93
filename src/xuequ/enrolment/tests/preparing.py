"""Rounds in a few words, for the tests of their preparation."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from xuequ.enrolment.engine.policy import Enrolment
from xuequ.enrolment.engine.preparing.types import Line, Preparation, Union
from xuequ.profiles.loader import load
from xuequ.profiles.loader import policy as section

DAY = date(2027, 4, 1)


@cache
def policy_of(locality: str) -> Enrolment:
    """A shipped locality's policy on enrolment."""
    return section(Enrolment, load(locality), "enrolment", DAY)


def line(school: str, plan: int | None = 90, classes: int | None = 2, **more: Any) -> Line:
    """A school of the catchment; what is not said is none."""
    said: dict[str, Any] = {
        "part": "home", "spare": 0, "overflow": (), "primaries": (), "kept": {}, **more,
    }  # fmt: skip
    return Line(school, plan=plan, classes=classes, **said)


def prepared(locality: str, regime: str, *lines: Line, **more: Any) -> Preparation:
    """A round of a shipped locality."""
    said: dict[str, Any] = {
        "policy": policy_of(locality), "stage": "primary", "round": "测试 2027", "source": "测试",
        "class_size": 45, "has_classes": False, "hash": "sha256", "found": frozenset(), **more,
    }  # fmt: skip
    policy: Enrolment = said["policy"]
    if policy.by_district and "district" not in said:  # that of all its schools
        names = frozenset(each.school for each in lines)
        said["district"] = Union("测试学区", "same", names)
    said.setdefault("studied", frozenset(each.code for each in policy.zoning_inputs))
    return Preparation(regime=regime, lines=lines, **said)
