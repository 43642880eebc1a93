"""The cases of `cases/forms.toml`, and the policies they are judged by."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from xuequ.directory.engine.policy import Form, Formation, Membership, Slot, Words
from xuequ.directory.engine.rules import forms
from xuequ.directory.engine.types import Consortium, Policy
from xuequ.directory.tests.cast import consortium
from xuequ.kernel.rulebook import Verdict, rules_in
from xuequ.profiles.loader import load, policy

FAMOUS_BRINGS_NEW = Form(
    "famous-brings-new",
    "group",
    "REG-30",
    Words("名校带新校", "Famous school brings new school"),
    (
        Slot("示范成员校", "demonstration", max=1, role=("demonstration",), strength=("quality",)),
        Slot("成员校", "member", max=1, role=("member",), newly_built=True),
    ),
)
RULES = {each.clause: each for each in rules_in(forms)}


@cache
def policy_of(locality: str) -> Policy:
    """A shipped locality's policy, or for "test" one with the form no shipped one has."""
    if locality == "test":
        return Policy(Formation(forms=(FAMOUS_BRINGS_NEW,)), Membership())
    profile, on = load(locality), date(2030, 1, 1)
    return Policy(
        policy(Formation, profile, "formation", on), policy(Membership, profile, "membership", on)
    )


@dataclass(frozen=True)
class Case:
    """A form, members that fit it, one that spoils it and one word that decides."""

    clause: str
    locality: str
    code: str
    fits: list[str]
    wrong: dict[str, Any]
    decides: dict[str, Any]

    def members(self, number: int = 0, words: str = "") -> Consortium:
        """The consortium that fits, or the one in which a member is described otherwise."""
        described = [words if id == number else each for id, each in enumerate(self.fits, start=1)]
        return consortium(described, form=self.code)

    def judge(self, subject: Consortium) -> Verdict:
        return RULES[self.clause](subject, policy_of(self.locality))


TEXT = (Path(__file__).parent / "cases" / "forms.toml").read_text("utf-8")
CASES = [Case(**row) for row in tomllib.loads(TEXT)["form"]]
