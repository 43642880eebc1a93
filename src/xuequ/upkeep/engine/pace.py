"""How many new visitors a process lets in, told by how long it takes to answer those inside.

Additive increase and multiplicative decrease, as in the control of congestion in networks
(Chiu and Jain 1989): while 19 of 20 answers of the last seconds came within `GOOD` seconds and not
all threads were busy, the rate grows, the less the nearer they come to it; beyond `BAD`, or with
all threads busy nearly all the time, nobody comes in for the time being, and the rate falls by a
fifth, once in `HOLD` seconds.  It begins low and grows slowly, for whoever comes in asks for most
of their pages only minutes later.

Whose number is called comes when their page asks again, or never.  So more are called than may
come in, the more the fewer came of those called before, and the fewer the more stand at the door
in vain; the door itself keeps to the rate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

GOOD, BAD = 0.35, 0.7  # seconds within which 19 of 20 answers come
LATELY = 5.0  # seconds whose answers are looked at
FULL = 0.9  # share of a second in which every thread was busy
FEWEST = 5  # answers that say something
FLOOR, START = 0.5, 1.5  # visitors a second
STEP, SHARE, CUT = 0.1, 0.015, 0.8
HOLD = 5.0  # seconds for which a rate that was cut is kept, so that the cut can show
SOON, LATE, PART = 5, 600, 0.8  # seconds until a page asks again; of what is still to wait
ASKING = 25  # pages that are to ask in a second, of those far from their turn
BURST = 2  # seconds whose visitors may come at once
CALLED = 1.5  # numbers called for each visitor that may come in, where all come who are called
REMEMBERED = 300.0  # seconds over which it is reckoned how many of those called come
COMING = 120.0  # seconds until who was called is here, or does not come
BEFORE, MOST = 30.0, 50.0  # called and come before anything is known; called for each who comes


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
    allowed: float = 0.0  # visitors that may come in now
    is_strained: bool = False  # in the last second it was more than it carries
    _turned: int = 0  # stood at the door in vain in this second
    _answers: list[tuple[float, float]] = field(default_factory=list)  # when, in so many seconds
    _full: float = 0.0  # seconds of this second in which every thread was busy
    _since: float | None = None  # when the second began
    _calls: list[tuple[float, int]] = field(default_factory=list)  # when, so many, not yet due
    _called: float = BEFORE  # numbers called of late, of those who should be here
    _came: float = BEFORE  # how often somebody who was called stood at the door of late
    _changed: float = 0.0  # when `inside` changed last
    _cut: float = float("-inf")  # when the rate was cut last

    def begin(self, now: float) -> None:
        """A request is taken up; `now` in seconds of any clock that does not go back."""
        self._count(now)
        self.inside += 1

    def end(self, now: float, seconds: float | None) -> None:
        """It was answered in so many seconds; none, where they say nothing of the machine."""
        self._count(now)
        self.inside -= 1
        if seconds is not None:
            self._answers.append((now, seconds))

    def take(self) -> bool:
        """May a visitor at the door, whose number was called, come in now?"""
        self._came += 1
        if self.allowed < 1:
            self._turned += 1
            return False
        self.allowed -= 1
        return True

    def tick(self, now: float) -> int:
        """How many numbers to call now; asked more often than each second, none between.

        The rate grows only while somebody stands at the door in vain.
        """
        passed = 1.0 if self._since is None else now - self._since
        if passed < 1:
            return 0
        self._count(now)
        self._answers = [each for each in self._answers if each[0] > now - LATELY]
        slowest = nineteen_of_twenty([took for _, took in self._answers])
        is_full = self._full > FULL * passed
        self.is_strained = is_full or (slowest or 0) > BAD
        is_held = now - self._cut < HOLD
        if self.is_strained:
            self.allowed = 0.0
            if not is_held:
                self.rate, self._cut = max(FLOOR, self.rate * CUT), now
        else:
            if self._turned and not is_held and (slowest or 0) < GOOD:
                room = 1 - (slowest or 0) / GOOD
                self.rate += room * max(STEP, self.rate * SHARE)
            self.allowed = min(self.allowed + self.rate * min(passed, BURST), self.rate * BURST)
        call = 0 if self.is_strained else self._to_call(now, passed)
        self._full, self._since, self._turned = 0.0, now, 0
        return call

    def _to_call(self, now: float, passed: float) -> int:
        """How many numbers to call after so many seconds."""
        forgotten = math.exp(-passed / REMEMBERED)
        due = [count for at, count in self._calls if now - at >= COMING]
        self._calls = [each for each in self._calls if now - each[0] < COMING]
        self._called = BEFORE + (self._called - BEFORE) * forgotten + sum(due)
        self._came = BEFORE + (self._came - BEFORE) * forgotten
        absent = min(MOST, max(1.0, self._called / self._came))
        call = max(0, math.ceil(CALLED * absent * self.rate * min(passed, LATE)) - self._turned)
        self._calls.append((now, call))
        return call

    def _count(self, now: float) -> None:
        if self.inside >= self.threads:
            self._full += now - max(self._changed, self._since or 0.0)
        self._changed = now


def back_in(before: int, rate: float, waiting: int) -> int:
    """Seconds until a waiting page asks again: most of what it has still to wait, as it looks now.

    It asks sooner where few wait, for the queue may come to move faster: those far from their turn
    ask some `ASKING` times a second together, and more only where each would ask later than `LATE`.

    Args:
        before: how many come in before it.
        rate: how many came in a second of late.
        waiting: how many wait.
    """
    needed = min(PART * before / max(rate, FLOOR), waiting / ASKING)
    return int(min(LATE, max(SOON, needed)))


def minutes_left(before: int, rate: float) -> int:
    """Minutes somebody has still to wait, as it looks now; rounded up, at least one."""
    return max(1, -int(-before / max(rate, FLOOR) // 60))


def nineteen_of_twenty(answers: list[float]) -> float | None:
    """The seconds within which 19 of 20 answers came; none where they are too few to say.

    One answer alone never decides: of fewer than 20 the slowest does not count.
    """
    if len(answers) < FEWEST:
        return None
    count = len(answers)
    return sorted(answers)[min(count - 2, (19 * count + 19) // 20 - 1)]
