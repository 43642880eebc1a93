"""What was handed in, as it is kept and sealed: nothing of who the child is, nothing of when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .draft import Draft


def content_of(
    draft: Draft,
    address: str,
    names: Mapping[int, str],
    *,
    companion: str,
    evidence: Iterable[tuple[str, str]],
) -> dict[str, object]:
    """The content of a submission.

    Args:
        address: a keyed digest of it, so that a change of it shows and nothing else.
        names: of the schools, by primary key.
        companion: number of the child it is to be placed together with; empty if none.
        evidence: kind and SHA-256 of each paper.
    """
    return {
        "address": address,
        "place": draft.place,
        "home": names.get(draft.home or 0, ""),
        "primary": names.get(draft.primary or 0, ""),
        "claims": dict(draft.claims),
        "kinds": sorted(draft.kinds),
        "choices": {str(rank): names[pk] for rank, pk in draft.ranked},
        "companion": companion,
        "evidence": sorted(f"{kind} {digest}" for kind, digest in evidence),
    }
