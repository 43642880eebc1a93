"""The arithmetic of a score as one sentence, in both languages."""

from __future__ import annotations

from decimal import Decimal

from xuequ.kernel.text import Text

from .points import Line, Score

UNITS = {"month": Text("个月", " months"), "year": Text("年", " years")}


def plain(points: Decimal) -> str:
    """Points as people write them: 97, 74.4, 10."""
    return f"{points.normalize():f}" if points else "0"


def arithmetic(found: Score) -> Text:
    """«一类80 + 居住150个月×0.1=15，上限10，计10 + 独生子女1 = 91», and the same in English.

    What is counted once and was not claimed is left out; it stands in the lines.
    """
    base, *rest = found.lines
    told = [each for each in rest if each.per or each.quantity]
    zh = " + ".join(
        [f"{base.item.zh}{plain(base.counted)}", *(_zh(each, found.kind.zh) for each in told)]
    )
    en = " + ".join(
        [f"{base.item.en}: {plain(base.counted)}", *(_en(each, found.kind.en) for each in told)]
    )
    total, added = plain(found.total), plain(found.added)
    if found.total < found.added:
        return Text(
            f"{zh} = {added}，最高{total}，计{total}",
            f"{en} = {added}, at most {total}, counts {total}",
        )
    return Text(f"{zh} = {total}", f"{en} = {total}")


def _zh(line: Line, kind: str) -> str:
    head = f"{line.item.zh}{plain(line.raw)}"
    if line.per:
        unit = UNITS[line.per].zh
        head = f"{line.item.zh}{line.quantity}{unit}×{plain(line.rate)}={plain(line.raw)}"
    if not line.is_cut:
        return head
    if not line.is_open:
        return f"{head}，{kind}不计，计0"
    limit, counted = plain(line.limit or Decimal(0)), plain(line.counted)
    if line.with_item:
        return f"{head}，与“{line.with_item.zh}”合并上限，余{limit}，计{counted}"
    return f"{head}，上限{limit}，计{counted}"


def _en(line: Line, kind: str) -> str:
    head = f"{line.item.en}: {plain(line.raw)}"
    if line.per:
        unit = UNITS[line.per].en
        head = f"{line.item.en}: {line.quantity}{unit} × {plain(line.rate)} = {plain(line.raw)}"
    if not line.is_cut:
        return head
    if not line.is_open:
        return f"{head}, not open to {kind}, counts 0"
    limit, counted = plain(line.limit or Decimal(0)), plain(line.counted)
    if line.with_item:
        return f"{head}, of the cap of «{line.with_item.en}» {limit} are left, counts {counted}"
    return f"{head}, at most {limit}, counts {counted}"
