"""Personal data of families that sheets bring in, while they are checked and can be taken back."""

from __future__ import annotations

from xuequ.kernel.held import Held, of
from xuequ.kernel.text import Text

HELD = (
    Held(
        "9-sheets",
        Text("学校交来的名册文件", "Sheets that schools hand in"),
        of(
            "intake.Given",
            content=("文件内容", "content"),
            problems=("查出的问题", "mistakes found"),
        )
        | of("intake.Part", content=("读出的行", "rows that were read"))
        | of("intake.ImportedRow", before=("导入前的内容", "what was there before"))
        | of("intake.RolledRow", before=("升级前的内容", "what was there before"))
        | of(
            "intake.SourcedId",
            authority=("教育局", "authority"),
            kind=("种类", "kind"),
            value=("对外编号", "number for other programs"),
            own=("是否本系统所编", "whether it was made here"),
            consortium=("学区", "district"),
            school=("学校", "school"),
            campus=("校区", "campus"),
            point=("教学点", "teaching point"),
            body=("机构", "body"),
            school_class=("班级", "class"),
            person=("人员", "person"),
            pupil=("学生", "pupil"),
        ),
        Text("检查名册，导错时可以撤回", "to check a sheet, and to take it back when it was wrong"),
        "duty",
        Text("导入的人；内容加密", "who brings it in; the content is encrypted"),
        Text("导入后按整理任务的期限自动清除", "until the tidying job takes it away"),
    ),
    Held(
        "3-rollover",
        Text("升年级时的去向", "Where a pupil goes when the year rolls over"),
        of(
            "intake.RolloverPupil",
            of=("哪一次升年级", "which rollover"),
            pupil=("学生", "pupil"),
            school=("学校", "school"),
            wish=("去向", "what becomes of the pupil"),
            to_school=("升入学校", "next school"),
            to_number=("升入班级", "next class"),
            reason=("理由", "reason"),
            kind=("变动类别", "kind of change"),
            why=("依据", "ground"),
        ),
        Text("把学生编入新学年的班级", "to put pupils into the classes of the new year"),
        "duty",
        Text("本校办公室和教育局", "the office of the school, and the authority"),
        Text("与学生名册相同", "as long as the list of pupils"),
    ),
)
