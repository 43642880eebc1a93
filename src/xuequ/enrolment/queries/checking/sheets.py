"""The questions to a department as a sheet: only what it needs to answer, every line marked."""

from __future__ import annotations

from django.utils import timezone

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ...engine.checking.departments import (
    CODE,
    DEPARTMENTS,
    HEADINGS,
    MARK,
    NUMBER,
    STATE,
    STATES,
    VALUE,
)
from ...models import DepartmentAnswer, Inquiry
from .items import said, standard_for

OF_SUBJECT: dict[str, tuple[Column, ...]] = {
    "child": (
        Column("child", "儿童姓名", "Child"),
        Column("child_number", "儿童证件号码", "ID number of the child"),
    ),
    "guardians": (
        Column("guardians", "监护人", "Guardians"),
        Column("guardian_numbers", "监护人证件号码", "ID numbers of the guardians"),
    ),
    "address": (Column("address", "住址", "Address"),),
}


def questions(inquiry: Inquiry) -> Table:
    """The sheet that goes out; the answered columns are empty where an item is pending."""
    heads = {each.code: each for each in standard_for(inquiry.round).heads}
    rows = inquiry.answers.filter(outdated_at=None).select_related("application__child")
    rows = rows.order_by("application", "pk")
    columns = (
        _heading(MARK),
        _heading(NUMBER),
        *(column for subject in inquiry.subjects for column in OF_SUBJECT[subject]),
        Column("item", "项目", "Item"),
        _heading(CODE),
        Column("claimed", "家长填报", "What the family says"),
        _heading(STATE),
        _heading(VALUE),
    )
    cells = []
    for each in rows:
        head = heads[each.code]
        claimed = said(head, each.application.claims.get(each.code))
        state = STATES[each.state] if each.state != "pending" else ""
        value = "" if each.value is None else str(each.value)
        cells.append(
            (inquiry.mark, each.application.child.number, *_subjects(each, inquiry.subjects),
             head.name, each.code, claimed, state, value)
        )  # fmt: skip
    department = DEPARTMENTS[inquiry.department]
    title = Text(f"核验请求：{department.zh}", f"Inquiry: {department.en}")
    return Table(title, columns, cells, _notes(inquiry))


def _notes(inquiry: Inquiry) -> tuple[Text, ...]:
    at = timezone.localtime(inquiry.at).strftime("%Y-%m-%d %H:%M")
    return (
        Text(
            f"仅供“{inquiry.receiver}”核验入学申请，{at}提出，批次{inquiry.mark}。不得另作他用、不得转交，"
            "办结后删除。",
            f"Only for «{inquiry.receiver}» to verify applications; asked {at}, batch "
            f"{inquiry.mark}. For no other use, not to be passed on, to be deleted when done.",
        ),
        Text(
            "核验结果写“属实”或“不符”，未核的留空；核验值写满月数（算到报名开始之日）、年级、是或否。",
            "Result: confirmed or contradicted, nothing while it is pending. Value: full months "
            "(to the day applications open), the grade, yes or no.",
        ),
    )


def _heading(code: str) -> Column:
    return Column(code, HEADINGS[code].zh, HEADINGS[code].en)


def _subjects(row: DepartmentAnswer, wanted: list[str]) -> tuple[str, ...]:
    """The data of the people a line is about, as far as they go out."""
    application, found = row.application, []
    for each in wanted:
        if each == "child":
            child = application.child
            found += [child.name.open(), child.id_number.open()]
        elif each == "guardians":
            people = [one.person for one in application.child.custodies.select_related("person")]
            found.append("；".join(one.name for one in people))
            numbers = [one.id_number.open() for one in people if one.id_number is not None]
            found.append("；".join(numbers))
        else:
            found.append(application.address.open() if application.address is not None else "")
    return tuple(found)
