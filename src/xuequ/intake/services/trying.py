"""Take a sheet as a rehearsal, or in earnest, and say what it writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from xuequ.kernel.run_kinds import Report
from xuequ.kernel.sheet import Row, Sheet
from xuequ.kernel.text import Text
from xuequ.record.journal import listening
from xuequ.record.rehearsal import rehearsal
from xuequ.vault.keys import steady_ring

from ..files import place_in
from ..models import Part
from ..queries.changes import MOST, PAGE, Said, pack, said
from ..queries.scale import rows_of
from ..queries.sheets import models_of, weighed
from ..queries.written import BATCH, Net, Written, pieces, prefetch, written
from .taking import Where, take

Progress = Report
Keep = Callable[[Written], None]


COMPARING = Text("正在比较导入前后", "comparing before and after")
IN_ORDER = Text("正在整理变更对照", "putting the changes in order")
OFTEN = 500  # rows compared between two reports


def quiet(_share: float, _doing: Text) -> None:
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
    shown = _Shown()
    progress(0.1, _taking(rows))
    with rehearsal():
        outcome = perform(sheet, rows, where, keep=shown.keep, progress=progress)
        shown.name()
    progress(0.95, IN_ORDER)
    outcome.parts = shown.parts()
    return outcome


class _Shown:
    """The first rows of each kind, in words, for the table of changes."""

    def __init__(self) -> None:
        self._waiting: list[Written] = []
        self._counts = dict.fromkeys(Part.Kind.values, 0)
        self._said: dict[str, list[Said]] = {kind: [] for kind in Part.Kind.values}

    def keep(self, each: Written) -> None:
        if self._counts[each.kind] < MOST[each.kind]:
            self._counts[each.kind] += 1
            self._waiting.append(each)
        if len(self._waiting) >= BATCH:
            self.name()

    def name(self) -> None:
        """Put those that wait into words; what they point at is read with them."""
        prefetch(self._waiting)
        for each in self._waiting:
            self._said[each.kind].append(said(each))
        self._waiting.clear()

    def parts(self) -> list[Part]:
        """The pages of the table, kind by kind and line by line."""
        found: list[Part] = []
        for kind, some in self._said.items():
            some.sort(key=lambda each: each[1])  # of one line in the order of the models
            found += [
                Part(kind=kind, number=len(found) + n, count=len(piece), content=pack(piece))
                for n, piece in enumerate(pieces(some, PAGE), start=1)
            ]
        return found


def perform(
    sheet: Sheet,
    rows: Sequence[Row],
    where: Where,
    *,
    keep: Keep,
    progress: Progress,
) -> Outcome:
    """Take the rows; every row that is written is handed to `keep`.

    Raises:
        Problems: some row cannot be taken; the transaction around must not be committed.
    """
    with steady_ring():
        return _performed(sheet, rows, where, keep=keep, progress=progress)


def _performed(
    sheet: Sheet,
    rows: Sequence[Row],
    where: Where,
    *,
    keep: Keep,
    progress: Progress,
) -> Outcome:
    listened = models_of(sheet)
    held = {each: rows_of(each, where.authority).count() for each in weighed(sheet)}
    progress(0.1, _taking(rows))
    with listening(listened) as journal:
        take(sheet, rows, where)
    net = Net(journal)
    for n, each in enumerate(written(journal)):
        if n % OFTEN == 0:
            progress(0.6 + 0.35 * n / net.all, COMPARING)
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


def _taking(rows: Sequence[Row]) -> Text:
    return Text(f"正在逐行核对，共{len(rows)}行", f"checking {len(rows)} rows one by one")


def _share(counts: Mapping[str, int], held: int) -> float:
    """How much of what there was is changed or gone."""
    return (counts.get("changed", 0) + counts.get("gone", 0)) / held if held else 0.0


def _by_file(sheet: Sheet, net: Net, lines: Sequence[int]) -> dict[str, dict[str, int]]:
    """What becomes of the rows of each file of a bundle."""
    files: dict[str, list[int]] = {}
    for line in lines:
        files.setdefault(place_in(sheet, line)[0], []).append(line)
    return {file: net.rows(held) for file, held in sorted(files.items()) if file}
