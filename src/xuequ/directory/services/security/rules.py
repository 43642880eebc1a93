"""Acts on the installation's rules of signing in."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...models import SignInRules


@transaction.atomic
def set_sign_in_rules(changes: Mapping[str, object], *, actor: Actor) -> SignInRules:
    """Change some of the rules, e.g. `{"second_factor": "offered"}`.

    Raises:
        Refused("nothing-changed"): they say that already.
    """
    held = SignInRules.objects.select_for_update().first()
    before = fingerprint(held)
    held = held or SignInRules()
    new = {name: value for name, value in changes.items() if getattr(held, name) != value}
    if not new:
        raise Refused("nothing-changed")
    for name, value in new.items():
        setattr(held, name, value)
    note = {"character_classes" if name == "classes" else name: new[name] for name in new}
    held.changed_at = timezone.now()
    held.save()
    write("set-sign-in-rules", held, actor=actor, before=before, note=note)
    return held
