"""The policy of an authority on a day."""

from __future__ import annotations

from datetime import date

from xuequ.profiles import loader
from xuequ.profiles.entries import Profile

from ..engine import types
from ..models import Authority


def policy(profile: Profile, on: date) -> types.Policy:
    """The directory's part of a profile in force on a day.

    Raises:
        LookupError: the profile says nothing yet on that day.
    """
    kinds = loader.sections()
    return types.Policy(
        formation=loader.policy(kinds["formation"], profile, "formation", on),
        membership=loader.policy(kinds["membership"], profile, "membership", on),
    )


def policy_of(authority: Authority, on: date) -> types.Policy:
    """The directory's policy of an authority on a day, or what it first said if that is later."""
    profile = loader.load(authority.profile)
    return policy(profile, max(on, profile.since))
