"""Put today's figures into a draft compiled earlier, without touching what people wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from xuequ.kernel.paper import CODES, Block, Document, Grid, Heading

Key = tuple[str, str, int]  # under which heading or with which title, of which sort, which of them


def renewed(first: Document, held: Document, now: Document) -> Document:
    """The draft as it is held, with every part renewed that still says what was compiled.

    A part somebody changed, added or took away stays changed, added or away.  A compiled part
    that is compiled no more goes; one that is compiled for the first time comes after the part
    before it, or at the end.

    Args:
        first: as it was compiled.
        held: as it stands.
        now: as it would be compiled today.
    """
    before = dict(_keyed(first.blocks))
    today = dict(_keyed(now.blocks))
    keys = {id(block): key for key, block in before.items()}
    as_compiled = _as_compiled(held.blocks, first.blocks)
    blocks: list[Block] = []
    places: list[Key | None] = []
    for block in held.blocks:
        old = as_compiled.get(id(block))
        key = keys[id(old)] if old is not None else None
        if key is None:
            blocks.append(block)
            places.append(None)
        elif key in today:
            blocks.append(today[key])
            places.append(key)
    _add_new(blocks, places, before, today)
    return replace(held, blocks=tuple(blocks))


def _keyed(blocks: Sequence[Block]) -> Iterator[tuple[Key, Block]]:
    """Each part with a name that is the same whatever its figures are."""
    under, seen = "", Counter[tuple[str, str]]()
    for block in blocks:
        if isinstance(block, Heading):
            under = block.text
        name = block.table.title.zh if isinstance(block, Grid) else under
        sort = (name, CODES[type(block)])
        yield (*sort, seen[sort]), block
        seen[sort] += 1


def _as_compiled(held: Sequence[Block], first: Sequence[Block]) -> dict[int, Block]:
    """For each part that still says what was compiled, the part it was; each of these once."""
    left = list(first)
    found: dict[int, Block] = {}
    for block in held:
        if block in left:
            found[id(block)] = left.pop(left.index(block))
    return found


def _add_new(
    blocks: list[Block], places: list[Key | None], before: dict[Key, Block], today: dict[Key, Block]
) -> None:
    """Put in what is compiled for the first time."""
    previous: Key | None = None
    for key, block in today.items():
        if key not in before:
            at = places.index(previous) + 1 if previous in places else len(blocks)
            blocks.insert(at, block)
            places.insert(at, key)
        previous = key
