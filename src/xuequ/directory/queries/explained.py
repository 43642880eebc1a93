"""What a person may see and why, in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.urls import get_resolver
from django.utils.translation import gettext as _

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.web.context import routes
from xuequ.web.pages import PUBLIC

from ..engine.permissions import PERMISSIONS
from ..engine.roles import ROLES, Role, permissions
from ..models import Membership, Person
from .identities import Identity, identities_of
from .scope import authorities, consortia, own_schools, schools, standing

SHOWN = 20  # so many names stand on the page, the rest is a number


@dataclass(frozen=True, slots=True)
class Right:
    """A permission in words, and the pages it opens."""

    code: str
    name: Text
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """A kind of thing in scope: how many there are, some of them, and by which rule."""

    what: str
    count: int
    names: tuple[tuple[str, str], ...]  # a name, and why just that one
    why: str

    @property
    def more(self) -> int:
        return self.count - len(self.names)


@dataclass(frozen=True, slots=True)
class Explained:
    """One identity with its rights and its reach."""

    identity: Identity
    actor: Actor
    role: Role | None
    rights: tuple[Right, ...]
    reaches: tuple[Reach, ...]


def pages_by_permission() -> dict[str, list[str]]:
    """For each permission the titles of the pages it opens, from the list of routes."""
    found: dict[str, list[str]] = defaultdict(list)
    for _name, route in routes(get_resolver().url_patterns):
        page = getattr(route.callback, "page", None)
        if page is not None and page.needs != PUBLIC and str(page.title) not in found[page.needs]:
            found[page.needs].append(str(page.title))
    return dict(found)


def explained(person: Person, on: date) -> list[Explained]:
    """Every identity of a person on a day, with what it allows and how far it reaches."""
    pages = pages_by_permission()
    return [_explain(person, each, pages, on) for each in identities_of(person, on)]


def _explain(person: Person, one: Identity, pages: dict[str, list[str]], on: date) -> Explained:
    held = permissions(one.role)
    actor = Actor(
        account="",
        post=one.title,
        permissions=held,
        authority=one.authority,
        consortium=one.consortium,
        school=one.school,
        person=person.pk,
        identity=one.code,
        role=one.role,
    )
    rights = tuple(
        Right(code, name, tuple(pages.get(code, ())))
        for code, name in PERMISSIONS.items()
        if code in held
    )
    return Explained(one, actor, ROLES.get(one.role), rights, tuple(_reaches(actor, on)))


def _reaches(actor: Actor, on: date) -> list[Reach]:
    above = authorities(seen_by=actor)
    unions = consortia(seen_by=actor, on=on)
    known = schools(seen_by=actor, on=on)
    own = own_schools(seen_by=actor, on=on)
    whys = _whys(actor)
    reasons = _memberships(actor, on)
    return [
        Reach(_("authorities"), above.count(), _names(above.values_list("pk", "name")), whys[0]),
        Reach(
            _("districts and groups"),
            unions.count(),
            _names(unions.values_list("pk", "label"), reasons),
            whys[1],
        ),
        Reach(_("schools"), known.count(), _names(known.values_list("pk", "name")), whys[2]),
        Reach(
            _("schools with their people, classes and pupils"),
            own.count(),
            _names(own.values_list("pk", "name")),
            whys[3],
        ),
    ]


def _names(rows: object, why: dict[int, str] | None = None) -> tuple[tuple[str, str], ...]:
    shown = rows[:SHOWN]  # type: ignore[index]
    return tuple((name, (why or {}).get(key, "")) for key, name in shown)


def _memberships(actor: Actor, on: date) -> dict[int, str]:
    """For a school's post: since when the school has belonged to which consortium."""
    if actor.school is None:
        return {}
    held = Membership.objects.on(on).filter(school=actor.school)
    return {
        each.consortium_id: _("%(role)s since %(since)s")
        % {"role": each.get_role_display(), "since": each.since}
        for each in held
    }


def _whys(actor: Actor) -> tuple[str, str, str, str]:
    """By which rule an identity reaches authorities, consortia, schools and their inside."""
    own = _("the authority of the post")
    return {
        "authority": (
            _("the authority of the post and all below it"),
            _("all of these authorities"),
            _("all of these authorities"),
            _("all of these authorities"),
        ),
        "consortium": (
            own,
            _("the one the post sits in; not its equals"),
            _("its members and guests on that day"),
            _("its members on that day; guests only in the directory"),
        ),
        "school": (
            own,
            _("those the school belongs to on that day"),
            _("the school itself and the members of these"),
            _("only the school of the post"),
        ),
        "family": (
            own,
            _("those of the children's schools"),
            _("the schools of the own children"),
            _("none; only what concerns the own children"),
        ),
        "console": (
            own,
            _("the names, to keep accounts and posts"),
            _("the names, to keep accounts and posts"),
            _("none; administrators do not run the business"),
        ),
    }[standing(actor)]
