"""How many new visitors a process lets in, told by how long it takes to answer those inside.

Additive increase and multiplicative decrease, as in the control of congestion in networks
(Chiu and Jain 1989): while 19 of 20 answers of the last second came within `GOOD` seconds and not
all threads were busy, the rate grows, the less the nearer they come to it; beyond `BAD`, or with
all threads busy nearly all the time, nobody comes in for the time being, and the rate falls by a
fifth, once in `HOLD` seconds.  It grows slowly, for whoever comes in asks for most of their pages
only minutes later.
"""

from __future__ import annotations

from dataclasses import dataclass, field

GOOD, BAD = 0.3, 0.6  # seconds within which 19 of 20 answers come
FULL = 0.9  # share of a second in which every thread was busy
FEWEST = 5  # answers of a second that say something
FLOOR, START = 0.5, 5.0  # visitors a second
STEP, SHARE, CUT = 0.02, 0.01, 0.8
HOLD = 5.0  # seconds for which a rate that was cut is kept, so that the cut can show
SOON, LATE, PART = 5, 180, 0.8  # seconds until a page asks again; of what is still to wait
BURST = 2  # seconds whose visitors may come at once


@dataclass(slots=True)
class Pace:
    """One process.

    Args:
        threads: how many requests it answers at once.
        rate: visitors a second that it lets in.
    """

    threads: int
    rate: float = START
    inside: int = 0  # requests being answered
    allowed: float = 0.0
    is_strained: bool = False  # in the last second it was more than it carries
    _answers: list[float] = field(default_factory=list)
    _full: float = 0.0  # seconds of this second in which every thread was busy
    _since: float = 0.0  # when the second began
    _changed: float = 0.0  # when `inside` changed last
    _cut: float = float("-inf")  # when the rate was cut last

    def begin(self, now: float) -> None:
        """A request is taken up; `now` in seconds of any clock that does not go back."""
        self._count(now)
        self.inside += 1

    def end(self, now: float, seconds: float) -> None:
        """It was answered in so many seconds."""
        self._count(now)
        self.inside -= 1
        self._answers.append(seconds)

    def tick(self, now: float, *, is_wanted: bool) -> int:
        """How many visitors may come in now; asked more often than each second, none between.

        Args:
            is_wanted: somebody waits.  Without that the rate does not grow.
        """
        passed = now - self._since
        if passed < 1:
            return 0
        self._count(now)
        slowest = nineteen_of_twenty(self._answers)
        is_full = self._full > FULL * passed
        self.is_strained = is_full or (slowest or 0) > BAD
        is_held = now - self._cut < HOLD
        if self.is_strained:
            self.allowed = 0.0
            if not is_held:
                self.rate, self._cut = max(FLOOR, self.rate * CUT), now
        else:
            if is_wanted and not is_held and (slowest or 0) < GOOD:
                room = 1 - (slowest or 0) / GOOD
                self.rate += room * max(STEP, self.rate * SHARE)
            self.allowed = min(self.allowed + self.rate * min(passed, BURST), self.rate * BURST)
        self._answers, self._full, self._since = [], 0.0, now
        come = int(self.allowed)
        self.allowed -= come
        return come

    def _count(self, now: float) -> None:
        if self.inside >= self.threads:
            self._full += now - max(self._changed, self._since)
        self._changed = now


def back_in(before: int, rate: float) -> int:
    """Seconds until a waiting page asks again: most of what it has still to wait, as it looks now.

    So each page asks only some times, however many wait.

    Args:
        before: how many come in before it.
        rate: how many came in a second of late.
    """
    return int(min(LATE, max(SOON, PART * before / max(rate, FLOOR))))


def minutes_left(before: int, rate: float) -> int:
    """Minutes somebody has still to wait, as it looks now; rounded up, at least one."""
    return max(1, -int(-before / max(rate, FLOOR) // 60))


def nineteen_of_twenty(answers: list[float]) -> float | None:
    """The seconds within which 19 of 20 answers came; none where they are too few to say."""
    if len(answers) < FEWEST:
        return None
    return sorted(answers)[(19 * len(answers) + 19) // 20 - 1]
