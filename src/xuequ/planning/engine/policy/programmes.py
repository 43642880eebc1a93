"""Section `programmes`: improvement and innovation programmes, society and families, capacity."""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.named import Named
from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Department:
    """A department or body outside the education authority, and its task in our words."""

    code: str
    zh: str
    en: str
    clause: str
    task: Named


@dataclass(frozen=True, slots=True)
class Programmes:
    """Section `programmes`: SCI-01 to SCI-17, SOC-01 to SOC-14, INF-01 to INF-09, STU-06, STU-07.

    Their figures with a target stand in `plan.targets`.
    """

    areas: tuple[Named, ...] = ()  # where school space is adjusted
    school_categories: tuple[Named, ...] = ()  # recognised per school
    top_talent_schools: tuple[str, ...] = ()
    talent_steps: tuple[Named, ...] = ()
    subject_bases: tuple[Named, ...] = ()
    seed_levels: tuple[Named, ...] = ()
    seed_kinds: tuple[Named, ...] = ()
    resource_sources: tuple[Named, ...] = ()
    nursery_roles: tuple[Named, ...] = ()
    nursery_pools: tuple[Named, ...] = ()  # from which base schools are chosen
    nursery_windows: tuple[Named, ...] = ()
    nursery_choice: tuple[Named, ...] = ()  # what a pupil chooses by interest
    bases: tuple[Named, ...] = ()
    course_process: tuple[Named, ...] = ()
    course_traits: tuple[Named, ...] = ()
    training_principles: tuple[Named, ...] = ()
    pupil_series: tuple[Named, ...] = ()
    family_levels: tuple[Named, ...] = ()
    family_sites: tuple[Named, ...] = ()
    lecture_axes: tuple[Named, ...] = ()
    departments: tuple[Department, ...] = ()


NAMES: dict[str, Text] = {
    "programmes": Text("专项行动与保障", "Programmes and support"),
    "programmes.areas": Text("教学空间调整地区", "areas of space adjustment"),
    "programmes.school_categories": Text("创新型学校类别", "categories of innovative schools"),
    "programmes.top_talent_schools": Text("拔尖创新人才培养学校", "top-talent schools"),
    "programmes.talent_steps": Text("拔尖创新人才培养环节", "steps of top-talent cultivation"),
    "programmes.subject_bases": Text("学科基地", "subject bases"),
    "programmes.seed_levels": Text("项目化学习实验校层级", "levels of project-learning schools"),
    "programmes.seed_kinds": Text("项目化学习实验校类别", "kinds of project-learning schools"),
    "programmes.resource_sources": Text("项目化学习社会资源", "sources of project learning"),
    "programmes.nursery_roles": Text("苗圃行动职责分工", "roles in the nursery plan"),
    "programmes.nursery_pools": Text("苗圃基地校来源", "pools of nursery base schools"),
    "programmes.nursery_windows": Text("苗圃行动时段", "times of the nursery plan"),
    "programmes.nursery_choice": Text("科创学生的选择", "what nursery pupils choose"),
    "programmes.bases": Text("基地建设", "bases"),
    "programmes.course_process": Text("科创课程管理环节", "steps of innovation courses"),
    "programmes.course_traits": Text("科创课程特色", "traits of innovation courses"),
    "programmes.training_principles": Text("新课程培训原则", "principles of training"),
    "programmes.pupil_series": Text("学生科创系列活动", "series for pupils"),
    "programmes.family_levels": Text("家庭教育联动网络", "levels of the family network"),
    "programmes.family_sites": Text("家庭教育“四进活动”", "sites of family lectures"),
    "programmes.lecture_axes": Text("家庭教育分类", "how lectures are sorted"),
    "programmes.departments": Text("部门职责", "tasks of departments"),
}

FIELDS: dict[str, Text] = {
    "task": Text("职责", "task"),
}
