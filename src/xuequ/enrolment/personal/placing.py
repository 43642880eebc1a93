"""Where a child comes to, what its family answered, its class, and stays of deletion."""

from __future__ import annotations

from xuequ.kernel.held import Held, of
from xuequ.kernel.text import Text

PERSON_AT = {"person": ("办理人", "by whom"), "at": ("时间", "when")}
HELD = (
    Held(
        "4-seat",
        Text("录取结果、候补、确认", "Result, waiting list, answer"),
        of(
            "enrolment.Placement",
            outcome=("哪次录取", "which result"),
            application=("申请", "application"),
            school=("学校", "school"),
            stage=("步骤", "step"),
            choice=("第几志愿", "choice"),
            kept=("预留学位类别", "kept seat"),
            ticket=("签号", "ticket"),
            reasons=("理由", "reasons"),
        )
        | of(
            "enrolment.WaitingPlace",
            outcome=("哪次录取", "which result"),
            application=("申请", "application"),
            school=("学校", "school"),
            place=("候补名次", "place"),
        )
        | of(
            "enrolment.Answer",
            placement=("录取结果", "result"),
            said=("答复", "answer"),
            **PERSON_AT,
        )
        | of(
            "enrolment.Move",
            outcome=("哪次录取", "which result"),
            application=("申请", "application"),
            before=("原学校", "school before"),
            after=("新学校", "school after"),
            cause=("原因", "cause"),
            because=("由哪次变动引起", "the move that led to it"),
            is_current=("是否最新", "whether it is the last"),
            **PERSON_AT,
        )
        | of(
            "enrolment.Offer",
            waiting=("候补", "place in a list"),
            because=("由哪次变动引起", "the move that led to it"),
            state=("状态", "state"),
            offered_at=("通知时间", "offered"),
            until=("答复截止", "to be answered by"),
            answered_at=("答复时间", "answered"),
            person=("答复人", "by whom"),
        )
        | of(
            "enrolment.Departure",
            waiting=("候补", "place in a list"),
            cause=("原因", "cause"),
            at=("时间", "when"),
        ),
        Text(
            "告知家庭，递补空出的学位，供任何人验证结果",
            "to tell the family, to fill freed seats, and that anybody can verify the result",
        ),
        "duty",
        Text(
            "本家庭；教育局和录取学校看编号和打码姓名；公开的结果只有编号，监护人同意的另有打码姓名",
            "the family; the authority and the school see number and masked name; the public "
            "result "
            "has numbers alone, and masked names where a guardian agreed",
        ),
        Text(
            "只有编号，身份信息删除后不能再认出孩子；随封存的录取包长期保存",
            "by number alone: once the identity is deleted nobody can tell the child; it stays "
            "with the sealed package",
        ),
    ),
    Held(
        "4-class",
        Text("编班名单和调班", "Lists of class making, changes of class"),
        of(
            "enrolment.ClassSeat",
            making=("哪次编班", "which making"),
            pupil=("学生", "pupil"),
            number=("名单编号", "number in the list"),
            room=("班号", "class"),
            now=("编入后的学籍", "seat in the class"),
        )
        | of(
            "enrolment.ClassSwap",
            making=("哪次编班", "which making"),
            seat=("学生", "pupil"),
            other=("对调的学生", "the other pupil"),
            room=("调入班", "to class"),
            since=("起", "from"),
            reason=("理由", "reason"),
            asked_by=("申请人", "asked by"),
            asked_at=("申请时间", "asked"),
            agreed=("是否批准", "approved"),
            words=("批复", "words"),
            decided_by=("审批人", "decided by"),
            decided_at=("审批时间", "decided"),
        ),
        Text("均衡编班，事后可以验证", "balanced classes that can be verified afterwards"),
        "duty",
        Text(
            "本校管理名册的人员看姓名，每次都有记录；其他人只看编号",
            "those who keep the lists of the school see names, each time recorded; others see "
            "numbers",
        ),
        Text("与学生名册相同", "as long as the list of pupils"),
    ),
    Held(
        "5-holds",
        Text("暂缓删除的决定", "Stays of deletion"),
        of(
            "enrolment.LegalHold",
            round=("批次", "round"),
            child=("孩子", "child"),
            reason=("理由", "reason"),
            until=("至", "until"),
            ended_at=("结束时间", "ended"),
            **PERSON_AT,
        ),
        Text(
            "申诉、诉讼、调查没有结束前保留证据",
            "to keep evidence while an appeal, a lawsuit or an inquiry is open",
        ),
        "guard",
        Text("教育局办理人员、审计管理员", "those of the authority who handle it, and the auditor"),
        Text("到决定写明的日期", "until the day the decision names"),
    ),
)
