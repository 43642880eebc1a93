"""What keeps the wrong posts out of one hand; asked by every act that gives somebody a post."""

from __future__ import annotations

from datetime import date

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ..engine.exclusion import Held, clash
from ..engine.roles import ROLES
from ..models import Delegation, Holding, Person


def check_exclusive(person: Person, role: str, *, since: date, until: date | None) -> None:
    """Refuse a post that may not go together with another one the person has in these days.

    Call it inside the transaction of the act: the person is held until it ends, so that two
    acts at once cannot give one half each.

    Raises:
        Refused("posts-kept-apart"): the three administrators hold no other post.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    held = Holding.objects.during(since, until).filter(person=person)
    lent = Delegation.objects.together(since, until).filter(person=person)
    rows = [
        *held.values_list("post__role", "since", "until"),
        *lent.values_list("holding__post__role", "since", "until"),
    ]
    other = clash(Held(role, since, until), (Held(*row) for row in rows))
    if other is not None:
        raise Refused(
            "posts-kept-apart", name=person.name, role=_name(role), other=_name(other.role)
        )


def check_not_oneself(person: Person, *, actor: Actor) -> None:
    """Refuse that somebody gives a post to himself.

    Raises:
        Refused("gives-himself-a-post"): the actor is that person.
    """
    if actor.person is not None and actor.person == person.pk:
        raise Refused("gives-himself-a-post", name=person.name)


def _name(role: str) -> object:
    return ROLES[role].name if role in ROLES else role
