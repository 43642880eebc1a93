"""Exceptional placements, appeals, and looking after every child until it is in school."""

from __future__ import annotations

from xuequ.kernel.held import Held, of
from xuequ.kernel.text import Text

HANDLED = {"person": ("办理人", "by whom"), "post": ("职务", "post"), "at": ("时间", "when")}
HELD = (
    Held(
        "4-exceptional",
        Text("特殊安置、申诉、异议", "Exceptional placements, appeals, objections"),
        of(
            "enrolment.Exceptional",
            application=("申请", "application"),
            school=("学校", "school"),
            ground=("理由类别", "ground"),
            words=("理由", "reasons"),
            breaks=("超出的限制", "limits it goes beyond"),
            days=("公示天数", "days it is shown"),
            person=("提出人", "by whom"),
            post=("职务", "post"),
            proposed_at=("提出时间", "proposed"),
            shown_from=("公示开始", "shown from"),
            shown_until=("公示结束", "shown until"),
            ended=("终止方式", "how it ended"),
            ended_at=("终止时间", "ended"),
            end_reason=("终止原因", "why it ended"),
            ended_by=("终止人", "ended by"),
            move=("学位变动", "move of the seat"),
        )
        | of("enrolment.ExceptionApproval", exceptional=("特殊安置", "placement"), **HANDLED)
        | of(
            "enrolment.ExceptionPaper",
            exceptional=("特殊安置", "placement"),
            file=("证明材料", "paper"),
        )
        | of(
            "enrolment.Appeal",
            case=("办理事项", "case"),
            application=("申请", "application"),
            about=("事项", "about"),
            exceptional=("针对的安置", "placement objected to"),
            led_to=("引出的安置", "placement it led to"),
            name=("异议人姓名", "name of who objects"),
            phone=("异议人电话", "telephone of who objects"),
            at=("提交时间", "filed"),
        ),
        Text(
            "超出地段、计划或班额的安置须公开、可异议；家庭不服结果可以申诉",
            "placements beside catchment, plan or class size are public and open to objection; "
            "families may appeal",
        ),
        "duty",
        Text(
            "本家庭；教育局办理和批准的人员；公示只有打码姓名和理由类别",
            "the family; those of the authority who handle and approve; the public sees a masked "
            "name and the kind of ground",
        ),
        Text("与录取的申请相同：{placed}天", "as long as applications with a seat: {placed} days"),
    ),
    Held(
        "4-watch",
        Text("报到、控辍保学、就学情况", "Arrival, looking after every child, schooling"),
        of(
            "enrolment.Arrival",
            application=("申请", "application"),
            school=("学校", "school"),
            on=("报到日期", "came on"),
            person=("登记人", "by whom"),
            at=("登记时间", "noted"),
        )
        | of(
            "enrolment.Watch",
            kind=("原因", "why"),
            authority=("教育局", "authority"),
            year=("学年", "school year"),
            stage=("学段", "stage"),
            child=("孩子", "child"),
            pupil=("学生", "pupil"),
            school=("负责学校", "school that looks after it"),
            since=("起", "since"),
            person=("经办人", "by whom"),
            begun_at=("开始", "begun"),
            escalated_at=("报教育局", "handed up"),
            ground=("去向", "settled how"),
            reason=("说明", "reason"),
            settled_by=("办结人", "settled by"),
            settled_at=("办结时间", "settled"),
        )
        | of(
            "enrolment.WatchStep",
            watch=("孩子", "child"),
            kind=("做了什么", "what was done"),
            note=("结果", "what came of it"),
            **HANDLED,
        )
        | of(
            "enrolment.TraceLook",
            pupil=("学生", "pupil"),
            person=("查看人", "by whom"),
            purpose=("目的", "purpose"),
            at=("时间", "when"),
            until=("有效至", "until"),
        ),
        Text(
            "保证每名适龄儿童少年入学，防止辍学",
            "that every child goes to school, and none drops out",
        ),
        "duty",
        Text(
            "负责的学校和教育局办理人员；查看就学情况须说明目的并有记录",
            "the school in charge and those of the authority who handle it; a look at a child's "
            "schooling needs a purpose and is recorded",
        ),
        Text(
            "与学生名册相同；申请入学的孩子，跟踪说明随其最后一份申请删除",
            "as long as the list of pupils; what was noted of a child that applied goes with the "
            "last of its applications",
        ),
    ),
)
