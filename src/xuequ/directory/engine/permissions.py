"""What each permission of the catalogue of roles lets somebody do."""

from __future__ import annotations

from xuequ.kernel.text import Text

PERMISSIONS: dict[str, Text] = {
    "board.view": Text("看条款与看板", "see clauses and the board"),
    "directory.view": Text("看学区与学校", "see districts and schools"),
    "directory.export": Text("导出名册", "export the roster"),
    "directory.change": Text("改学区与学校", "change districts and schools"),
    "directory.waive": Text("登记豁免", "record waivers"),
    "person.view": Text("看人员与任职", "see people and their posts"),
    "person.change": Text("登记人员、任免", "register people, appoint and remove"),
    "pairing.change": Text("登记师徒结对", "pair mentors and apprentices"),
    "result.view": Text("看班级成绩汇总", "see what classes reached in exams"),
    "post.delegate": Text("委托代理", "lend one's post to a deputy"),
    "identity.reveal": Text("查看证件号等（须写理由）", "reveal identity data, with a reason"),
    "commitment.report": Text("报告承诺事项", "report on commitments"),
    "work.view": Text("看自己的事项", "see one's own work"),
    "work.report": Text("办理自己的事项", "hand in one's own work"),
    "duty.view": Text("看工作台账", "read the work ledger"),
    "duty.report": Text("以单位名义办理事项", "hand in for one's school or office"),
    "duty.confirm": Text("确认、退回", "confirm and return what was handed in"),
    "duty.chase": Text("催办", "remind those who are late"),
    "duty.waive": Text("豁免事项", "excuse somebody from a duty"),
    "case.view": Text("看办理事项", "see cases one takes part in"),
    "case.report": Text("发起、办理事项", "start cases and act in them"),
    "meeting.view": Text("看会议", "see meetings"),
    "meeting.change": Text("召集、记录会议", "call meetings and keep their minutes"),
    "task.view": Text("看督办事项", "see tasks"),
    "task.report": Text("办理督办事项", "report on tasks"),
    "paper.view": Text("看文件", "see papers"),
    "paper.change": Text("拟制、印发文件", "draft and issue papers"),
    "run.view": Text("看自己的运算任务", "see and cancel one's own computations"),
    "survey.view": Text("看问卷调查", "see surveys and what they found"),
    "survey.change": Text("设计、发放问卷", "design surveys and send them out"),
    "survey.report": Text("填写问卷", "answer surveys"),
    "governance.change": Text("改治理机构与事项", "change bodies and matters of governance"),
    "intake.import": Text("导入表格", "bring in sheets"),
    "rollover.change": Text("升年级", "roll the school year over"),
    "pupil.change": Text("登记学生和监护人", "register pupils and guardians"),
    "pupil.view": Text("看学生名单", "see lists of pupils"),
    "record.view": Text("看操作记录", "read the record"),
    "policy.adopt": Text("采用地方配置", "adopt a policy profile"),
    "api.use": Text("用接口读取", "read through the interface for programs"),
    "account.manage": Text("管理账号", "manage accounts"),
    "installation.manage": Text("管理安装与登录规则", "manage the installation and sign-in rules"),
    "permission.view": Text("看权限清单", "see who may do what"),
    "permission.manage": Text("任免管理员、停用权限", "appoint administrators, stop powers"),
    "audit.view": Text("审计操作记录", "audit the record"),
    "notice.view": Text("看自己的消息和日历", "see one's own notices and calendar"),
    "peer.report": Text("与同行相互反馈", "exchange feedback with peers"),
    "self.view": Text("查看、切换自己的身份", "see and switch one's own identities"),
    "family.view": Text("看自己的孩子", "see one's own children"),
}


def named(code: str) -> Text:
    """The name of a permission; its code where the catalogue knows no other."""
    return PERMISSIONS.get(code, Text(code, code))
