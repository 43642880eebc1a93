"""Intervals for shares and means of random samples, simple or stratified.

Everything works on strata; a simple random sample is one stratum.  A stratum of `size` people of
whom `count` answered stands for its whole size.  The finite population correction (1 - f) makes
an interval shrink to the point when everybody has answered.

Sources: Wilson, JASA 22 (1927) 209; Newcombe, Statistics in Medicine 17 (1998) 857 (single share)
and 873 (difference, method 10); Cochran, Sampling Techniques (1977) §5; Korn and Graubard, Survey
Methodology 24 (1998) 193 (a survey's share by its effective sample size).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isinf, isnan, nan, sqrt
from statistics import NormalDist, fmean

Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the ends of its 95 % interval; not numbers where there is no interval."""

    value: float
    low: float
    high: float

    @property
    def is_bare(self) -> bool:
        """Is there no interval, because it is no random sample?"""
        return isnan(self.low)


def bare(value: float) -> Estimate:
    """A value of which no interval can be told."""
    return Estimate(value, nan, nan)


@dataclass(frozen=True, slots=True)
class Stratum:
    """Who answered in one stratum.

    Args:
        weight: how much of the population the stratum is; any unit, all strata alike.
        fraction: of the stratum that answered, 0 (endless population) to 1 (everybody).
        values: what was answered; 0 and 1 for a share.
    """

    weight: float
    fraction: float
    values: tuple[float, ...]


def wilson(share: float, count: float, z: float = Z95) -> Estimate:
    """Wilson's score interval of a share.

    Args:
        share: 0 to 1.
        count: the sample size, or the effective one; infinite when everybody is known.
    """
    if isinf(count):
        return Estimate(share, share, share)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count**2))
    low = 0.0 if share == 0 else max(0.0, middle - half)
    high = 1.0 if share == 1 else min(1.0, middle + half)
    return Estimate(share, low, high)


def share_of(strata: Sequence[Stratum]) -> Estimate | None:
    """The share of ones in the population: weighted, by Wilson with the effective sample size.

    The effective size is 1 / Σ W²(1-f)/n, that of a simple random sample whose share is known as
    well when all strata have the same share; it is never too large by a gain from stratifying.
    Strata in which nobody answered are spoken for by the others.  None if nobody answered.
    """
    known = weighted(strata)
    if not known:
        return None
    return wilson(_mean(known), _effective(known))


def mean_of(strata: Sequence[Stratum], bounds: tuple[float, float]) -> Estimate | None:
    """The mean in the population with Student's interval, cut at the bounds of the scale.

    The variance is Σ W²(1-f)s²/n with n - H degrees of freedom; a stratum with one answer
    borrows the variance pooled over the others.  None if it cannot be told: fewer than two
    answers, or no stratum has two.
    """
    known = weighted(strata)
    freedom = sum(len(each.values) for _, each in known) - len(known)
    if freedom < 1:
        return None
    squares = {at: _squares(each.values) for at, (_, each) in enumerate(known)}
    pooled = sum(squares.values()) / freedom
    variance = 0.0
    for at, (weight, each) in enumerate(known):
        n = len(each.values)
        spread = squares[at] / (n - 1) if n > 1 else pooled
        variance += weight**2 * (1 - each.fraction) * spread / n
    middle, half = _mean(known), t_point(freedom) * sqrt(variance)
    return Estimate(middle, max(bounds[0], middle - half), min(bounds[1], middle + half))


def difference(one: Estimate, other: Estimate) -> Estimate:
    """One share less another of an independent sample: Newcombe's square-and-add interval."""
    value = one.value - other.value
    below = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    above = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Estimate(value, max(-1.0, value - below), min(1.0, value + above))


def t_point(freedom: int, z: float = Z95) -> float:
    """The 97.5 % point of Student's t, by Cornish and Fisher's expansion.

    Within 0.3 % from 4 degrees of freedom on, within 4 % from 2 on.
    """
    parts = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum(part / float(freedom) ** power for power, part in enumerate(parts))


def weighted(strata: Sequence[Stratum]) -> list[tuple[float, Stratum]]:
    """The strata with answers, their weights made to add up to one."""
    known = [each for each in strata if each.values and each.weight > 0]
    total = sum(each.weight for each in known)
    return [(each.weight / total, each) for each in known]


def _mean(known: Sequence[tuple[float, Stratum]]) -> float:
    found = sum(weight * fmean(each.values) for weight, each in known)
    ends = [value for _, each in known for value in each.values]
    return min(max(found, min(ends)), max(ends))  # sums of parts may miss an end by a hair


def _effective(known: Sequence[tuple[float, Stratum]]) -> float:
    loss = sum(weight**2 * max(0.0, 1 - each.fraction) / len(each.values) for weight, each in known)
    return 1 / loss if loss > 0 else inf


def _squares(values: Sequence[float]) -> float:
    middle = fmean(values)
    return sum((value - middle) ** 2 for value in values)
