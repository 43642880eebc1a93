"""The list of children under numbers, and the result, as tables that anybody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text
from xuequ.methods.classes.children import Child, Sex
from xuequ.methods.classes.late import Step

from ..package.tables import COUNT, Line, read_exactly, written

LIST, RESULT = "list.csv", "result.csv"
COLUMNS = ("number", "sex", "score", "twins", "together", "special")
RESULT_COLUMNS, LATE_COLUMNS, TEAM_COLUMNS = (
    ("number", "class"), ("number", "class", "among"), ("team", "class"),
)  # fmt: skip
NUMBER = re.compile(r"[0-9A-Za-z-]{1,32}")
SCORE = re.compile(r"(0|[1-9][0-9]{0,3})(?:\.([0-9]{1,2}))?")
SEXES: Mapping[str, Sex] = {"male": "male", "female": "female"}
ANSWERS = {"yes": True, "no": False}
NO_CLASS = Text("应为班号", "it must be the number of a class")
SAID = {True: "yes", False: "no"}


def read_score(text: str) -> int:
    """A score from 0 to 9999.99 in hundredths of a point.

    Raises:
        ValueError: it is none, or has more than two decimals.
    """
    found = SCORE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def written_score(score: int | None) -> str:
    """A score as it stands in the list: without decimals that say nothing."""
    if score is None:
        return ""
    whole, rest = divmod(score, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


def list_file(children: Sequence[Child]) -> bytes:
    """The list in the order of its numbers."""
    rows = [
        (
            each.number,
            each.sex,
            written_score(each.score),
            each.twins,
            SAID[each.together] if each.twins else "",
            SAID[each.special],
        )
        for each in sorted(children, key=lambda each: each.number)
    ]
    return written(COLUMNS, rows)


def children_of(data: bytes) -> list[Child]:
    """The children of a list.

    Raises:
        Problems: the file, or a cell of it, is not as it should be; each is named.
    """
    found, wrong = [], []
    seen: dict[str, int] = {}
    for line in read_exactly(LIST, data, COLUMNS):
        faults = list(_faults(line, seen))
        wrong += faults
        if not faults:
            number, sex, score, twins, together, special = line.fields
            found.append(
                Child(
                    number,
                    SEXES[sex],
                    read_score(score) if score else None,
                    twins,
                    ANSWERS.get(together, False),
                    ANSWERS[special],
                )
            )
    if wrong:
        raise Problems(wrong)
    return found


def _faults(line: Line, seen: dict[str, int]) -> Iterator[Problem]:
    number, sex, score, twins, together, special = line.fields
    if not NUMBER.fullmatch(number):
        yield _of(line, "number", "编号限32位以内的数字、字母和短横",
                  "a number is at most 32 digits, letters and hyphens")  # fmt: skip
    elif number in seen:
        yield _of(line, "number", f"此编号已在第{seen[number]}行出现",
                  f"this number stands on line {seen[number]} already")  # fmt: skip
    seen.setdefault(number, line.number)
    if sex not in SEXES:
        yield _of(line, "sex", "应为 male（男）或 female（女）", "it must be male or female")
    if score and not SCORE.fullmatch(score):
        yield _of(line, "score", "应为0至9999.99的数，最多两位小数",
                  "it must be a number from 0 to 9999.99 with two decimals at most")  # fmt: skip
    if twins and not NUMBER.fullmatch(twins):
        yield _of(line, "twins", "代号限32位以内的数字、字母和短横",
                  "it is at most 32 digits, letters and hyphens")  # fmt: skip
    if (together in ANSWERS) != bool(twins):
        yield _of(line, "together", "有多胞胎代号的填 yes 或 no，其余留空",
                  "yes or no for those with twins, empty for all others")  # fmt: skip
    if special not in ANSWERS:
        yield _of(line, "special", "应为 yes 或 no", "it must be yes or no")


def _of(line: Line, field: str, zh: str, en: str) -> Problem:
    return Problem(LIST, line.number, field, Text(zh, en))


def result_file(seats: Mapping[str, int]) -> bytes:
    """The class of every number."""
    return written(RESULT_COLUMNS, [(each, str(seats[each])) for each in sorted(seats)])


def seats_of(data: bytes) -> dict[str, int]:
    """The class of every number of a result, of whichever kind.

    Raises:
        Problems: it is no such table.
    """
    header = data.split(b"\n", 1)[0].decode("utf-8", "replace").split(",")
    columns = LATE_COLUMNS if header == list(LATE_COLUMNS) else RESULT_COLUMNS
    found = {}
    for line in read_exactly(RESULT, data, columns):
        number, room = line.fields[:2]
        if not COUNT.fullmatch(room):
            raise Problems([Problem(RESULT, line.number, "class", NO_CLASS)])
        found[number] = int(room)
    return found


def late_file(steps: Sequence[Step]) -> bytes:
    """The class of every number that came late, in the order drawn, and what it was among."""
    rows = [(e.number, str(e.drawn), ";".join(map(str, e.among))) for e in steps]
    return written(LATE_COLUMNS, rows)


def teams_file(teams: Mapping[str, int]) -> bytes:
    """The class of every team of teachers."""
    return written(TEAM_COLUMNS, [(each, str(teams[each])) for each in sorted(teams)])


def teams_of(data: bytes) -> dict[str, int]:
    """The class of every team of a table of teams.

    Raises:
        Problems: it is no such table.
    """
    return {
        team: int(room)
        for team, room in (e.fields for e in read_exactly("teams.csv", data, TEAM_COLUMNS))
    }
