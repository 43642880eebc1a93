"""The chapter's policy of an authority on a day."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority
from xuequ.directory.queries.settings import profile_of
from xuequ.profiles import loader
from xuequ.profiles.entries import Profile

from ..engine.policy import SECTIONS
from ..engine.types import Policy


def policy(profile: Profile, on: date) -> Policy:
    """The chapter's part of a profile in force on a day.

    Raises:
        LookupError: the profile says nothing yet on that day.
    """
    return Policy(
        **{name: loader.policy(kind, profile, name, on) for name, kind in SECTIONS.items()}
    )


def policy_of(authority: Authority, on: date) -> Policy:
    """The same for an authority, or what its profile first said if that is later."""
    profile = profile_of(authority, on)
    return policy(profile, max(on, profile.since))
