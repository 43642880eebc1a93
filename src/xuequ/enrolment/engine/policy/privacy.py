"""The section `privacy` of a profile: how long personal data of enrolment are kept (保存期限)."""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Privacy:
    """Days after which personal data are deleted; none: the locality has set no period.

    «Ended» is when applications have closed, the result is released and the time for objections
    is over, whichever comes last.  Without a period nothing of the kind is deleted, and the
    yearly audit says so.
    """

    drafts: int | None = None  # drafts never handed in, after applications close
    papers: int | None = None  # pictures of papers, after enrolment has ended
    unplaced: int | None = None  # applications of children without a seat, after it has ended
    placed: int | None = None  # applications of children with a seat, after it has ended
    guardians: int | None = None  # parents without a child here, after their last log-in
    automatic: bool = False  # the clock deletes; otherwise two people release each batch


NAMES: dict[str, Text] = {
    "privacy": Text("个人信息保存期限", "Retention of personal data"),
    "privacy.drafts": Text("未提交的草稿", "drafts never handed in"),
    "privacy.papers": Text("材料的照片或扫描件", "pictures of papers"),
    "privacy.unplaced": Text("未被录取儿童的申请", "applications of children without a seat"),
    "privacy.placed": Text("被录取儿童的申请", "applications of children with a seat"),
    "privacy.guardians": Text("没有孩子在本系统的家长", "parents without a child here"),
    "privacy.automatic": Text("到期自动删除", "deleted by the clock"),
}
