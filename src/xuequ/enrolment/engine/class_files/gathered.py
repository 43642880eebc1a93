"""Take what the school says of its new pupils out of the cells of a sheet, or say what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xuequ.kernel.problems import Problem, Problems
from xuequ.methods.classes.children import Sex

from .headings import heads, problem
from .lists import NUMBER, SCORE, read_score

SEXES: Mapping[str, Sex] = {
    "男": "male", "女": "female", "male": "male", "female": "female", "boy": "male",
    "girl": "female",
}  # fmt: skip
WISHES = {"同班": True, "分班": False, "together": True, "apart": False}
ANSWERS = {"是": True, "否": False, "": False, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Known:
    """A pupil who is in no class yet; `sex` where number or application says it."""

    key: int
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the rules need to know of every child.

    Args:
        twins: "together" or "apart" for all, or "family": each family has said.
        score: does everybody need one?
    """

    twins: str
    score: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a pupil now; `key` as in `Known`."""

    key: int
    sex: Sex
    score: int | None = None
    twins: str = ""
    together: bool = False
    special: bool = False


def unsaid(known: Sequence[Known], wanted: Wanted, likely: int = 0) -> list[Facts]:
    """The pupils without any sheet, where nothing is missing.

    Args:
        likely: how many seem to be of one birth with another, which only the sheet can say.

    Raises:
        Problems: a sheet is needed, and why.
    """
    lacking = sum(each.sex is None for each in known)
    wrong = []
    if lacking:
        wrong.append(
            problem("", 0, "sex", f"有{lacking}名学生的证件号不显示性别，请上传表格",
                f"the sex of {lacking} pupils is not known: send the sheet")
        )  # fmt: skip
    if wanted.score:
        wrong.append(problem("", 0, "score", "此办法需要成绩，请上传表格",
                         "this method needs scores: send the sheet"))  # fmt: skip
    if likely:
        wrong.append(
            problem("", 0, "twins", f"有{likely}名学生与另一名学生监护人相同、同日出生，请上传表格",
                f"{likely} pupils share guardian and birthday with another: send the sheet")
        )  # fmt: skip
    if wrong:
        raise Problems(wrong)
    return [Facts(each.key, each.sex) for each in known if each.sex is not None]


def gathered(
    file: str, cells: Sequence[Sequence[str]], known: Sequence[Known], wanted: Wanted
) -> list[Facts]:
    """The pupils with what the sheet says of them, each just once.

    Raises:
        Problems: a column, a line or a cell is not as it should be; all of them are named.
    """
    top, places = heads(file, cells)
    reading = _Reading(file, {each.key: each for each in known}, wanted)
    for line, row in enumerate(cells[top + 1 :], top + 2):
        said = {code: row[at] if at < len(row) else "" for code, at in places.items()}
        if any(said.values()):
            reading.take(line, said)
    wrong = [*reading.wrong, *reading.absent(), *reading.births()]
    if wrong:
        raise Problems(wrong)
    return list(reading.found.values())


class _Reading:
    """The lines read so far, and what is wrong with them."""

    def __init__(self, file: str, known: Mapping[int, Known], wanted: Wanted) -> None:
        self.file, self.known, self.wanted = file, known, wanted
        self.found: dict[int, Facts] = {}
        self.lines: dict[int, int] = {}
        self.seen: dict[int, int] = {}
        self.wrong: list[Problem] = []

    def take(self, line: int, said: Mapping[str, str]) -> None:
        """A line of the sheet."""
        text = said.get("key", "")
        key = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
        if key not in self.known:
            self._say(line, "key", "此登记号不是本年级待分班的学生",
                      "nobody of this grade who waits for a class has this entry")  # fmt: skip
            return
        if key in self.seen:
            at = self.seen[key]
            self._say(line, "key", f"此学生已在第{at}行", f"this pupil stands on line {at}")
            return
        self.seen[key] = line
        before = len(self.wrong)
        facts = Facts(
            key,
            self._sex(line, said.get("sex", ""), self.known[key].sex),
            self._score(line, said.get("score", "")),
            *self._twins(line, said.get("twins", ""), said.get("wish", "")),
            self._special(line, said.get("special", "")),
        )
        if len(self.wrong) == before:
            self.found[key], self.lines[key] = facts, line

    def _sex(self, line: int, text: str, known: Sex | None) -> Sex:
        said = SEXES.get(text.casefold())
        if text and said is None:
            self._say(line, "sex", "应为男或女", "it must be boy or girl")
        elif said is None and known is None:
            self._say(
                line, "sex", "证件号不显示性别，请填写", "the number does not say it: fill it in"
            )
        elif said and known and said != known:
            self._say(line, "sex", "与身份证号不一致，请核对",
                      "the ID number says otherwise: check it")  # fmt: skip
        return said or known or "male"

    def _score(self, line: int, text: str) -> int | None:
        if not text and self.wanted.score:
            self._say(
                line, "score", "此办法需要每个学生的成绩", "this method needs a score of each"
            )
        elif text and not self.wanted.score:
            self._say(
                line,
                "score",
                "此办法不用成绩，请留空",
                "this method uses no scores: leave it empty",
            )
        elif text and not SCORE.fullmatch(text):
            self._say(line, "score", "应为0至9999.99的数，最多两位小数",
                      "it must be from 0 to 9999.99 with two decimals at most")  # fmt: skip
        elif text:
            return read_score(text)
        return None

    def _twins(self, line: int, twins: str, wish: str) -> tuple[str, bool]:
        if twins and not NUMBER.fullmatch(twins):
            self._say(line, "twins", "代号限32位以内的数字、字母和短横",
                      "at most 32 digits, letters and hyphens")  # fmt: skip
        if not twins and wish:
            self._say(
                line, "wish", "没有多胞胎代号，请留空", "there is no code of twins: leave it empty"
            )
        elif twins and self.wanted.twins == "family" and wish.casefold() not in WISHES:
            self._say(line, "wish", "按家长意愿，请填“同班”或“分班”",
                      "the family decides: together or apart")  # fmt: skip
        elif wish and self.wanted.twins != "family":
            self._say(
                line, "wish", "规则已统一规定，请留空", "the rules say it for all: leave it empty"
            )
        if self.wanted.twins == "family":
            return twins, WISHES.get(wish.casefold(), False)
        return twins, bool(twins) and self.wanted.twins == "together"

    def _special(self, line: int, text: str) -> bool:
        if text.casefold() not in ANSWERS:
            self._say(line, "special", "应为是或否", "it must be yes or no")
        return ANSWERS.get(text.casefold(), False)

    def absent(self) -> Iterator[Problem]:
        """Who waits for a class and stands nowhere."""
        for key in sorted(self.known.keys() - self.seen.keys()):
            yield problem(self.file, 0, "key", f"缺少登记号{key}的学生",
                      f"the pupil with entry {key} is missing")  # fmt: skip

    def births(self) -> Iterator[Problem]:
        """Twins who stand alone, or whose family says two things."""
        groups: dict[str, list[Facts]] = defaultdict(list)
        for each in self.found.values():
            if each.twins:
                groups[each.twins].append(each)
        for members in groups.values():
            line = self.lines[members[-1].key]
            if len(members) < 2:
                yield problem(self.file, line, "twins", "只有一名学生用此代号",
                          "nobody else has this code")  # fmt: skip
            elif len({each.together for each in members}) > 1:
                yield problem(self.file, line, "wish", "同一代号的意愿不一致",
                          "those with this code say different things")  # fmt: skip

    def _say(self, line: int, field: str, zh: str, en: str) -> None:
        self.wrong.append(problem(self.file, line, field, zh, en))
