"""What identity data may be looked at for, and what is wrong with a number, in words."""

from __future__ import annotations

import re

from xuequ.kernel.text import Text
from xuequ.standards.typed import CUT_SHORT

PURPOSES = {
    "verify": Text("核验身份", "verify who somebody is"),
    "enrolment": Text("办理入学或学籍", "enrolment or pupil records"),
    "personnel": Text("办理人事或待遇", "personnel or pay"),
    "contact": Text("紧急联系", "reach somebody in an emergency"),
    "request": Text("本人或监护人申请", "the person or guardian asked for it"),
    "inspection": Text("督导或审计核查", "inspection or audit"),
}
FIELDS = {
    "name": Text("姓名", "name"),
    "number": Text("学籍号", "pupil number"),
    "id_kind": Text("证件类型", "kind of paper"),
    "id_number": Text("证件号码", "ID number"),
    "phone": Text("电话", "telephone"),
}
FAULTS = {
    **CUT_SHORT,
    "length": Text(
        "号码应为18位：前17位为数字，末位为数字或X。",
        "The number has 18 characters: 17 digits, then a digit or X.",
    ),
    "old": Text(
        "这是15位的旧号码，已停用；请填写18位号码。",
        "This is a number of 15 digits, no longer valid; give the one of 18.",
    ),
    "day": Text(
        "号码中的出生日期不存在或在今天之后，请核对。",
        "The birthday within the number does not exist or lies ahead; check it.",
    ),
    "digit": Text(
        "末位校验码不符，可能有一位填错，请核对。",
        "The last digit does not fit the others; one of them is wrong. Check it.",
    ),
    "kind": Text(
        "号码与证件类型不符：81、82、83开头的是港澳台居民居住证。",
        "Number and kind of paper do not fit: 81, 82 and 83 begin a residence permit "
        "for Hong Kong, Macao and Taiwan residents.",
    ),
    "short": Text("号码应为5至30个字符。", "The number has 5 to 30 characters."),
    "local": Text(
        "16位是原地方学号，不是全国学籍号；请填写19位学籍号。",
        "Sixteen digits are a former local number; give the national one of 19 characters.",
    ),
    "no-letter": Text(
        "学籍号前缺少字母：有身份证号的为G加号码，系统生成的为J，临时的为L。",
        "A letter is missing in front: G before an ID number, J for one generated, "
        "L for a temporary one.",
    ),
    "pupil-length": Text(
        "学籍号应为19位：G加身份证件号码，或J、L加18位数字。",
        "A pupil number has 19 characters: G and the ID number, or J or L and 18 digits.",
    ),
}
SHORTEST = 5  # characters of a reason


def reason_fault(reason: str) -> str | None:
    """Why a reason will not do: "short", or "digits" if it seems to hold a number of somebody."""
    if len(re.sub(r"\s", "", reason)) < SHORTEST:
        return "short"
    return "digits" if re.search(r"[0-9０-９]{8}", re.sub(r"[\s\-]", "", reason)) else None
