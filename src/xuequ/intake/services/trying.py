"""Take a sheet as a rehearsal, or in earnest, and say what it writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from xuequ.kernel.sheet import Row, Sheet
from xuequ.kernel.text import Text
from xuequ.record.journal import listening

from ..files import place_in
from ..models import Part
from ..queries.changes import MOST, PAGE, Said, pack, said
from ..queries.scale import rows_of
from ..queries.sheets import models_of, weighed
from ..queries.written import Net, Written, pieces, written
from .taking import Where, take

Progress = Callable[[Text], None]
Keep = Callable[[Written], None]


def quiet(_: Text) -> None:
    """Tell nobody how far it is."""


@dataclass(slots=True)
class Outcome:
    """What a sheet writes."""

    net: str  # its digest
    rows: dict[str, int]  # rows of the sheet: new, changed, same
    counts: dict[str, dict[str, int]]  # rows of each model: new, changed, gone
    files: dict[str, dict[str, int]]  # the same for each file of a bundle
    share: float  # of the rows there are of the first model, how much is changed
    parts: list[Part] = field(default_factory=list)


def rehearse(sheet: Sheet, rows: Sequence[Row], where: Where, progress: Progress) -> Outcome:
    """What taking the rows would write; nothing of it stays.

    Raises:
        Problems: some row cannot be taken.
    """
    shown: dict[str, list[Said]] = {kind: [] for kind in Part.Kind.values}

    def keep(each: Written) -> None:
        if len(shown[each.kind]) < MOST[each.kind]:
            shown[each.kind].append(said(each))

    with transaction.atomic():
        outcome = perform(sheet, rows, where, keep=keep, progress=progress, named=True)
        transaction.set_rollback(True)
    progress(Text("正在整理变更对照", "putting the changes in order"))
    for kind, some in shown.items():
        some.sort(key=lambda each: each[1])  # by line; of one line in the order of the models
        for piece in pieces(some, PAGE):
            number = len(outcome.parts) + 1
            part = Part(kind=kind, number=number, count=len(piece), content=pack(piece))
            outcome.parts.append(part)
    return outcome


def perform(
    sheet: Sheet,
    rows: Sequence[Row],
    where: Where,
    *,
    keep: Keep,
    progress: Progress,
    named: bool = False,
) -> Outcome:
    """Take the rows; every row that is written is handed to `keep`, if asked for to be `named`.

    Raises:
        Problems: some row cannot be taken; the transaction around must not be committed.
    """
    listened = models_of(sheet)
    held = {each: rows_of(each, where.authority).count() for each in weighed(sheet)}
    progress(Text(f"正在核对{len(rows)}行", f"checking {len(rows)} rows"))
    with listening(listened) as journal:
        take(sheet, rows, where)
    progress(Text("正在比较导入前后", "comparing before and after"))
    net = Net(journal)
    for each in written(journal, named=named):
        net.add(each)
        keep(each)
    lines = list(dict.fromkeys(row.line for row in rows))
    return Outcome(
        net=net.seal(),
        rows=net.rows(lines),
        counts=net.counts,
        files=_by_file(sheet, net, lines),
        share=max(_share(net.counts.get(each._meta.label, {}), held[each]) for each in held),
    )


def _share(counts: Mapping[str, int], held: int) -> float:
    """How much of what there was is changed or gone."""
    return (counts.get("changed", 0) + counts.get("gone", 0)) / held if held else 0.0


def _by_file(sheet: Sheet, net: Net, lines: Sequence[int]) -> dict[str, dict[str, int]]:
    """What becomes of the rows of each file of a bundle."""
    files: dict[str, list[int]] = {}
    for line in lines:
        files.setdefault(place_in(sheet, line)[0], []).append(line)
    return {file: net.rows(held) for file, held in sorted(files.items()) if file}
