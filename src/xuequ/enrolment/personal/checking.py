"""What those who check an application write about it, and what dwellings give."""

from __future__ import annotations

from xuequ.kernel.held import Held, of
from xuequ.kernel.text import Text

from .applying import CHECKERS, PLACED

APPLICATION = {"application": ("申请", "application")}
HELD = (
    Held(
        "3-check",
        Text("审核记录和理由", "Checks and their reasons"),
        of(
            "enrolment.Check",
            **APPLICATION,
            version=("第几次提交", "version"),
            reader=("第几位审核人", "which reader"),
            verdict=("结论", "verdict"),
            ground=("符合的条件", "ground"),
            reason=("理由", "reason"),
            said=("逐项说明", "reasons by field"),
            items=("逐项认定", "what was found, item by item"),
            answers=("对提示的处理", "what was said to warnings"),
            points=("积分", "points"),
            claim_class=("顺位", "class of claim"),
            home=("地段学校", "school of the catchment"),
            primary=("毕业小学", "primary school left"),
            kinds=("预留学位类别", "kind of kept seat"),
            dwelling=("房屋编号", "number of the dwelling"),
            person=("审核人", "who checked"),
            post=("职务", "post"),
            at=("时间", "when"),
            ended_at=("失效时间", "when it ended"),
        )
        | of(
            "enrolment.DepartmentAnswer",
            **APPLICATION,
            inquiry=("哪一次核验", "which inquiry"),
            code=("项目", "item"),
            state=("是否属实", "what was answered"),
            value=("答复的内容", "value"),
            at=("答复时间", "when"),
            outdated_at=("所填改变、答复失效的时间", "when the family changed what was asked"),
        ),
        Text(
            "认定是否符合条件；公安、房产、社保等部门只就所问事项答复",
            "to find whether the conditions hold; other departments answer just what is asked",
        ),
        "duty",
        CHECKERS,
        PLACED,
    ),
    Held(
        "4-dwelling",
        Text("房屋与学位", "Dwellings and the seats they gave"),
        of("enrolment.Dwelling", key=("房屋地址或编号", "address or number of the dwelling"))
        | of(
            "enrolment.SeatLock",
            dwelling=("房屋", "dwelling"),
            **APPLICATION,
            guardian=("监护人证件号码（以前的学位）", "number of a guardian, of earlier seats"),
            year=("起始学年", "first year"),
            stage=("学段", "stage"),
            years=("锁定年数", "years"),
            school=("学校", "school"),
            made_at=("登记时间", "made"),
            ended_at=("结束时间", "ended"),
            ended_by=("更正人", "who ended it as a mistake"),
        ),
        Text(
            "一处房屋在规定年限内只提供一个学位（同胞除外）",
            "one seat per dwelling within the years of the rules, brothers and sisters excepted",
        ),
        "duty",
        CHECKERS,
        Text(
            "锁定年限结束后，随申请一并删除",
            "with the application, once the years of the lock are over",
        ),
    ),
    Held(
        "5-looks",
        Text("谁看过、谁经手、谁回避", "Who looked, who handled it, who kept out"),
        of(
            "enrolment.Look",
            **APPLICATION,
            person=("查看人", "who looked"),
            purpose=("用途", "purpose"),
            at=("时间", "when"),
            until=("开放至", "open until"),
        )
        | of(
            "enrolment.Assignment",
            **APPLICATION,
            person=("领取人", "who took it"),
            reader=("第几位审核人", "which reader"),
            taken_at=("领取时间", "taken"),
            until=("至", "until"),
        )
        | of(
            "enrolment.Conflict",
            person=("回避人", "who keeps out"),
            child=("孩子", "child"),
            kind=("关系", "relation"),
            declared_at=("申报时间", "declared"),
        ),
        Text("防止滥看和人情，家长可以查看", "against prying and favours; the family can read it"),
        "guard",
        Text("本家庭、审计管理员", "the family, and the auditor"),
        Text(
            "随申请删除；操作记录长期保存（不含身份信息）",
            "with the application; the record stays, and names nobody's child",
        ),
    ),
)
