"""Districts and groups, and who belongs to them, as rows of their sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import get_language

from xuequ.kernel.actors import Actor

from ...engine.taking.consortia import NAMELESS
from ...models import Authority, ConsortiumStanding, Membership
from ..scope import consortia
from ..settings import policy_of

Values = Mapping[str, object]


def give_consortia(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The consortia of an authority in the actor's scope on a day."""
    english = (get_language() or "").startswith("en")
    forms = {
        form.code: form.name.en if english else form.name.zh
        for form in policy_of(authority, on).formation.forms
    }
    shown = consortia(seen_by=actor, on=on).filter(authority=authority)
    rows = ConsortiumStanding.objects.on(on).filter(consortium__in=shown)
    standings = {each.consortium_id: each for each in rows}
    for each in shown:
        now = standings.get(each.pk)
        form = now.form if now else None
        yield {
            "label": each.label,
            "name": each.name or NAMELESS,
            "kind": each.kind,
            "form": forms.get(form or "", form),
            **{name: getattr(now, name, None) for name in ("mode", "recognition", "goal")},
            "formed": each.since,
            "until": each.until,
        }


def give_memberships(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The memberships in the consortia in the actor's scope on a day."""
    shown = consortia(seen_by=actor, on=on).filter(authority=authority)
    rows = Membership.objects.on(on).filter(consortium__in=shown)
    ordered = rows.order_by("consortium__order", "consortium", "order", "id")
    for each in ordered.select_related("consortium", "school", "section"):
        yield {
            "consortium": each.consortium.label,
            "school_code": each.school.code,
            "school": each.school.name,
            "section": each.section.stage if each.section else None,
            "role": each.role,
            "primary": each.is_primary,
            "since": each.since,
            "until": each.until,
        }
