"""What a guardian is asked to agree to, in words that never change under one version (告知同意书).

Enrolment itself is a duty of the law and asked of nobody as a consent; these two are not.
"""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.seal import digest
from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Words:
    """One version of what is agreed to.

    Args:
        says: what is done with which data, who gets it, how long.
        without: what happens to whoever does not agree; nobody is worse off for it.
        taken_back: what follows when it is taken back.
    """

    kind: str
    version: int
    title: Text
    says: Text
    without: Text
    taken_back: Text

    @property
    def digest(self) -> str:
        """SHA-256 of the words in both languages."""
        texts = (self.title, self.says, self.without, self.taken_back)
        return digest([self.kind, self.version, *([each.zh, each.en] for each in texts)])


PAPERS, LISTED = "papers", "listed"
WORDS: dict[str, Words] = {
    PAPERS: Words(
        PAPERS,
        1,
        Text("在网上传材料照片", "Send pictures of papers through the net"),
        Text(
            "您可以把户口簿、房产证明等材料拍照上传，审核人员在网上核对。照片加密保存，"
            "只有教育局审核人员能打开，每次打开都有记录；录取结束后按期限删除。照片里可能有孩子和家人的证件号、"
            "住址，属于未满十四周岁未成年人的敏感个人信息，需要监护人同意。",
            "You can send pictures of the household register, proof of a home and so on, and "
            "they are "
            "compared on the screen. They are kept encrypted; only those of the authority who "
            "check "
            "can open them, each time recorded; they are deleted by date after enrolment. They may "
            "show ID numbers and the address of your child and family: sensitive data "
            "of a "
            "child under 14, for which a guardian's consent is needed.",
        ),
        Text(
            "不同意也能报名：带材料原件到教育局窗口核对，录取不受影响。",
            "Without it you apply all the same: bring the papers themselves to the desk of the "
            "authority. It makes no difference to the result.",
        ),
        Text(
            "撤回后，还没有作出审核决定的申请，已上传的照片当即删除，请带原件到窗口核对；"
            "已经作出决定的，照片是决定的依据，按公布的期限保存后删除。",
            "When you take it back, the pictures of an application that is not decided yet are "
            "deleted "
            "at once; bring the papers to the desk. Where it was decided, they are what the "
            "decision "
            "rests on and are deleted on the day that is published.",
        ),
    ),
    LISTED: Words(
        LISTED,
        1,
        Text("公示名单上显示打码的姓名", "Show the masked name in the public list"),
        Text(
            "录取结果公示时，名单上除孩子编号和学校外，另显示打码的姓名（例如“张*三”），方便您和邻里核对。"
            "公示期满名单自动撤下。公开孩子的个人信息需要监护人单独同意（个人信息保护法第二十五条、第三十一条）。",
            "In the public list of results the masked name (such as «Zh*») stands beside your "
            "child's "
            "number and the school, so that you and your neighbours can find it. The list "
            "comes down "
            "by itself. To publish a child's data needs a guardian's separate consent (Personal "
            "Information Protection Law, articles 25 and 31).",
        ),
        Text(
            "不同意时，名单上只有孩子编号和学校；登录后照样能看到自己的结果。",
            "Without it the list has the number and the school alone; you read your own result "
            "after "
            "logging in all the same.",
        ),
        Text(
            "撤回后，名单上当即只剩编号；此前别人已经看到或抄下的，收不回来。",
            "When you take it back the list has the number alone at once; what others have read or "
            "copied before cannot be called back.",
        ),
    ),
}
