"""Reasons a reviewer gives: grounds of a refusal, and what to mend of a field, as templates."""

from __future__ import annotations

from xuequ.kernel.text import Text

GROUNDS: dict[str, Text] = {
    "not_eligible": Text("不符合招生对象条件", "does not meet the conditions to apply"),
    "not_of_catchment": Text(
        "不属于本批次的片区", "does not belong to the catchments of the round"
    ),
    "age": Text("未达到或超过入学年龄", "not of the age to enter"),
    "enrolled": Text("已在本学段就读", "is at school in this stage already"),
    "duplicate": Text("同一儿童重复报名", "the same child applied twice"),
    "locked": Text("住所学位已被使用", "the seat of the dwelling is taken"),
    "false_papers": Text("材料不真实", "the papers are not true"),
    "other": Text("其他（在理由中写明）", "another ground, said in the reason"),
}
FIELDS: dict[str, Text] = {
    "child": Text("儿童信息", "the child's data"),
    "guardian": Text("监护人信息", "the guardian's data"),
    "address": Text("住址", "the address"),
    "choices": Text("志愿", "the choices"),
    "claims": Text("所报情况", "what is claimed"),
    "evidence": Text("证明材料", "the papers"),
}
TEMPLATES: dict[str, Text] = {
    "unreadable": Text("看不清，请重新拍照上传", "cannot be read: photograph it again"),
    "missing": Text("缺少这一项，请补充", "is missing: add it"),
    "expired": Text("已过期，请换有效的", "is out of date: hand in a valid one"),
    "differs": Text("与材料不一致，请核对后更正", "differs from the papers: check and correct it"),
    "other_person": Text("材料不是本人或监护人的", "the paper is of somebody else"),
    "incomplete": Text("只有一部分，请补全各页", "is only a part: add the other pages"),
}
OBJECTION = Text(
    "如有异议，可在收到结果后向教育局提出，由原审核人以外的人员复查。",
    "You may object to the bureau after you have got this; somebody else than before looks at it "
    "again.",
)
