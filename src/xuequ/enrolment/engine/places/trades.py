"""Why a child has a place, or none, by top trading cycles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from xuequ.kernel.text import Text
from xuequ.methods.allocation.arrays import Applications
from xuequ.methods.allocation.trading import Trades, top_trading_cycles


def traded(a: Applications, schools: Sequence[Text], width: int) -> Iterator[list[Text]]:
    """Of each unit, in their order, a sentence for each choice.

    Args:
        a: applications over slots, as the stage had them.
        schools: name of each slot.
        width: slots of a school.
    """
    found = top_trading_cycles(a)
    gave = _given(a, found)
    seats = a.seats.tolist()
    for unit, (prefs, rank) in enumerate(
        zip(a.prefs.tolist(), found.outcome.rank.tolist(), strict=True)
    ):
        end = len(prefs) if rank < 0 else rank
        told = []
        for at, slot in enumerate(prefs):
            if slot < 0:
                continue
            choice, school = at // width + 1, schools[slot]
            if at < end:
                told.append(_gone(choice, school, seats[slot]))
            elif at > end:
                told.append(_not_asked(choice, school))
            else:
                told.append(_got(choice, school, schools[gave[unit]], gave[unit] == slot))
        yield told


def _given(a: Applications, found: Trades) -> dict[int, int]:
    """Of each unit that got a seat, the slot at which it stood first and which it gave for it."""
    inside = np.flatnonzero(found.cycle >= 0)
    order = inside[np.argsort(found.cycle[inside], kind="stable")]
    ends = np.flatnonzero(np.diff(found.cycle[order])) + 1
    gave: dict[int, int] = {}
    for members in np.split(order, ends) if len(order) else []:
        circle = set(found.outcome.placed[members].tolist())
        first: dict[int, tuple[int, int, int]] = {}
        for unit in members.tolist():
            for slot, claim in zip(a.prefs[unit].tolist(), a.claims[unit].tolist(), strict=True):
                if slot in circle:
                    key = (-claim, int(a.tickets[unit, 0]), unit)
                    first[slot] = min(first.get(slot, key), key)
        for slot, (_, _, unit) in first.items():
            gave[unit] = slot
    return gave


def _gone(choice: int, school: Text, seats: int) -> Text:
    return Text(
        f"第{choice}志愿“{school.zh}”：学位{seats}个，在能轮到您之前已全部换出；未录取。",
        f"Choice {choice}, {school.en}: places {seats}, all of them traded before it could be "
        "your turn. No place.",
    )


def _not_asked(choice: int, school: Text) -> Text:
    return Text(
        f"第{choice}志愿“{school.zh}”：已被前面的志愿录取，不再参加。",
        f"Choice {choice}, {school.en}: not asked, for a better choice was given.",
    )


def _got(choice: int, school: Text, gave: Text, is_own: bool) -> Text:
    if is_own:
        return Text(
            f"第{choice}志愿“{school.zh}”：您在该校排在最前；您被录取。",
            f"Choice {choice}, {school.en}: you stood first there. You have a place.",
        )
    return Text(
        f"第{choice}志愿“{school.zh}”：您在“{gave.zh}”排在最前，以该校学位换得；您被录取。",
        f"Choice {choice}, {school.en}: you stood first at {gave.en} and gave its place for this "
        "one. You have a place.",
    )
