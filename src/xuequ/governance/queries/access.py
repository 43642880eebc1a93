"""Who may change what is recorded of a place."""

from __future__ import annotations

from xuequ.directory.models import Authority, Consortium
from xuequ.kernel.actors import Actor


def may_change(actor: Actor, place: Authority | Consortium) -> bool:
    """A bureau changes every consortium of its own, a consortium's post only that one."""
    if actor.everywhere:
        return True
    if not actor.may("governance.change") or actor.school is not None:
        return False
    if actor.consortium is not None:
        return isinstance(place, Consortium) and actor.consortium == place.pk
    authority = place.authority_id if isinstance(place, Consortium) else place.pk
    return actor.is_at_home(authority)


def is_the_bureau(actor: Actor, authority: Authority) -> bool:
    """Does the actor stand in the authority itself, not in one of its consortia or schools?"""
    return may_change(actor, authority)
