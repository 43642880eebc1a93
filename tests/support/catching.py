"""Drafts of catchments for the addresses: one for each authority, on which nobody is asked yet."""

from __future__ import annotations

from casting import CAST_YEAR
from xuequ.directory.models import Authority, CatchmentDraft

REACH = {"drafted/pk": "whole"}  # which scope decides about them: only the offices


def draft_of(authority: Authority) -> int:
    """A draft of the primary catchments of an authority."""
    draft, _ = CatchmentDraft.objects.get_or_create(
        authority=authority, stage="primary", published_at=None, defaults={"since": CAST_YEAR}
    )
    return int(draft.pk)
