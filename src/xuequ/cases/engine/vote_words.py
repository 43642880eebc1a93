"""What thresholds, quorums and outcomes of votes are called."""

from __future__ import annotations

from xuequ.kernel.text import Text

RULES: dict[str, Text] = {
    "simple": Text("赞成多于反对", "more in favour than against"),
    "two_thirds": Text("所投票的三分之二以上", "two thirds of the votes cast"),
    "absolute": Text("全体成员的过半数", "more than half of all members"),
    "unanimous": Text(
        "全体成员一致明确同意，不表态不算同意",
        "every member agrees in words, silence is not consent",
    ),
}
QUORUMS: dict[str, Text] = {
    "none": Text("不设法定人数", "no quorum"),
    "half": Text("应到成员的过半数", "more than half of the members"),
    "two_thirds": Text("应到成员的三分之二以上", "two thirds of the members"),
    "all": Text("全体成员", "all members"),
}
OUTCOMES: dict[str, Text] = {
    "open": Text("未截止", "open"),
    "passed": Text("通过", "passed"),
    "failed": Text("未通过", "not passed"),
    "void": Text("无效", "void"),
}
VOID: dict[str, Text] = {
    "no_quorum": Text(
        "更正到会情况后不足法定人数，本次表决无效，须重新表决",
        "void: with attendance mended there was no quorum; it has to be voted again",
    ),
    "struck": Text("误登记，已撤销", "void: recorded by mistake and struck out"),
}
