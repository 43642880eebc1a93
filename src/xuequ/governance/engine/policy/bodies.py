"""The bodies and posts a document asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text

BodyKind = Literal[
    "leading_group",
    "committee",
    "office",
    "centre",
    "decision",
    "execution",
    "supervision",
    "management",
]


@dataclass(frozen=True, slots=True)
class Post:
    """A post on the management team (学区管理团队) of a consortium, beside its head."""

    code: Literal["deputy", "manager"]
    zh: str
    en: str
    min: int = 1
    max: int | None = None  # none: as many as there are (若干)


@dataclass(frozen=True, slots=True)
class BodyPost:
    """A post in a body, such as its director."""

    code: str
    zh: str
    en: str
    role: Literal[
        "district_head", "deputy_head", "district_office", "body_member", "leading_group"
    ] = "body_member"
    min: int = 1
    max: int | None = None  # none: as many as there are


@dataclass(frozen=True, slots=True)
class Body:
    """A standing body (常设机构) of every consortium, or of the authority itself."""

    code: str
    kind: BodyKind
    zh: str
    en: str
    clause: str
    of: Literal["consortium", "authority"] = "consortium"
    posts: tuple[BodyPost, ...] = ()  # none: the document names no posts in it
    duties: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadingGroup:
    """The leading group (领导小组), by the offices its members hold.

    `list_missing`: the document says that there is one, and its list of members is not at hand.
    """

    name: Text | None = None
    within: Literal["government", "authority"] = "government"
    head: Text | None = None
    deputies: tuple[Text, ...] = ()
    members: tuple[Text, ...] = ()
    list_missing: bool = False


@dataclass(frozen=True, slots=True)
class GroupOffice:
    """The office of the leading group (领导小组办公室): where it sits and who staffs it."""

    seat: Text | None = None
    director: Text | None = None
    staff: Text | None = None
