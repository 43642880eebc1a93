"""Which papers may prove something (材料), and which are refused by name (十项严禁).

The list is closed: what is not on it is not taken.  What the ten prohibitions of the Ministry of
Education keep out of enrolment is refused with the sentence why, by its kind or by its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xuequ.kernel.text import Text

ALLOWED: dict[str, Text] = {
    "household_register": Text("户口簿", "household register"),
    "birth_certificate": Text("出生医学证明", "birth certificate"),
    "guardian_identity": Text("监护人身份证件", "identity paper of the guardian"),
    "guardianship": Text("监护关系证明", "proof of guardianship"),
    "property": Text("不动产权证书", "property certificate"),
    "purchase": Text("购房合同及发票", "contract of purchase with invoice"),
    "lease": Text("租赁合同或租赁凭证", "lease or proof of tenancy"),
    "home_other": Text("其他住房证明", "another proof of the home"),
    "residence_permit": Text("居住证", "residence permit"),
    "social_insurance": Text("社会保险参保证明", "proof of social insurance"),
    "work": Text("就业证明或营业执照", "proof of work or business licence"),
    "policy_entitlement": Text("优待政策证明（军人、烈士子女等）", "proof of a legal preference"),
    "only_child": Text("独生子女证明", "proof of being an only child"),
    "leaving_school": Text("小学在读或毕业证明", "proof of primary attended or left"),
    "disability": Text("残疾证或特殊需要证明", "proof of disability or special need"),
}


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A sort of paper that must not count.

    Args:
        rule: number of the prohibition.
        words: what file names of such papers hold.
    """

    code: str
    what: Text
    rule: Text
    words: str


NO_EXAMS = Text(
    "十项严禁之二：严禁自行或联合、委托培训机构以考试选拔学生",
    "prohibition 2 of ten: no selection by tests, of schools or of training institutes",
)
NO_GIFTS = Text(
    "十项严禁之六：严禁将捐资助学同录取学生挂钩",
    "prohibition 6 of ten: no donation may be tied to admission",
)
NO_PRIZES = Text(
    "十项严禁之七：严禁以各类竞赛证书、考级证明等作为招生依据",
    "prohibition 7 of ten: no certificate of a contest or grade may count",
)
NO_MARKS = Text(
    "十项严禁之二、之九：义务教育免试入学，不得以成绩、排名为依据",
    "prohibitions 2 and 9 of ten: entry without a test; no marks and no ranking may count",
)
FORBIDDEN: dict[str, Forbidden] = {
    each.code: each
    for each in (
        Forbidden(
            "contest",
            Text("竞赛证书", "certificate of a contest"),
            NO_PRIZES,
            "竞赛|比赛|奥数|奥赛|华杯|迎春杯|希望杯|杯赛|olympiad|contest|competition",
        ),
        Forbidden(
            "grade_test",
            Text("考级证书", "certificate of a grade"),
            NO_PRIZES,
            r"考级|等级证|等级考|\d+级证|钢琴|剑桥英语|ket|pet|fce|graded? exam",
        ),
        Forbidden(
            "prize",
            Text("奖状、荣誉证书", "prize or honour"),
            NO_PRIZES,
            "获奖|奖状|奖杯|奖牌|荣誉|三好|优秀学生|一等奖|二等奖|三等奖|特长|prize|award|honou?r",
        ),
        Forbidden(
            "donation",
            Text("捐资、赞助凭证", "receipt of a donation"),
            NO_GIFTS,
            "捐资|捐款|捐赠|赞助|助学款|择校费|donation|sponsor",
        ),
        Forbidden(
            "marks",
            Text("成绩单、考试分数", "marks or scores"),
            NO_MARKS,
            "成绩|分数|试卷|排名|名次|测评|score|transcript|report card|ranking",
        ),
        Forbidden(
            "training",
            Text("培训机构材料", "paper of a training institute"),
            NO_EXAMS,
            "培训|补习|辅导班|学而思|新东方|占坑|面试|入学考|简历|training|tutoring|resume|résumé",
        ),
    )
}
TAKEN = ("image/jpeg", "image/png", "image/webp", "application/pdf")  # what a reviewer can read
UNTESTED = ("disability", "policy_entitlement", "work")  # they name grades, honours, employers
MEANT = re.compile("残疾|伤残|烈士|军人|优抚")  # in a name: of somebody preferred by law
SPACES = re.compile(r"[\s_.·\-—()（）\[\]【】]+")


def forbidden_by(kind: str, name: str) -> Forbidden | None:
    """What keeps a paper out, by its kind or the name of its file; none if nothing does.

    The name tells nothing where papers that count have the same words: the grade of a disability,
    the honour of a martyr, an employer who teaches.
    """
    if kind in FORBIDDEN:
        return FORBIDDEN[kind]
    if kind in UNTESTED or MEANT.search(name):
        return None
    text = SPACES.sub(" ", name.rpartition(".")[0] or name).casefold()
    return next((each for each in FORBIDDEN.values() if _names(each, text)), None)


def _names(one: Forbidden, text: str) -> bool:
    """Latin words count as whole words, Chinese ones wherever they stand."""
    for word in one.words.split("|"):
        pattern = rf"\b(?:{word})s?\b" if word.isascii() and word[0].isalpha() else word
        if re.search(pattern, text):
            return True
    return False
