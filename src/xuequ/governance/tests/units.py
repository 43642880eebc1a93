"""Consortia and authorities in a few words, for the tests of the rules of governance."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from xuequ.directory.engine.policy import Formation
from xuequ.directory.tests.cast import consortium
from xuequ.governance.engine import rules
from xuequ.governance.engine.policy import SECTIONS
from xuequ.governance.engine.types import Body, County, Holder, Policy, Post, Unit
from xuequ.kernel.rulebook import Verdict, rules_in
from xuequ.profiles.loader import load
from xuequ.profiles.loader import policy as section

DAY = date(2024, 3, 1)
RULES = {each.clause: each for each in rules_in(rules)}
TWO = ("lead primary quality city", "member primary weak town")


@cache
def policy_of(locality: str) -> Policy:
    """A shipped locality's policy."""
    profile = load(locality)
    return Policy(**{name: section(kind, profile, name, DAY) for name, kind in SECTIONS.items()})


@cache
def formation_of(locality: str) -> Formation:
    return section(Formation, load(locality), "formation", DAY)


@dataclass(frozen=True)
class Case:
    """What is registered, and what the rule of a clause says of it."""

    clause: str
    locality: str
    says: str
    state: str
    found: int | None = None
    wanted: int | None = None
    of: str = "consortium"
    members: Sequence[str] = TWO
    facts: Mapping[str, Any] = field(default_factory=dict)  # mode, form, goal, name
    on: date = DAY
    posts: Sequence[Mapping[str, Any]] = ()
    bodies: Sequence[Mapping[str, Any]] = ()
    principals: Mapping[str, list[int]] = field(default_factory=dict)
    executives: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    documents: Sequence[str] = ()
    aims: Sequence[str] = ()

    def subject(self) -> Unit | County:
        """The subject the case describes; members are numbered from 1."""
        bodies = tuple(self._body(n, each) for n, each in enumerate(self.bodies, 1))
        if self.of == "county":
            return County(1, "测试区教育局", self.on, bodies)
        base = consortium(self.members, **self.facts)
        form = formation_of(self.locality).form(base.form or "")
        return Unit(
            base=base,
            on=self.on,
            family=form.family if form else None,
            posts=tuple(self._post(n, each) for n, each in enumerate(self.posts, 1)),
            bodies=bodies,
            principals={int(k): frozenset(v) for k, v in self.principals.items()},
            executives={int(k): v for k, v in self.executives.items()},
            statuses=self.statuses,
            documents=frozenset(self.documents),
            aims=frozenset(self.aims),
        )

    def judge(self) -> Verdict:
        return RULES[self.clause](self.subject(), policy_of(self.locality))

    def _body(self, id: int, words: Mapping[str, Any]) -> Body:
        posts = tuple(self._post(n, each) for n, each in enumerate(words.get("posts", ()), 1))
        return Body(id, words["kind"], words.get("name", words["kind"]), posts)

    def _post(self, id: int, words: Mapping[str, Any]) -> Post:
        hours = words.get("hours")
        return Post(
            id,
            words.get("title", words["role"]),
            words["role"],
            tuple(self._holder(each) for each in words.get("by", ())),
            words.get("duties", ""),
            None if hours is None else Decimal(hours),
            words.get("approved", False),
            words.get("vacated", False),
        )

    def _holder(self, person: int) -> Holder:
        """A person; 11 is staff of school 1, 20 of school 2, 90 of school 9, 0 of none known."""
        return Holder(person, frozenset({person // 10} if person >= 10 else ()))


TEXT = (Path(__file__).parent / "cases" / "rules.toml").read_text("utf-8")
CASES = [Case(**row) for row in tomllib.loads(TEXT)["case"]]
