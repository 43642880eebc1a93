"""What is told of the marks of a class must be what marks of pupils can add up to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from xuequ.kernel.sheet import Row

from .faults import Faults

SHARES = {"pass_share": "passed", "excellent_share": "excellent", "low_share": "low"}
BAND = re.compile(r"^(\d+(?:\.\d+)?)\s*[-–—~～至到]\s*(\d+(?:\.\d+)?)\s*[:：]\s*(\d+)\s*人?$")


@dataclass(frozen=True, slots=True)
class Band:
    """How many pupils have a mark from `low` to `high`."""

    low: Decimal
    high: Decimal
    pupils: int


def moments(row: Row, faults: Faults, present: int, full: Decimal) -> dict[str, object]:
    """Mean and standard deviation; a mean leaves only so much room for a deviation."""
    mean = cast("Decimal | None", row.values.get("mean"))
    deviation = cast("Decimal | None", row.values.get("deviation"))
    found = {"mean": mean, "deviation": deviation}
    if mean is not None and not 0 <= mean <= full:
        faults.tell(
            row.line,
            "mean",
            f"平均分{mean}不在0到满分{full}之间。请核对平均分和满分。",
            f"the mean {mean} is not between 0 and the full mark {full}; check both.",
        )
    elif deviation is not None and (
        deviation < 0 or deviation**2 > _widest(mean, full, present) + Decimal("0.5")
    ):
        faults.tell(
            row.line,
            "deviation",
            f"标准差{deviation}过大：平均分和满分下不可能。请核对。",
            f"no marks have a deviation of {deviation} with that mean and full mark; check them.",
        )
    return {key: value and round(value, 2) for key, value in found.items()}


def _widest(mean: Decimal | None, full: Decimal, present: int) -> Decimal:
    """The largest variance that marks from 0 to full with that mean can have."""
    middle = full / 2 if mean is None else mean
    return middle * (full - middle) * present / max(present - 1, 1)


def counted(row: Row, faults: Faults, column: str, present: int) -> int | None:
    """How many pupils a share of those present is.

    A share rounded to the places it is written with must be that of a whole number of pupils.
    """
    share = cast("Decimal | None", row.values.get(column))
    if share is None or present <= 0:
        return None
    if not 0 <= share <= 100:
        faults.tell(
            row.line, column, "百分比须在0到100之间。", "a share lies between 0 and 100 percent."
        )
        return None
    pupils = round(share * present / 100)
    places = max(0, -cast(int, share.as_tuple().exponent))
    off = abs(Decimal(pupils) * 100 / present - share)
    if places > 6:  # what a workbook computed and nobody rounded
        places = 6
    if off > Decimal("0.51") / 10**places:
        near = Decimal(pupils) * 100 / present
        faults.tell(
            row.line,
            column,
            f"{present}人中没有整数人占{share}%，最接近的是{pupils}人（{near:.2f}%）。"
            "请核对；须写百分数，如 85.5，不写 0.855。",
            f"no whole number of {present} pupils is {share} %; {pupils} would be {near:.2f} %. "
            "Check it, and write percents: 85.5, not 0.855.",
        )
    return pupils


def check_shares(row: Row, faults: Faults, facts: Mapping[str, object]) -> None:
    passed, excellent, low = (cast("int | None", facts[each]) for each in SHARES.values())
    if passed is not None and excellent is not None and excellent > passed:
        faults.tell(
            row.line,
            "excellent_share",
            "优秀率高于及格率。请核对两者。",
            "more are excellent than passed; check both.",
        )
    if passed is not None and low is not None and passed + low > cast(int, facts["present"]):
        faults.tell(
            row.line,
            "low_share",
            "及格率与低分率之和超过100%。请核对两者。",
            "passed and low add up to more than all; check both.",
        )


def bands_of(text: str) -> list[Band]:
    """The bands a cell names: "0-59:3; 60-100:40".

    Raises:
        ValueError: some part is no band, or bands run backwards or into one another.
    """
    found: list[Band] = []
    for part in re.split(r"[;；\n]", text):
        if not part.strip():
            continue
        said = BAND.match(part.strip())
        if said is None:
            raise ValueError(part.strip())
        band = Band(Decimal(said[1]), Decimal(said[2]), int(said[3]))
        if band.high < band.low or (found and band.low < found[-1].high):
            raise ValueError(part.strip())
        found.append(band)
    return found


def bands(row: Row, faults: Faults, facts: Mapping[str, object]) -> str:
    """The bands as they are kept; they must add up to those present and leave room for the mean."""
    if not row.text("bands"):
        return ""
    try:
        found = bands_of(row.text("bands"))
    except ValueError as part:
        faults.tell(
            row.line,
            "bands",
            f"看不懂“{part}”。请从低到高写成：0-59:3；60-100:40。",
            f"«{part}» is not understood. Write from low to high: 0-59:3; 60-100:40.",
        )
        return ""
    total = sum(each.pupils for each in found)
    if total != facts["present"]:
        faults.tell(
            row.line,
            "bands",
            f"各分数段共{total}人，参考{facts['present']}人。请改成一致。",
            f"the bands hold {total} pupils, but {facts['present']} took part; make them agree.",
        )
    elif found[-1].high > cast(Decimal, facts["full_mark"]):
        faults.tell(
            row.line,
            "bands",
            "最高分数段超过满分。请核对。",
            "the highest band is above the full mark; check it.",
        )
    elif not _leaves_room(found, total, facts):
        faults.tell(
            row.line,
            "bands",
            f"按这些分数段，平均分不可能是{facts['mean']}。请核对两者。",
            f"with these bands the mean cannot be {facts['mean']}; check both.",
        )
    return "; ".join(f"{each.low}-{each.high}:{each.pupils}" for each in found)


def _leaves_room(bands: Sequence[Band], total: int, facts: Mapping[str, object]) -> bool:
    mean = cast("Decimal | None", facts["mean"])
    if mean is None:
        return True
    least = sum(each.low * each.pupils for each in bands) / total
    most = sum(each.high * each.pupils for each in bands) / total
    return least - 1 <= mean <= most + 1
