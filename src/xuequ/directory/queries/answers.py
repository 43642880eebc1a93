"""«May they see this?»: yes or no for each identity, and because of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xuequ.kernel.actors import Actor

from ..engine.permissions import named
from ..models import Consortium, Membership, School
from .explained import Explained, pages_by_permission
from .identities import Identity
from .scope import AUTHORITY, consortia, own_schools, schools, standing


@dataclass(frozen=True, slots=True)
class Question:
    """«May they see this?»: a school or consortium by its name, or a page by its title."""

    kind: str  # "school", "consortium" or "page"
    what: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no for one identity, and because of what."""

    identity: Identity
    may: bool
    because: str


def answers(found: list[Explained], question: Question, on: date) -> list[Answer]:
    """What each identity may see of the thing asked for; none if nothing was asked."""
    if not question.what:
        return []
    if question.kind == "page":
        return [_of_a_page(each, question.what) for each in found]
    return [_of_a_thing(each, question, on) for each in found]


def _of_a_page(one: Explained, title: str) -> Answer:
    for needs, titles in pages_by_permission().items():
        if title in titles:
            name = named(needs).say(_language())
            may = one.actor.may(needs)
            role = one.role.name.say(_language()) if one.role else one.identity.role
            words = _("%(role)s has the permission “%(name)s”.")
            if not may:
                words = _("The page needs “%(name)s”, which %(role)s does not have.")
            return Answer(one.identity, may, words % {"role": role, "name": name})
    return Answer(one.identity, False, _("There is no page of that title."))


def _of_a_thing(one: Explained, question: Question, on: date) -> Answer:
    if not one.actor.may("directory.view"):
        name = named("directory.view").say(_language())
        words = _("That needs “%(name)s”, which this identity does not have.")
        return Answer(one.identity, False, words % {"name": name})
    thing, own = _sought(one.actor, question, on)
    if thing is None:
        words = _("Nothing of that name lies in what this identity reaches today.")
        return Answer(one.identity, False, words)
    return Answer(one.identity, True, _because(one, thing, own=own, on=on))


def _sought(actor: Actor, question: Question, on: date) -> tuple[School | Consortium | None, bool]:
    if question.kind == "consortium":
        found = consortia(seen_by=actor, on=on).filter(label__icontains=question.what)
        return found.first(), False
    known = schools(seen_by=actor, on=on).filter(name__icontains=question.what)
    school = known.first()
    if school is None:
        return None, False
    return school, own_schools(seen_by=actor, on=on).filter(pk=school.pk).exists()


def _because(one: Explained, thing: School | Consortium, *, own: bool, on: date) -> str:
    ground = {"thing": thing, "ground": _ground(one.actor, thing, on)}
    parts = [_("%(thing)s: %(ground)s") % ground]
    if isinstance(thing, School):
        inside = _("with its people, classes and pupils")
        parts.append(inside if own else _("only its entry in the directory"))
    return _("; ").join(parts)


def _ground(actor: Actor, thing: School | Consortium, on: date) -> str:
    """What connects the place of the post with the thing."""
    if standing(actor) == AUTHORITY:
        return _("belongs to %(name)s") % {"name": thing.authority}
    if isinstance(thing, School) and thing.pk == actor.school:
        return _("the school of the post")
    if isinstance(thing, Consortium) and thing.pk == actor.consortium:
        return _("the district or group of the post")
    shared = Membership.objects.on(on).filter(consortium__in=consortia(seen_by=actor, on=on))
    school = thing.pk if isinstance(thing, School) else actor.school
    member = shared.filter(school=school).select_related("consortium").first()
    if member is None:
        return _("in the scope of the post")
    facts = {"name": member.consortium.label, "since": member.since}
    return _("member of %(name)s since %(since)s") % facts


def _language() -> str:
    return get_language() or "zh-hans"
