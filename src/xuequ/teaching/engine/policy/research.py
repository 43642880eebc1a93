"""Section `research`: how schools study lessons together (联合教研)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

Period = Literal["month", "term", "calendar_year", "school_year"]


@dataclass(frozen=True, slots=True)
class Quota:
    """At least `min` events for each `per`, in each `period`.

    Where `min` and `period` are left out, the document asks for such events and gives no number.
    """

    min: int | None = None
    per: Literal["subject", "group", "consortium", "school", "teacher"] | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class LessonObservation:
    """Lessons a teacher observes: at least `min` in each `period`.

    If `average`, the average over the consortium's teachers must reach `min`.  If `reviewed`, a
    lesson counts once the teacher has also evaluated it.
    """

    min: int
    period: Period
    average: bool = False
    remote: bool = False
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class CoStudy:
    """Who studies one lesson together (同研一节课): grades, subjects and schools, guests named."""

    first_grade: int
    last_grade: int
    subjects: tuple[Named, ...]
    schools: tuple[str, ...]
    guests: tuple[str, ...] = ()  # of `schools`, those that are not members


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a cycle, and at what level it is taken."""

    code: str
    zh: str
    en: str
    at: Literal["teacher", "group", "school", "consortium"]
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class MonthlyLesson:
    """A display or discussion of lessons of one subject; `month` 1 to 12, if one is set."""

    code: str
    zh: str
    en: str
    clause: str
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Topics:
    """The pressing questions of one subject's classroom."""

    code: str
    zh: str
    en: str
    topics: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class ProjectQuota:
    """At least `min` research projects (课题) per consortium in each window of `years` years.

    Windows follow one another from `anchor`.  A project counts when it is approved at `level`
    and, if `concluded_on_time`, once more when it is concluded within its set time.  Where the
    numbers are left out, the document only says who leads projects.
    """

    min: int | None = None
    level: Literal["county", "city", "province"] | None = None
    years: int | None = None
    anchor: date | None = None
    concluded_on_time: bool = False
    by: Literal["master_teacher"] | None = None  # none: the consortium


@dataclass(frozen=True, slots=True)
class Research:
    """Section `research`: how often schools study lessons together (RSH-01 to RSH-34)."""

    collective_prep: Quota | None = None  # 集体备课
    discussions: Quota | None = None  # 教学研讨
    observation_events: Quota | None = None  # 听课观摩
    activities: Quota | None = None  # 教研活动, of whatever kind
    report_required: bool = False  # each activity leaves a written reflection report
    observation_per_teacher: LessonObservation | None = None
    projects: ProjectQuota | None = None
    unified_plan: bool = False  # one plan of research for the whole consortium
    co_study: Quota | None = None  # 同研一节课
    co_study_share: int | None = None  # per cent of teachers who take part
    co_study_scheme: CoStudy | None = None
    co_study_designs: Quota | None = None  # 最佳课堂教学设计
    co_study_steps: tuple[Step, ...] = ()  # what each teacher does with them
    co_study_moral: tuple[Named, ...] = ()  # lessons outside the subjects
    lesson_cycle: tuple[Step, ...] = ()  # 一备三上三研
    lesson_calendar: tuple[MonthlyLesson, ...] = ()
    classroom_topics: tuple[Topics, ...] = ()
    classroom_forms: tuple[Named, ...] = ()  # kinds of event that build the feature classroom
    themes: tuple[Named, ...] = ()  # questions joint research turns to
    recognitions: tuple[Named, ...] = ()  # what research up to the standard counts for
    cluster_activities: tuple[Named, ...] = ()
    quality_tools: bool = False  # the quality of research itself is assessed
    partner_lessons: Quota | None = None  # by the course plan of a school outside


NAMES: dict[str, Text] = {
    "research": Text("联合教研", "Joint research"),
    "research.collective_prep": Text("集体备课", "collective lesson preparation"),
    "research.discussions": Text("教学研讨", "teaching discussions"),
    "research.observation_events": Text("听课观摩", "lesson observation"),
    "research.activities": Text("教研活动", "research activities"),
    "research.report_required": Text("教研活动反思报告", "reflection report of each activity"),
    "research.observation_per_teacher": Text("人均听评课", "lessons observed per teacher"),
    "research.projects": Text("课题研究", "research projects"),
    "research.unified_plan": Text("统一的教研活动计划", "unified research plan"),
    "research.co_study": Text("同研一节课", "co-studied lesson"),
    "research.co_study_share": Text("参加同研的教师占比", "teachers who take part in co-study"),
    "research.co_study_scheme": Text("同研范围", "grades, subjects, schools of co-study"),
    "research.co_study_designs": Text("最佳课堂教学设计", "best lesson designs"),
    "research.co_study_steps": Text("教师二次备课的步骤", "steps of each teacher in co-study"),
    "research.co_study_moral": Text("同研拓展的德育课", "moral lessons in co-study"),
    "research.lesson_cycle": Text("一备三上三研", "one-prep, three-teach, three-study cycle"),
    "research.lesson_calendar": Text("课堂研讨日程", "calendar of lesson discussions"),
    "research.classroom_topics": Text("特色课堂研讨重点", "topics of the feature classroom"),
    "research.classroom_forms": Text("特色课堂活动形式", "events of the feature classroom"),
    "research.themes": Text("联合教研主题", "themes of joint research"),
    "research.recognitions": Text("教科研认定", "recognition of research"),
    "research.cluster_activities": Text("集群活动", "activities of a cluster"),
    "research.quality_tools": Text("教研质量评价工具", "tools to assess research"),
    "research.partner_lessons": Text("外校优质课程教研", "lessons of a partner school"),
}

WORDS: dict[str, Text] = {
    "at.teacher": Text("教师", "teacher"),
    "at.group": Text("教研组", "subject research group"),
    "at.school": Text("学校", "school"),
    "at.consortium": Text("学区", "district"),
    "by.master_teacher": Text("名师", "master teachers"),
}

FIELDS: dict[str, Text] = {
    "average": Text("按人均计", "as an average"),
    "remote": Text("远程", "remote"),
    "reviewed": Text("须评课", "with an evaluation"),
    "first_grade": Text("自年级", "from grade"),
    "last_grade": Text("至年级", "to grade"),
    "subjects": Text("学科", "subjects"),
    "schools": Text("学校", "schools"),
    "guests": Text("学区外学校", "schools outside the district"),
    "at": Text("层级", "level"),
    "by": Text("主持", "led by"),
    "month": Text("月份", "month"),
    "topics": Text("重点", "topics"),
}
