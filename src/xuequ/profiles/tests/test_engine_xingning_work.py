"""Xingning's quotas, evaluation, money, reports, steps and activities, against the document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest

from xuequ.activities.engine.policy import Activities
from xuequ.directory.engine.policy import Formation
from xuequ.evaluation.engine.policy import Evaluation, Reward
from xuequ.finance.engine.policy import Funds
from xuequ.kernel.periods import Span, rolling
from xuequ.mentoring.engine.policy import Mentoring, Training
from xuequ.planning.engine.policy import Plan, Reporting
from xuequ.profiles.entries import Profile
from xuequ.profiles.loader import load, policy, sections
from xuequ.quality.engine.policy import Quality, UnifiedTest
from xuequ.sharing.engine.policy import Sharing
from xuequ.teaching.engine.policy import Quota, Research, Teaching

P = TypeVar("P")
OPENING = date(2018, 9, 1)


@pytest.fixture(scope="module")
def xingning() -> Profile:
    return load("xingning")


def settled(kind: type[P], profile: Profile, on: date = OPENING) -> P:
    """The section that `kind` types."""
    [name] = [name for name, each in sections().items() if each is kind]
    return policy(kind, profile, name, on)


@pytest.mark.clause("RSH-02", "RSH-03", "RSH-04")
def test_each_subject_has_4_preparations_2_discussions_2_observations_a_term(
    xingning: Profile,
) -> None:
    research = settled(Research, xingning)
    assert research.collective_prep == Quota(4, "subject", "term")
    assert research.discussions == Quota(2, "subject", "term")
    assert research.observation_events == Quota(2, "subject", "term")


@pytest.mark.clause("RSH-05")
def test_one_city_project_in_each_two_years_from_the_opening(xingning: Profile) -> None:
    projects = settled(Research, xingning).projects
    assert projects is not None
    assert (projects.min, projects.level, projects.concluded_on_time) == (1, "city", True)
    assert projects.years is not None and projects.anchor is not None
    window = rolling(date(2021, 3, 1), years=projects.years, anchor=projects.anchor)
    assert window == Span(date(2020, 9, 1), date(2022, 9, 1))


@pytest.mark.clause("MEN-02", "TRN-13")
def test_training_goes_by_three_structures_and_teams_are_of_three_kinds(xingning: Profile) -> None:
    training, mentoring = settled(Training, xingning), settled(Mentoring, xingning)
    assert training.unified_project and training.linked_with_superior and training.own_highlights
    assert [each.zh for each in training.structure] == ["学科", "年龄", "特长"]
    assert [each.zh for each in mentoring.teams] == ["教学团队", "名师工作室", "特级教师工作坊"]


@pytest.mark.clause("QMS-13", "TCU-12", "TCU-13")
def test_one_monitoring_a_term_and_one_shared_course(xingning: Profile) -> None:
    [test] = settled(Quality, xingning).tests
    zh, en = "教学质量监测与评价", "teaching-quality monitoring and evaluation"
    assert test == UnifiedTest("monitoring", zh, en, "consortium", min=1, period="term")
    teaching = settled(Teaching, xingning)
    assert [each.zh for each in teaching.unify] == ["教学内容", "教学进度"]
    assert teaching.shared_course_min == 1


@pytest.mark.clause("EVA-14", "EVA-16", "EVA-17", "SUP-04")
def test_inspection_is_yearly_and_comprehensive_evaluation_two_yearly(xingning: Profile) -> None:
    evaluation = settled(Evaluation, xingning)
    assert (evaluation.model, evaluation.layers) == ("own_system", ("consortium",))
    inspection, comprehensive = evaluation.inspection, evaluation.comprehensive
    assert inspection is not None and comprehensive is not None
    assert (inspection.months, inspection.first_due) == (12, date(2018, 11, 30))
    assert (comprehensive.months, comprehensive.first_due) == (24, None)
    assert inspection.led_by == comprehensive.led_by == "supervision"


@pytest.mark.clause("EVA-18")
def test_an_advanced_district_gains_inside_a_fixed_total(xingning: Profile) -> None:
    reward = settled(Reward, xingning)
    assert [each.code for each in reward.channels] == ["performance_pay_tilt"]
    assert reward.total_is_fixed
    assert [each.zh for each in reward.conditions] == [
        "办学效果显著",
        "社会评价较高",
        "综合评估评为先进",
    ]
    assert [each.code for each in reward.recipients] == ["consortium", "schools_of_consortium"]


@pytest.mark.clause("FIN-01", "FIN-02", "FIN-03")
def test_10000_yuan_for_each_of_ten_districts_make_100000(xingning: Profile) -> None:
    funds, formation = settled(Funds, xingning), settled(Formation, xingning)
    assert funds.per_consortium_year == Decimal(10_000)
    assert isinstance(funds.per_consortium_year, Decimal)
    assert funds.per_consortium_year * (formation.expected_consortia or 0) == funds.total_year
    assert [each.zh for each in funds.uses] == [
        "日常运行",
        "教学科研活动",
        "教师培训",
        "交流学习",
        "奖励激励",
    ]
    assert funds.in_yearly_budget


@pytest.mark.clause("PLN-17", "PLN-18", "PLN-19", "PLN-20")
def test_districts_report_quarterly_and_the_bureau_half_yearly(xingning: Profile) -> None:
    reporting = settled(Reporting, xingning)
    series = [*reporting.from_consortium, *reporting.from_authority]
    assert [(each.zh, each.to, each.period, each.min) for each in series] == [
        ("工作小结", "authority", "quarter", 1),
        ("阶段工作总结", "city_authority", "half_year", 1),
    ]
    assert reporting.summary_meetings == 1
    assert reporting.ledger


@pytest.mark.clause("PLN-14", "PLN-15", "PLN-16", "REG-38")
def test_the_road_map_has_six_dated_steps_in_order(xingning: Profile) -> None:
    steps = settled(Plan, xingning).milestones
    assert [(each.code, each.printed, each.due) for each in steps] == [
        ("leading_group", "2017年8月", date(2017, 8, 31)),
        ("scheme", "2017年12月", date(2017, 12, 31)),
        ("roster", "2018年3月中旬", date(2018, 3, 20)),
        ("management", "2018年9月开学", date(2018, 9, 1)),
        ("inspection", "2018年11月", date(2018, 11, 30)),
        ("meeting", "2019年1月", date(2019, 1, 31)),
    ]
    for each in steps:
        assert each.begins and each.due and each.begins <= each.due
        assert each.printed.startswith(f"{each.begins.year}年{each.begins.month}月")


@pytest.mark.clause("REG-01", "PLN-31")
def test_full_coverage_is_due_when_management_begins(xingning: Profile) -> None:
    plan = settled(Plan, xingning)
    [target] = plan.targets
    assert (target.indicator, target.op, target.value) == ("coverage", "exactly", Decimal(1))
    [start] = [each for each in plan.milestones if each.code == "management"]
    assert target.due == start.due == OPENING
    numbers = [each.number for each in plan.superior_documents]
    assert numbers == ["桂政办发〔2016〕168号", "南府办〔2017〕71号"]


@pytest.mark.clause("MOR-02", "MOR-04", "MOR-05", "MOR-06", "MOR-07")
def test_one_festival_two_meets_three_weeks_four_contests_a_year(xingning: Profile) -> None:
    activities = settled(Activities, xingning)
    assert [each.zh for each in activities.festivals] == ["中小学生艺术节"]
    assert [each.zh for each in activities.meets] == ["中小学生读书会", "中小学生田径运动会"]
    assert [each.zh for each in activities.weeks] == ["学科周", "文化周", "科技周"]
    assert [each.zh for each in activities.contests] == [
        "经典诵读比赛",
        "阅读征文比赛",
        "学生篮球赛",
        "学生足球赛",
    ]
    yearly = [each for each in activities.calendar if each.period == "calendar_year"]
    termly = [each for each in activities.calendar if each.period == "term"]
    assert [sum(each.min or 0 for each in some) for some in (yearly, termly)] == [10, 1]


@pytest.mark.clause("SHR-07", "SHR-08")
def test_three_classes_of_resource_are_shared(xingning: Profile) -> None:
    kinds = settled(Sharing, xingning).kinds
    grouped = {
        group: [each.zh for each in kinds if each.group == group]
        for group in ("facility", "school", "outside")
    }
    assert grouped == {
        "facility": ["体育场馆", "图书馆", "实验室", "仪器设备"],
        "school": ["教师资源", "教学成果", "办学特色", "校园文化"],
        "outside": ["校外教育基地", "社会实践基地", "家长资源", "其他社会资源"],
    }
