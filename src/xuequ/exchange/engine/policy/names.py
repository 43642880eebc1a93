"""What the sections, their settings, the keys of their items and their codes are called."""

from __future__ import annotations

from xuequ.kernel.settings import FIELDS as SHARED_FIELDS
from xuequ.kernel.settings import WORDS as SHARED_WORDS
from xuequ.kernel.text import Text

NAMES: dict[str, Text] = {
    "staff": Text("师资与人事", "Teacher pool and personnel"),
    "staff.pool_mode": Text("教师归属", "where teachers belong"),
    "staff.deployed_by": Text("教师统一调配单位", "who deploys teachers"),
    "staff.work_relation_share": Text("工作关系转入集团的教师占比", "share moved into the group"),
    "staff.county_managed": Text("区管校聘", "posts managed by the county"),
    "staff.relation_stays": Text("保留人事关系的交流形式", "personnel relation stays"),
    "staff.returns": Text("期满返回的交流形式", "return when the posting ends"),
    "staff.transfer_encouraged": Text(
        "鼓励接转人事关系的人员", "transfer of the relation encouraged"
    ),
    "staff.post_stays": Text("流动时编制保留在原学校", "post stays at the original school"),
    "staff.titles_at": Text("职称评聘所在学校", "where titles are appraised"),
    "staff.executive_as_principal": Text(
        "执行校长职称评聘同正职", "executive principal as full principal"
    ),
    "staff.post_inputs": Text("核定编制的依据", "what posts are fixed by"),
    "staff.post_principles": Text("编制管理原则", "how posts are managed"),
    "staff.posts_tilt_to": Text("师资倾斜方向", "where staff goes first"),
    "staff.rising_shares": Text("应提高的教师比例", "shares of teachers to rise"),
    "staff.two_way_flow": Text("双向有序流动", "orderly flow both ways"),
    "staff.shortage_recorded": Text("登记师资紧缺", "shortage of teachers recorded"),
    "exchange": Text("交流轮岗", "Exchange and rotation"),
    "exchange.forms": Text("交流形式", "forms of exchange"),
    "exchange.regular": Text("定期交流制度", "regular exchange"),
    "exchange.increases": Text("加大交流力度", "exchange increases"),
    "exchange.public_only": Text("限公办学校", "public schools only"),
    "exchange.in_region_scheme": Text("纳入区域交流范围", "inside the region's scheme"),
    "exchange.teacher_rates": Text("教师交流比例下限", "least share of teachers"),
    "exchange.teacher_count": Text("教师交流人次下限", "fewest person-times"),
    "exchange.eligible_by": Text("符合交流条件的认定", "how eligibility is told"),
    "exchange.backbone_rates": Text("骨干教师交流比例下限", "least share of backbone teachers"),
    "exchange.backbone_share_rises": Text("骨干教师交流比例增加", "backbone share rises"),
    "exchange.leaders": Text("领导交流", "exchange of leaders"),
    "exchange.leader_duties": Text("交流领导的任务", "duties of leaders on exchange"),
    "exchange.channels": Text("交流人员产生办法", "how those who move are found"),
    "exchange.staff_groups": Text("交流人员类别", "teachers who exchange"),
    "exchange.host_directs": Text("服从交流学校安排", "host school directs the work"),
    "exchange.duties": Text("交流教师的任务", "duties on exchange"),
    "exchange.events": Text("交流活动", "events about exchange"),
    "exchange.bundled_tests": Text("师徒质量捆绑评价", "bundled quality tests"),
    "exchange.award_dimensions": Text("先进交流教师评选项目", "dimensions of the award"),
    "exchange.title_priority": Text("与交流挂钩的职称荣誉", "titles that exchange counts for"),
    "exchange.school_reward": Text("学校奖励交流教师", "schools reward those who took part"),
    "exchange.allowance": Text("福利待遇依据", "what welfare and pay go by"),
    "exchange.performance_linked": Text("交流与绩效挂钩", "exchange tied to performance"),
    "exchange.feedback": Text("同行反馈渠道", "channels of feedback"),
    "exchange.voiced": Text("可表达的内容", "what may be voiced"),
}
FIELDS: dict[str, Text] = {
    **SHARED_FIELDS,
    "trial": Text("试行或探索", "on trial"),
    "factors": Text("差异化因素", "graded by"),
    "share": Text("不低于", "at least"),
    "base": Text("占", "of"),
    "sent_to": Text("派往", "sent to"),
    "scope": Text("统计范围", "counted over"),
    "principal_months": Text("校长每年交流月数", "months a year, principals"),
    "leaders_a_month": Text("每校每月交流干部人数", "leaders a month, each school"),
    "days_a_week": Text("每周在对方学校至少天数", "days a week at the other school"),
    "never_same_day": Text("互换两人不在同一天", "never both on one day"),
    "duties": Text("职责", "duties"),
    "tests": Text("检测次数", "tests"),
    "result": Text("成绩", "result"),
}
WORDS: dict[str, Text] = {
    **SHARED_WORDS,
    "deployed_by.group_centre": Text("集团管理中心", "the group's management centre"),
    "titles_at.establishment_school": Text("编制所在学校", "school of the establishment post"),
    "posts_tilt_to.lead": Text("学区长学校", "lead schools"),
    "posts_tilt_to.village_primary": Text("村小学", "village primaries"),
    "posts_tilt_to.teaching_point": Text("教学点", "teaching points"),
    "forms.posting": Text("交流任教", "posting"),
    "forms.weekly_day": Text("每周一天", "one day a week"),
    "forms.pairing": Text("师徒结对", "mentor pairing"),
    "forms.listed_name": Text("挂牌上课", "listed-name teaching"),
    "forms.delivery": Text("送教", "lesson delivery"),
    "forms.apprentices": Text("带徒", "taking apprentices"),
    "forms.targeted": Text("精准流动", "targeted flow"),
    "base.eligible": Text("符合交流条件的教师", "teachers eligible for exchange"),
    "base.movers": Text("交流轮岗的教师", "teachers who exchange"),
    "base.backbone": Text("骨干教师", "backbone teachers"),
    "base.urban_backbone": Text("城区学校骨干教师", "backbone teachers of the town school"),
    "scope.county": Text("各县（区）", "each county"),
    "scope.urban_and_quality_schools": Text("城镇学校、优质学校", "urban and quality schools"),
    "scope.consortium": Text("全学区合计", "the whole district"),
    "scope.school": Text("每校", "each school"),
    "period.batch": Text("每次选派", "each time"),
    "sent_to.village": Text("乡下学校", "the village school"),
    "eligible_by.flag_with_reason": Text("逐人认定并说明理由", "person by person, with a reason"),
    "result.sum_of_standardised_class_means": Text(
        "师徒班级标准化均分之和", "sum of the pair's standardised class means"
    ),
}
