"""Acts on consortia."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.policy import Formation
from ..models import Authority, Consortium, ConsortiumStanding
from ..queries.settings import policy_of
from .memberships import leave_consortium
from .people import end_body, end_post
from .succession import end, succeed


@dataclass(frozen=True, slots=True)
class NewConsortium:
    """What a consortium is formed as.  `name` is None where the source gives none."""

    kind: str
    label: str  # the name in use
    name: str | None = None
    form: str | None = None


@transaction.atomic
def form_consortium(
    authority: Authority, new: NewConsortium, *, since: date, actor: Actor
) -> Consortium:
    """Form a consortium.

    Raises:
        Refused("name-is-taken"): the authority has one of that name in use.
        Refused("not-a-form"): the locality's catalogue has no such form.
    """
    Authority.objects.select_for_update().get(pk=authority.pk)
    if Consortium.objects.filter(authority=authority, label=new.label, until=None).exists():
        raise Refused("name-is-taken", name=new.label)
    _check_form(policy_of(authority, since).formation, new.form)
    consortium = Consortium.objects.create(
        authority=authority,
        kind=new.kind,
        name=new.name,
        label=new.label,
        since=since,
        order=Consortium.objects.filter(authority=authority).count() + 1,
    )
    ConsortiumStanding.objects.create(consortium=consortium, form=new.form, since=since)
    write("form-consortium", consortium, actor=actor, note={"form": new.form})
    return consortium


@transaction.atomic
def change_consortium(
    consortium: Consortium, *, since: date, values: dict[str, Any], actor: Actor
) -> Consortium:
    """Record from a day on the form, mode, recognition and goal of a consortium.

    Raises:
        Refused("nothing-changed"): all of it is on record already.
        Refused("not-yet-begun"): the consortium was formed after that day.
        Refused("not-a-form"): the locality's catalogue has no such form.
    """
    Consortium.objects.select_for_update().get(pk=consortium.pk)
    if since < consortium.since:
        raise Refused("not-yet-begun", name=consortium.label, since=consortium.since)
    _check_form(policy_of(consortium.authority, since).formation, values.get("form"))
    before = fingerprint(consortium.standings.on(since).first())
    standing = succeed(ConsortiumStanding, {"consortium": consortium}, since=since, values=values)
    write("change-consortium", standing, actor=actor, before=before)
    return consortium


@transaction.atomic
def dissolve_consortium(consortium: Consortium, *, until: date, actor: Actor) -> Consortium:
    """Dissolve a consortium: memberships, bodies, posts and their holders end with it.

    Args:
        until: the first day it is no longer there.

    Raises:
        Refused("ends-before-it-begins"): it, or something of it, begins on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
        Refused("somebody-follows"): a post of it is taken up on that day or later.
    """
    Authority.objects.select_for_update().get(pk=consortium.authority_id)
    consortium = Consortium.objects.select_for_update().get(pk=consortium.pk)
    before = fingerprint(consortium)
    going_on = Q(until=None) | Q(until__gt=until)
    for each in consortium.memberships.filter(going_on):
        leave_consortium(each, until=until, actor=actor)
    for body in consortium.body_set.filter(going_on):
        end_body(body, until=until, actor=actor)
    for post in consortium.posts.filter(going_on):
        end_post(post, until=until, actor=actor)
    for standing in consortium.standings.filter(going_on):
        end(standing, until=until)
    end(consortium, until=until)
    note = {"since": until.isoformat()}
    write("dissolve-consortium", consortium, actor=actor, before=before, note=note)
    return consortium


def _check_form(formation: Formation, form: str | None) -> None:
    if form is not None and formation.forms and formation.form(form) is None:
        raise Refused("not-a-form", form=form)
