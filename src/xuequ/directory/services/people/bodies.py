"""Acts on standing bodies (常设机构)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...models import Authority, Body, Consortium
from ..succession import end
from .checks import room
from .posts import close_posts


@transaction.atomic
def create_body(
    place: Authority | Consortium, kind: str, name: str, *, since: date, actor: Actor
) -> Body:
    """Set up a body of an authority or of a consortium; it ends with the consortium.

    Raises:
        Refused("name-is-taken"): the place has a body of that name in those days.
        Refused("not-yet-begun"): the consortium was formed after that day.
        Refused("already-ended"): the consortium ends on that day or earlier.
    """
    consortium = place if isinstance(place, Consortium) else None
    authority = place.authority if isinstance(place, Consortium) else place
    Authority.objects.select_for_update().get(pk=authority.pk)
    until = room(consortium, since)
    known = Body.objects.filter(authority=authority, consortium=consortium, name=name)
    if known.during(since, until).exists():
        raise Refused("name-is-taken", name=name)
    body = Body.objects.create(
        authority=authority, consortium=consortium, kind=kind, name=name, since=since, until=until
    )
    write("create-body", body, actor=actor, note={"kind": kind})
    return body


@transaction.atomic
def end_body(body: Body, *, until: date, actor: Actor) -> Body:
    """Dissolve a body: its posts and their holders end with it.

    Raises:
        Refused("ends-before-it-begins"): it begins on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
        Refused("somebody-follows"): one of its posts, or a holder, begins on that day or later.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    before = fingerprint(body)
    posts, holdings = close_posts(list(body.posts.select_for_update()), until)
    end(body, until=until)
    write(
        "end-body",
        body,
        actor=actor,
        before=before,
        note={"since": until.isoformat(), "posts": posts, "holdings": holdings},
    )
    return body
