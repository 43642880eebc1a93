"""What the policy asks for that is not registered yet: bodies to set up, posts to create."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from xuequ.directory.models import Authority, Body, Consortium, Post

from ..engine import policy as asked_for
from ..engine.asked import (
    GROUP,
    GROUP_OFFICE,
    bodies_of_authority,
    bodies_of_consortium,
    posts_proposed,
)
from ..engine.types import TEAM, Policy
from .settings import policy_of

ROLE = {"deputy": "deputy_head", "manager": "district_office"}


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post to create, so many times."""

    role: str
    zh: str
    en: str
    count: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A body to set up, or one that is there, with the posts it lacks; none: the team."""

    asked: asked_for.Body | None
    body: Body | None
    posts: tuple[NewPost, ...]

    @property
    def is_due(self) -> bool:
        """Is there anything to do?"""
        return bool(self.posts) or (self.asked is not None and self.body is None)


def proposals(place: Authority | Consortium, on: date) -> tuple[Proposal, ...]:
    """What is lacking in a consortium or in the authority itself, in the order of the policy."""
    if isinstance(place, Consortium):
        policy = policy_of(place.authority, on)
        asked = bodies_of_consortium(policy.governance)
        bodies = list(Body.objects.on(on).filter(consortium=place))
        found = [Proposal(None, None, _team(place, policy, on))]
    else:
        policy = policy_of(place, on)
        asked = bodies_of_authority(policy.authority, policy.governance)
        bodies = list(Body.objects.on(on).filter(authority=place, consortium=None))
        found = []
    for each in asked:
        body = next((row for row in bodies if row.kind == each.code or row.name == each.zh), None)
        found.append(Proposal(each, body, _posts(each, body, on)))
    return tuple(each for each in found if each.is_due)


def _posts(asked: asked_for.Body, body: Body | None, on: date) -> tuple[NewPost, ...]:
    wanted = posts_proposed(asked, none_named=asked.code in {GROUP, GROUP_OFFICE})
    titles = Counter(body.posts.on(on).values_list("title", flat=True)) if body else Counter()
    if body and titles and not asked.posts:
        return ()  # the document names no posts, and there are some
    return tuple(
        NewPost(each.role, each.zh, each.en, each.min - titles[each.zh])
        for each in wanted
        if titles[each.zh] < each.min
    )


def _team(consortium: Consortium, policy: Policy, on: date) -> tuple[NewPost, ...]:
    """Head and team of a consortium, where its head does not sit in a committee."""
    governance = policy.governance
    if governance.head_ex_officio == "committee_director":
        return ()
    have = Counter(Post.objects.on(on).filter(consortium=consortium).values_list("role", flat=True))
    found = []
    if governance.head_title and not have["district_head"]:
        title = governance.head_title
        found.append(NewPost("district_head", title.zh, title.en, 1))
    for each in governance.team:
        short = each.min - sum(have[role] for role in TEAM[each.code])
        if short > 0:
            found.append(NewPost(ROLE[each.code], each.zh, each.en, short))
    return tuple(found)
