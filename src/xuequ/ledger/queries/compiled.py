"""Duties that a paper settles which the program compiles: nobody types what is on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse

from xuequ.kernel.actors import Actor
from xuequ.kernel.discovery import declared
from xuequ.kernel.paper import PaperKind
from xuequ.kernel.periods import Span

from ..engine.owners import Owner
from ..engine.spans import FOREVER


@cache
def compiled() -> Mapping[str, PaperKind]:
    """The kinds of paper that are compiled for a duty, by the key of the duty."""
    return {
        each.duty: each
        for _, module in declared("papers")
        for each in vars(module).values()
        if isinstance(each, PaperKind) and each.duty and each.compile
    }


def compile_link(duty: str, owner: Owner, span: Span | None, *, actor: Actor) -> str:
    """Where the actor has the paper compiled that settles a duty of a place; "" if nowhere."""
    kind = compiled().get(duty)
    if kind is None or owner.kind not in kind.of or not actor.may(kind.needs):
        return ""
    acts_for = actor.school or actor.consortium or actor.authority
    if owner.id != acts_for:
        return ""
    link = reverse("papers:paper_draft", args=[kind.code])
    if span is None or span.until >= FOREVER:
        return link
    last = span.until - timedelta(days=1)
    return f"{link}?{urlencode({'on': last.isoformat()})}"
