"""School codes (学校(机构)标识码): two digits of kind, two of province, six in sequence."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from xuequ.kernel.sheet import Unfit
from xuequ.kernel.text import Text

from .areas import PROVINCES
from .typed import compact, unspoilt


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of institution, and the stages a school of that kind may teach."""

    name: Text
    stages: frozenset[str] = frozenset()


ALL = frozenset({"primary", "junior", "senior"})
CATEGORIES: Mapping[str, Category] = {
    "11": Category(Text("幼儿园", "kindergarten")),
    "21": Category(Text("小学", "primary school"), frozenset({"primary"})),
    "22": Category(Text("成人小学", "primary school for adults")),
    "31": Category(Text("普通初中", "junior secondary school"), frozenset({"primary", "junior"})),
    "32": Category(Text("职业初中", "vocational junior school"), frozenset({"junior"})),
    "33": Category(Text("成人初中", "junior school for adults")),
    "34": Category(Text("普通高中、完全中学", "senior or complete secondary school"), ALL),
    "35": Category(Text("成人高中", "senior school for adults")),
    "36": Category(Text("中等职业学校", "vocational secondary school"), frozenset({"senior"})),
    "37": Category(Text("工读学校", "special school for troubled youth"), ALL),
    "41": Category(Text("普通高等学校", "university or college")),
    "42": Category(Text("成人高等学校", "college for adults")),
    "51": Category(Text("特殊教育学校", "school for special education"), ALL),
    "91": Category(Text("科研机构", "research institute")),
    "92": Category(Text("其他民办高等教育机构", "other private higher institution")),
    "93": Category(Text("中等职业培训机构", "vocational training institution")),
}
HIGHEST = {"31": "junior", "34": "senior"}  # what a school of a kind that spans stages must teach
NAMES = {
    "primary": Text("小学", "primary"),
    "junior": Text("初中", "junior"),
    "senior": Text("高中", "senior"),
}


def read_school_code(text: str) -> str:
    """The code in ten digits.

    Raises:
        Unfit: it cannot be one; the text says what it seems to be and what to do.
    """
    code = unspoilt(compact(text))
    if not re.fullmatch(r"[0-9]{10}", code):
        raise _of_another_length(code)
    if code[:2] not in CATEGORIES:
        raise Unfit(
            f"前两位“{code[:2]}”不是学校类别（小学21、初中31、普通高中34、特殊教育51……）。请核对。",
            f"It begins with {code[:2]}, which is no kind of school (primary 21, junior 31, "
            "senior 34, special 51 …). Check it.",
        )
    if code[2:4] not in PROVINCES:
        raise Unfit(
            f"第3、4位“{code[2:4]}”不是省级代码（如广西45）。请核对。",
            f"Its third and fourth digits, {code[2:4]}, are no province (such as 45 for "
            "Guangxi). Check it.",
        )
    return code


def _of_another_length(code: str) -> Unfit:
    if re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}", code):
        return Unfit(
            "这是统一社会信用代码（18位）。请填写教育部编的10位学校标识码。",
            "This is a unified social credit code (18 characters). Give the school code of ten "
            "digits.",
        )
    if re.fullmatch(r"[0-9]{12}", code):
        return Unfit(
            "这是12位的驻地地域码。请填写10位学校标识码，即完整代码的第一段。",
            "Twelve digits are the code of a place. Give the school code of ten digits, the "
            "first part of the whole.",
        )
    if code.isdigit():
        return Unfit(
            f"学校标识码应为10位数字，现为{len(code)}位。请核对。",
            f"A school code has ten digits; this has {len(code)}. Check it.",
        )
    return Unfit(
        "学校标识码应为10位数字，不含字母和符号。请核对。",
        "A school code has ten digits, no letters or signs. Check it.",
    )


def stages_fault(code: str, stages: Collection[str]) -> Text | None:
    """Why a school with this code cannot teach just these stages; None if it can, or if the
    stages are not known.

    A nine-year school (primary and junior) carries 31; one that kept the 21 of the primary
    school it grew from is not refused, see `stages_advice`.
    """
    kind, taught = CATEGORIES[code[:2]], set(stages)
    if not taught or (code[:2] == "21" and taught == {"primary", "junior"}):
        return None
    if taught <= kind.stages and HIGHEST.get(code[:2], next(iter(taught))) in taught:
        return None
    zh = "、".join(name.zh for stage, name in NAMES.items() if stage in taught)
    en = " and ".join(name.en for stage, name in NAMES.items() if stage in taught)
    return Text(
        f"标识码{code[:2]}开头的是{kind.name.zh}，与学段“{zh}”不符。请核对标识码和学段。",
        f"A code that begins with {code[:2]} is of a {kind.name.en}; the stage is {en}. "
        "Check code and stage.",
    )


def stages_advice(code: str, stages: Collection[str]) -> Text | None:
    """What is odd, though not wrong: a nine-year school with the code of a primary school."""
    if code[:2] == "21" and set(stages) == {"primary", "junior"}:
        return Text(
            "九年一贯制学校的标识码一般以31开头；学校类别变更后原标识码作废。请核实是否已换发。",
            "The code of a nine-year school usually begins with 31; a change of kind voids the "
            "old code. Make sure that it is the present one.",
        )
    return None
