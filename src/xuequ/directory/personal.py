"""Personal data of pupils and their guardians in the directory: what for, why, how long."""

from __future__ import annotations

from xuequ.kernel.held import Held, of
from xuequ.kernel.text import Text

DATED = {"since": ("起始日", "from"), "until": ("终止日", "until")}
INVENTED = {"is_synthetic": ("是否演示数据", "whether it is invented for a demonstration")}
SCHOOL = Text(
    "本校管理名册的人员看姓名；其他人只看到打码的内容；查看证件号须说明用途和理由，并留下记录",
    "those who keep the lists of the own school see names; others see them masked; a number is "
    "shown for a purpose and a reason only, and that is recorded",
)
HELD = (
    Held(
        "2-pupil",
        Text("学生名册：姓名、学籍号、证件", "List of pupils: name, pupil number, paper"),
        of(
            "directory.Pupil",
            name=("姓名", "name"),
            number=("学籍号", "pupil number"),
            id_kind=("证件类型", "kind of paper"),
            id_number=("证件号码", "ID number"),
            school_class=("所在班级", "class"),
            **DATED,
            **INVENTED,
        ),
        Text("办理学籍，编入班级，联系家长", "pupil records, classes, reaching the family"),
        "duty",
        SCHOOL,
        Text(
            "在校期间；离校后按学籍档案规定保管",
            "while the child is at school; then as the rules on pupil records say",
        ),
    ),
    Held(
        "2-guardian-of-pupil",
        Text("谁是孩子的监护人", "Who speaks for the child"),
        of(
            "directory.Guardianship",
            person=("监护人", "guardian"),
            pupil=("孩子", "child"),
            kind=("与孩子的关系", "what they are to the child"),
            **DATED,
        ),
        Text(
            "只让监护人看到和办理自己孩子的事",
            "that nobody but a guardian sees and acts for the child",
        ),
        "duty",
        SCHOOL,
        Text("与学生名册相同", "as long as the list of pupils"),
    ),
    Held(
        "1-guardian",
        Text("家长：姓名、证件、电话", "Parent or guardian: name, paper, telephone"),
        of(
            "directory.Person",
            name=("姓名", "name"),
            sort_key=("姓名的排序码", "name as it is sorted"),
            authority=("教育局", "authority"),
            id_kind=("证件类型", "kind of paper"),
            id_number=("证件号码", "ID number"),
            phone=("电话", "telephone"),
            **INVENTED,
        )
        | of(
            "directory.Registrant",
            person=("注册的家长", "who registered"),
            id_kind=("注册时填的证件类型", "kind of paper, as typed"),
            id_number=("注册时填的证件号码", "ID number, as typed"),
            informed_at=("阅读告知书的时间", "when the notice was read"),
            confirmed_at=("核对证件原件的时间", "when the paper was compared"),
            **DATED,
        ),
        Text(
            "确认是谁在为孩子报名，办理中能联系上",
            "to know who applies for the child, and to reach them meanwhile",
        ),
        "duty",
        Text(
            "审核人员看打码的内容；查看全部须说明用途和理由，并留下记录",
            "those who check see it masked; to see it in full they state a purpose and a reason, "
            "and that is recorded",
        ),
        Text(
            "孩子的信息都删除后，再过{guardians}天删除（没有孩子在本系统、也不再登录的家长）",
            "until {guardians} days after the last log-in of a parent who has no child here "
            "any more",
        ),
    ),
)
NOT_OF_FAMILIES = {
    "directory.Factor.secret": "second factors of accounts; no parent's data, a key",
}
