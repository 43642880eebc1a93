"""Whose log-ins show the rounds that were held: notary, second approver, principal, parent."""

from __future__ import annotations

from django.utils import timezone

from xuequ.directory.models import Authority, Holding, Person
from xuequ.enrolment.models import ClassMaking, Offer, Round
from xuequ.enrolment.queries.placing import Told, queued, told

from .told import LOCALITIES

Cast = dict[str, tuple[Person, str]]
ROLES = {"notary": "notary", "section": "bureau_basic"}


def cast() -> Cast:
    """By log-in who it is and what for: four of each locality, and one who is offered a seat."""
    found: Cast = {}
    for code in LOCALITIES:
        authority = Authority.objects.get(profile=code)
        for name, role in ROLES.items():
            held = Holding.objects.filter(post__authority=authority, post__role=role)
            one = held.select_related("post", "person").earliest("pk")
            found[f"{code}-{name}"] = (one.person, f"{authority} {one.post.title}")
        found[f"{code}-principal"] = _principal(authority)
        found[f"{code}-parent"] = _parent(authority)
    found["xingning-waits"] = _offered()
    return found


def _principal(authority: Authority) -> tuple[Person, str]:
    """Of the school whose classes were made last."""
    making = ClassMaking.objects.filter(school__authority=authority).latest("pk")
    held = Holding.objects.filter(post__school=making.school, post__role="principal")
    one = held.select_related("post", "person").earliest("pk")
    return one.person, f"{making.school} {one.post.title}，已编班"


def _parent(authority: Authority) -> tuple[Person, str]:
    """Of the latest round the first who has a seat, no offer of another, and said nothing yet."""
    now = timezone.now()
    waits = queued(now).filter(offer__state=Offer.State.OPEN)
    rows = told(now).filter(outcome__round__authority=authority, school__isnull=False)
    last = Round.objects.filter(pk__in=rows.values("outcome__round"))
    latest = last.order_by("-year", "pk").values_list("pk", flat=True)[:1]
    rows = rows.filter(outcome__round=latest, answer=None)
    rows = rows.exclude(application__person__in=waits.values("application__person"))
    row: Told = rows.order_by("application")[0]
    place = row.application.round
    return row.application.person, f"{authority} 家长，{place.year}年录取结果已公布"


def _offered() -> tuple[Person, str]:
    """Who waits and is offered a seat just now."""
    offers = Offer.objects.filter(state=Offer.State.OPEN)
    row = queued(timezone.now()).filter(offer__in=offers).order_by("pk")[0]
    return row.application.person, f"{row.application.round.authority} 家长，候补递补待答复"
