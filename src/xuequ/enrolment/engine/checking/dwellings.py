"""One spelling of a dwelling, and whether its seat is taken (学位锁定)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SIGNS = re.compile(r"[\s,，.。;；、:：_~～\-—–－/／\\()（）\[\]【】'\"“”]+")
UNITS = (("#", "号"), ("幢", "栋"), ("座", "栋"), ("房", "室"), ("户", "室"))
FIGURES = str.maketrans("零〇一二三四五六七八九", "00123456789")
COUNTED = re.compile(r"([零〇一二三四五六七八九]+)(?=号|栋|单元|室|层|楼|组|巷|弄)")
SHORTEST = 4  # signs that are left of a dwelling


def key_of(said: str) -> str:
    """A dwelling as it is compared: width, signs between and words for the same thing are one.

    Returns:
        "" where too little is left to tell a dwelling from another.
    """
    text = unicodedata.normalize("NFKC", said).casefold()
    for written, meant in UNITS:
        text = text.replace(written, meant)
    text = re.sub(r"(\d)\s*[-－—]\s*(?=\d)", r"\1|", text)  # 3-402 is not 34-02
    text = SIGNS.sub("", text)
    text = COUNTED.sub(lambda found: found[1].translate(FIGURES), text).removesuffix("室")
    return text if len(text) >= SHORTEST else ""


@dataclass(frozen=True, slots=True)
class Lock:
    """A seat that a dwelling gave.

    Args:
        year: in which the school year began; `years` it holds, that year the first.
        child: number of the child; "" of one from before the platform.
        is_family: does a guardian of the child that asks speak for that child, too?
    """

    year: int
    years: int
    stage: str
    child: str
    is_family: bool

    @property
    def until(self) -> int:
        """The first year in which the dwelling gives a seat again."""
        return self.year + self.years


@dataclass(frozen=True, slots=True)
class Asking:
    """A child that is to enter from a dwelling."""

    child: str
    stage: str
    year: int


def hindering(locks: Sequence[Lock], asking: Asking, *, siblings_exempt: bool) -> Lock | None:
    """The lock of an earlier year that keeps a child from a seat: the one that ends last.

    A lock holds for its stage.  A child's own seat never hinders it, nor a brother's or sister's
    where those are exempt.
    """
    found = [
        each
        for each in _others(locks, asking)
        if each.year < asking.year < each.until and not (siblings_exempt and each.is_family)
    ]
    return max(found, key=lambda each: each.until, default=None)


def rivals(locks: Sequence[Lock], asking: Asking) -> list[Lock]:
    """Children of other families that enter by the same dwelling in the same year.

    Who was checked first must not decide between them, so this hinders nobody: it is named to
    whoever checks.
    """
    same = (each for each in _others(locks, asking) if each.year == asking.year)
    return [each for each in same if not each.is_family]


def _others(locks: Sequence[Lock], asking: Asking) -> list[Lock]:
    """The locks of the stage that other children made."""
    return [
        each
        for each in locks
        if each.stage == asking.stage and (not each.child or each.child != asking.child)
    ]
