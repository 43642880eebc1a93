"""The policy of an authority on a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from xuequ.profiles import loader
from xuequ.profiles.entries import Profile

from ..engine import types
from ..models import Adoption, Authority


def adopted(authority: Authority, on: date) -> Adoption | None:
    """The adoption that holds on a day, without its text; none before the first."""
    found: Adoption | None = (
        Adoption.objects.on(on).filter(authority=authority).defer("text").order_by("-pk").first()
    )
    return found


def adoptions(authority: Authority) -> list[Adoption]:
    """Every adoption of an authority without its text, the last act first."""
    return list(Adoption.objects.filter(authority=authority).defer("text").order_by("-pk"))


def profile_of(authority: Authority, on: date) -> Profile:
    """The profile an authority follows on a day: the one adopted last, else the shipped one.

    Raises:
        Problems: the text adopted does not fit this version of the product.
    """
    adoption = adopted(authority, on)
    if adoption is None:
        return loader.load(authority.profile)
    return _held(adoption.code, adoption.digest, adoption.pk)


@lru_cache(maxsize=64)
def _held(code: str, digest: str, pk: int) -> Profile:
    """The profile of an adopted text, read once per digest and row."""
    return loader.read(code, Adoption.objects.values_list("text", flat=True).get(pk=pk))


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
    profile = profile_of(authority, on)
    return policy(profile, max(on, profile.since))


def setting(authority: Authority, section: str, key: str, on: date) -> Any:
    """A setting of any section as it stands on a day, or as it first will; None without one.

    Its type belongs to a package above.
    """
    profile = profile_of(authority, on)
    entry = profile.entries.get((section, key))
    return entry.value(max(on, profile.since, entry.values[0].since)) if entry else None
