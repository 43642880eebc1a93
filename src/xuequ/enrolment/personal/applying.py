"""What a family says of itself when it applies."""

from __future__ import annotations

from xuequ.kernel.held import Held, of
from xuequ.kernel.text import Text

PLACED = Text(
    "被录取的：录取结束后{placed}天；未被录取、撤回或不符合条件的：{unplaced}天；从未提交的草稿：报名截止后{drafts}天",
    "of a child with a seat {placed} days after enrolment has ended; of one without, withdrawn or "
    "refused {unplaced} days; a draft never handed in {drafts} days after applications close",
)
CHECKERS = Text(
    "本家庭；教育局负责审核的人员，领取或说明用途后打开，每次都有记录。学校看不到",
    "the family; those of the authority who check, after taking the file or naming a purpose, each "
    "time recorded. Schools do not see it",
)
HELD = (
    Held(
        "1-child",
        Text("孩子：姓名、证件、出生日期、性别", "The child: name, paper, day of birth, sex"),
        of(
            "enrolment.Child",
            name=("姓名", "name"),
            id_kind=("证件类型", "kind of paper"),
            id_number=("证件号码", "ID number"),
            born=("出生日期", "day of birth"),
            sex=("性别", "sex"),
            number=("孩子编号", "the child's number"),
            authority=("教育局", "authority"),
            pupil=("入学后的学籍", "the pupil it became"),
            registered_at=("登记时间", "registered"),
            erased_at=("删除身份信息的时间", "when its identity was deleted"),
            is_synthetic=("是否演示数据", "whether it is invented for a demonstration"),
        )
        | of(
            "enrolment.Custody",
            child=("孩子", "child"),
            person=("监护人", "guardian"),
            kind=("与孩子的关系", "what they are to the child"),
        )
        | of(
            "enrolment.CustodyEntry",
            child=("孩子", "child"),
            parent=("监护人", "guardian"),
            act=("现场添加或终止", "added or ended at the desk"),
            reason=("理由", "reason"),
            by=("经办人", "who did it"),
            at=("办理时间", "done on"),
        ),
        Text(
            "确认是哪个孩子、是否到了入学年龄，不重复报名",
            "to know which child it is, that it is of age, and applies once",
        ),
        "duty",
        CHECKERS,
        PLACED,
    ),
    Held(
        "2-application",
        Text("入学申请：住址、所填情况、志愿", "The application: address, what you state, choices"),
        of(
            "enrolment.Application",
            address=("住址", "address"),
            place=("小区或村", "estate or village"),
            home=("地段学校", "school of the catchment"),
            primary=("毕业小学", "primary school left"),
            claims=("所填情况", "what the family states"),
            kinds=("预留学位类别", "kind of kept seat"),
            companion=("一同安排的孩子", "child it is placed together with"),
            draft=("未提交的草稿", "draft"),
            change_code=("修改码的印记", "digest of the change code"),
            round=("批次", "round"),
            child=("孩子", "child"),
            person=("填写人", "who filled it in"),
            year=("年份", "year"),
            stage=("学段", "stage"),
            state=("状态", "state"),
            proved=("审核认定的情况", "what was found of it"),
            points=("积分", "points"),
            claim_class=("顺位", "class of claim"),
            rule_set=("依据的规则", "rules it stands under"),
            version=("第几次提交", "version"),
            revision=("草稿版次", "revision of the draft"),
            begun_at=("开始时间", "begun"),
            submitted_at=("提交时间", "handed in"),
            erased_at=("删除时间", "when it was deleted"),
            unplaced_at=("未获学位结束时间", "ended without a place"),
        )
        | of(
            "enrolment.Choice",
            application=("申请", "application"),
            rank=("第几志愿", "rank"),
            school=("学校", "school"),
        )
        | of(
            "enrolment.Submission",
            application=("申请", "application"),
            version=("第几次提交", "version"),
            content=("提交的内容", "what was handed in"),
            digest=("内容印记", "digest"),
            rule_set=("依据的规则", "rules"),
            person=("提交人", "who handed it in"),
            at=("提交时间", "when"),
        ),
        Text(
            "按公布的规则审核条件、计算积分、录取",
            "to check conditions, count points and give places by the published rules",
        ),
        "duty",
        CHECKERS,
        PLACED,
    ),
    Held(
        "6-papers",
        Text("材料的照片或扫描件（可以不上传）", "Pictures of papers (need not be uploaded)"),
        of(
            "enrolment.Evidence",
            application=("申请", "application"),
            kind=("材料种类", "kind of paper"),
            file=("文件", "file"),
            stored_at=("上传时间", "stored"),
        ),
        Text(
            "在网上核对材料，不必跑一趟；不同意就带原件到窗口核对",
            "to compare papers without a visit; who does not agree shows them at the desk",
        ),
        "consent",
        CHECKERS,
        Text(
            "录取结束后{papers}天；撤回同意时，尚未作出审核决定的当即删除",
            "until {papers} days after enrolment has ended; at once when consent is taken back "
            "before a decision",
        ),
        is_optional=True,
    ),
    Held(
        "6-consents",
        Text("监护人的同意和撤回", "Consents of guardians, and taking them back"),
        of(
            "enrolment.Consent",
            child=("孩子", "child"),
            kind=("同意的事项", "what for"),
            version=("文本版次", "version of the words"),
            digest=("文本印记", "digest of the words"),
            person=("同意人", "who agreed"),
            at=("同意时间", "given"),
            ended_by=("撤回人", "who took it back"),
            ended_at=("撤回时间", "taken back"),
        ),
        Text(
            "证明监护人同意过什么、何时撤回",
            "to show what a guardian agreed to, and when it was taken back",
        ),
        "guard",
        Text("本家庭；审计管理员只看数目", "the family; the auditor sees counts alone"),
        PLACED,
    ),
)
