"""How long an authority keeps personal data."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority
from xuequ.directory.queries.settings import profile_of
from xuequ.profiles import loader

from ...engine.policy import Privacy


def privacy_of(authority: Authority, on: date) -> Privacy:
    """The periods an authority has set; none before its profile says anything."""
    try:
        return loader.policy(Privacy, profile_of(authority, on), "privacy", on)
    except LookupError:
        return Privacy()
