"""What is measured, how large, and against which limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var" / "bench"
DAY = date(2026, 11, 1)  # the day looked at
OPENING = date(2018, 9, 1)  # the day the city's consortia were formed
WORK_DAY = date(2026, 11, 18)  # the day the ledger is looked at, a Wednesday in term
LATE_DAY = date(2026, 12, 2)  # a Wednesday on which last month's duties are late and still open
FEW = 3  # rows of the small county

COLD_SECONDS = 2.0
COLD_MEGABYTES = 1000.0
BOARD_MILLISECONDS = 300.0
REGISTER_MILLISECONDS = 300.0
COMPARISON_MILLISECONDS = 500.0
FILE_MILLISECONDS = 1_000.0  # processor time of the slowest check of a broken file
STATES_SECONDS = 5.0
RECOUNT_SECONDS = 60.0
INBOX_MILLISECONDS = 100.0
PLACE_MILLISECONDS = 300.0
QUEUE_MILLISECONDS = 100.0
SWEEP_SECONDS = 5.0
CASES, CASES_LATE = 100_000, 1_000  # open cases, of which so many are late today
IMPORT_ROWS, IMPORT_SECONDS = 20_000, 20.0  # teachers checked, compared and brought in
EXPORT_ROWS, EXPORT_SECONDS = 200_000, 20.0
PUPIL_ROWS, PUPIL_SECONDS, PUPIL_MEGABYTES = 200_000, 180.0, 1000.0  # of a whole city, encrypted
ROLLED = 200_000  # pupils of a roll-over
WORKED_SECONDS, ROLL_SECONDS, ROLL_MEGABYTES = 10.0, 180.0, 1_000.0
PAPER_PAGES, PAPER_SECONDS = 60, 3.0  # a report as DOCX and PDF
PLACE_RATIOS = {  # of each mechanism to one sort of applicants × choices
    "preference rounds by points": 1.5,
    "preference rounds, drawn": 1.5,
    "deferred acceptance, one draw": 4.0,
    "deferred acceptance, many draws": 4.0,
    "serial dictatorship by points": 4.0,
    "top trading cycles": 6.0,
}
BYTES_A_CHILD = 100.0
REASONS_SECONDS = 30.0
TICKET_TIMES, VERIFY_SECONDS = 5, 10.0  # so much quicker than a loop; of all children's numbers
BROWSER_NUMBERS, BROWSER_SECONDS = 50_000, 5.0
PEER_SECONDS, PEER_TIMES = 120, 500  # so much quicker than a published package in that time
SCOPE_RATIO = 1.2  # of a list page with scope to the same page without


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of everything a generated city has."""

    schools: int = 1_000
    consortia: int = 100
    teachers: int = 50_000
    pupils: int = 800_000

    def __post_init__(self) -> None:
        if not 1 <= self.consortia <= self.schools:
            raise ValueError("a city needs a consortium, and a school for each consortium")
        if min(self.teachers, self.pupils) < 0:
            raise ValueError("teachers and pupils cannot be fewer than none")

    def of_the_ledger(self) -> tuple[int, int, int, int]:
        """Those of the city whose ledger is filled: nobody hands in for pupils."""
        return self.schools, self.consortia, self.teachers, 0

    def tenth(self) -> Sizes:
        return Sizes(*(max(1, count // 10) for count in asdict(self).values()))


@dataclass(frozen=True, slots=True)
class Config:
    """One run of the measurements."""

    sizes: Sizes = Sizes()
    many: int = 3_000  # rows of the large county
    lines: int = 10_000  # of the record
    files: int = 10_000  # broken ones
    children: int = 1_000_000  # to be placed
    families: int = 30_000  # that apply at once
    rounds: int = 20  # of warm measures; cold ones take a quarter
    seed: int = 20_260_901
    profile: str = "xingning"

    def __post_init__(self) -> None:
        counts = (self.many, self.lines, self.files, self.children, self.families, self.rounds)
        if min(counts) < 1:
            raise ValueError("many, lines, files, children, families and rounds must be at least 1")

    @property
    def cold_rounds(self) -> int:
        return max(2, self.rounds // 4)

    def written(self) -> str:
        """This configuration for another process."""
        return json.dumps(asdict(self))


def read(text: str) -> Config:
    """The configuration another process wrote."""
    held: Mapping[str, Any] = json.loads(text)
    return Config(**{**held, "sizes": Sizes(**held["sizes"])})
