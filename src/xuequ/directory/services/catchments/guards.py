"""What every act on a draft asks first, and what no draft may say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ...engine.catchments.lists import line_text
from ...engine.catchments.outlines import overlapping
from ...engine.catchments.overlaps import Listed, clashes
from ...models import Authority, CatchmentDraft
from ...queries.drafts import Held, may, rings


def at_home(authority: Authority, permission: str, *, actor: Actor) -> Authority:
    """The row of the authority, locked, if the actor acts for it.

    Raises:
        Refused("not-your-catchments"): the actor does not.
    """
    if not may(actor, permission, authority.pk):
        raise Refused("not-your-catchments", authority=authority.name)
    return Authority.objects.select_for_update().get(pk=authority.pk)


def opened(draft: CatchmentDraft, permission: str, *, actor: Actor) -> CatchmentDraft:
    """The draft, locked, if it is still one and the actor works on it.

    Raises:
        Refused("not-your-catchments"): the actor does not.
        Refused("draft-is-published"): it is one no longer.
    """
    at_home(draft.authority, permission, actor=actor)
    row = CatchmentDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if row is None or row.published_at is not None:
        raise Refused("draft-is-published")
    return row


def check_lists(found: Mapping[int, Held], only: Iterable[int] = ()) -> None:
    """No door belongs to two schools that are not served together, nor is listed twice.

    Args:
        only: the schools that were changed; empty: all are looked at.

    Raises:
        Refused("place-listed-twice"): the first such place, with both lines.
    """
    changed = set(only)
    lists = {school: Listed(each.lines, each.area) for school, each in found.items()}
    for clash in clashes(lists):
        if changed and not changed & {clash.one, clash.other}:
            continue
        raise Refused(
            "place-listed-twice",
            line=line_text(clash.line),
            school=found[clash.one].school.name,
            other_line=line_text(clash.other_line),
            other=found[clash.other].school.name,
        )


def check_outlines(found: Mapping[int, Held], only: Iterable[int] = ()) -> None:
    """No ground lies in the outlines of two schools that are not served together.

    Raises:
        Refused("outlines-overlap"): the first two that do.
    """
    changed = set(only)
    areas = {school: each.area for school, each in found.items()}
    outlines = rings(found)
    if changed and not changed & outlines.keys():
        return
    for one, other in overlapping(outlines, areas):
        if not changed or changed & {one, other}:
            names = (found[one].school.name, found[other].school.name)
            raise Refused("outlines-overlap", school=names[0], other=names[1])
