"""What a locality's policy asks for: bodies, their posts, and which of them there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xuequ.directory.engine.types import Consortium
from xuequ.kernel.text import Text

from . import types
from .policy import Authority, Body, BodyPost, Governance, LeadingGroup

GROUP, GROUP_OFFICE = "leading_group", "leading_group_office"
IN_CHARGE = BodyPost("in_charge", "负责人", "person in charge")
HEAD = Text("牵头人", "head")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an organisation chart: a post asked for, and how many people hold it."""

    zh: str
    en: str
    found: int
    min: int
    max: int | None

    @property
    def is_short(self) -> bool:
        return self.found < self.min

    @property
    def is_over(self) -> bool:
        return self.max is not None and self.found > self.max


def bodies_of_consortium(governance: Governance) -> tuple[Body, ...]:
    """The bodies every consortium is to have."""
    return tuple(each for each in governance.bodies if each.of == "consortium")


def bodies_of_authority(authority: Authority, governance: Governance) -> tuple[Body, ...]:
    """The leading group, its office, and what else the authority itself is to set up."""
    found = []
    if authority.leading_group:
        found.append(_group(authority.leading_group))
    if office := authority.office:
        posts = []
        if office.director:
            posts.append(_seat("director", office.director))
        if office.staff:
            posts.append(_seat("staff", office.staff, several=True))
        name = Text("领导小组办公室", "office of the leading group")
        found.append(Body(GROUP_OFFICE, "office", name.zh, name.en, "", "authority", tuple(posts)))
    found += [each for each in governance.bodies if each.of == "authority"]
    return tuple(found)


def posts_proposed(body: Body, *, none_named: bool = False) -> tuple[BodyPost, ...]:
    """The posts to set up in a body: those of the document, else one person in charge.

    With `none_named` none is made up: a list exists that is not at hand, or is left open.
    """
    if body.posts:
        return body.posts
    return () if none_named else (IN_CHARGE,)


def fits(body: types.Body, asked: Body) -> bool:
    """Is a body of the registry the one asked for?"""
    return body.kind == asked.code or (body.kind == asked.kind and body.name == asked.zh)


def find(bodies: Iterable[types.Body], asked: Body) -> types.Body | None:
    """The body of the registry that is the one asked for."""
    return next((each for each in bodies if fits(each, asked)), None)


def lines(body: types.Body | None, asked: Body) -> tuple[Line, ...]:
    """The posts asked for in a body, by their titles, with how many people hold each."""
    held = body.posts if body else ()
    return tuple(
        Line(
            each.zh,
            each.en,
            sum(len(post.holders) for post in held if post.title == each.zh),
            each.min,
            each.max,
        )
        for each in asked.posts
    )


def team_lines(unit: types.Unit, governance: Governance) -> tuple[Line, ...]:
    """Head and team of a consortium, as the policy asks for them."""
    found = []
    if governance.heads is not None:
        title = governance.head_title or HEAD
        count = len(unit.held("head"))
        found.append(Line(title.zh, title.en, count, governance.heads, governance.heads))
    for each in governance.team:
        found.append(Line(each.zh, each.en, len(unit.held(each.code)), each.min, each.max))
    return tuple(found)


def chart(unit: types.Unit, governance: Governance) -> tuple[Line, ...]:
    """Every line of a consortium's chart: head, team, and the posts of its bodies."""
    found = list(team_lines(unit, governance))
    for asked in bodies_of_consortium(governance):
        found += lines(find(unit.bodies, asked), asked)
    return tuple(found)


def is_named(consortium: Consortium, name: str) -> bool:
    """Does an aim that names a consortium mean this one?"""
    return not name or consortium.name == name


def _group(group: LeadingGroup) -> Body:
    name = group.name or Text("领导小组", "leading group")
    posts = [_seat("head", group.head)] if group.head else []
    posts += [_seat(f"deputy{n}", each) for n, each in enumerate(group.deputies, 1)]
    posts += [_seat(f"member{n}", each) for n, each in enumerate(group.members, 1)]
    return Body(GROUP, "leading_group", name.zh, name.en, "", "authority", tuple(posts))


def _seat(code: str, title: Text, *, several: bool = False) -> BodyPost:
    return BodyPost(code, title.zh, title.en, "leading_group", max=None if several else 1)
