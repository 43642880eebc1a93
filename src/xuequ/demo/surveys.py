"""The surveys of the demonstration: one closed with results, one to answer, one being drafted.

Whoever answers is synthetic, and what they answer follows the seed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from xuequ.directory.models import Consortium, Membership, Person, School
from xuequ.directory.services import families, people
from xuequ.kernel.actors import Actor, program
from xuequ.surveys.engine.answers import Raw, name_of
from xuequ.surveys.engine.types import Asked
from xuequ.surveys.models import Survey
from xuequ.surveys.queries.reading import asked
from xuequ.surveys.services.answering import answer_survey
from xuequ.surveys.services.closing import close_survey
from xuequ.surveys.services.drafting import NewSurvey, copy_survey, draft_survey
from xuequ.surveys.services.opening import Audience, open_survey, set_audience
from xuequ.surveys.services.publishing import publish_survey
from xuequ.surveys.services.questions import NewQuestion, add_question

from .cast import players
from .people import names

ACTOR = program("demo")
SEED = 20260901
BEGIN = date(2026, 9, 1)
OPENED, CLOSED = date(2026, 10, 12), date(2026, 10, 30)
LAST = date(2027, 6, 30)
TEACHERS, PARENTS = (14, 11, 9), (16, 12, 3)  # in the lead and the first members
FIVE = {"low": Decimal(1), "high": Decimal(5), "low_label": "不满意", "high_label": "满意"}
PURPOSE = "了解教师、家长对学区办学的看法，用于改进下一学年的工作安排。（演示）"
OFTEN = ("每周都有", "每月有", "每学期有", "没有")
QUESTIONS = (
    NewQuestion("scale", "您对学区办学总体满意吗？", **FIVE),  # type: ignore[arg-type]
    NewQuestion("single", "学校的资源共享活动多久有一次？", choices=OFTEN),
    NewQuestion(
        "multiple",
        "您希望加强哪些方面？",
        choices=("课后服务", "教师交流", "课程共享", "家校沟通", "校园安全"),
    ),
    NewQuestion(
        "matrix",
        "请评价以下各项",
        choices=("教学质量", "师资配备", "校园环境"),
        **FIVE,  # type: ignore[arg-type]
    ),
    NewQuestion("text", "您还有什么建议？", required=False),
)
SAID = ("希望多开放图书馆。", "交流来的老师很认真。", "课后服务可以再丰富一些。", "")


def fill_surveys(district: Consortium) -> None:
    """Surveys of a district, of its schools' teachers and parents."""
    schools = _schools(district)
    _people(schools)
    first = _draft(district, "学区办学满意度调查（2026年秋）", list(QUESTIONS))
    set_audience(first, Audience("both"), actor=ACTOR, today=OPENED)
    open_survey(first, CLOSED, actor=ACTOR, today=OPENED)
    _answer(first)
    close_survey(first, actor=ACTOR, today=CLOSED)
    publish_survey(first, actor=ACTOR, today=CLOSED)
    second = _draft(district, "教师专业发展需求调研", _needs())
    set_audience(second, Audience("teachers"), actor=ACTOR, today=BEGIN)
    open_survey(second, LAST, actor=ACTOR, today=date(2026, 11, 2))
    copy_survey(first, actor=ACTOR)


def _needs() -> list[NewQuestion]:
    return [
        NewQuestion(
            "single", "您参加过本学期的集体备课吗？", choices=("每次都参加", "有时参加", "没有参加")
        ),
        NewQuestion("number", "您每周用于备课的时间（小时）", low=Decimal(0), high=Decimal(60)),
        NewQuestion(
            "multiple", "您希望学区组织哪些研修？",
            choices=("听评课", "课题研究", "信息技术", "班级管理"),
        ),
    ]  # fmt: skip


def _draft(district: Consortium, title: str, questions: list[NewQuestion]) -> Survey:
    survey = draft_survey(NewSurvey(title, PURPOSE, is_synthetic=True), district, actor=ACTOR)
    for each in questions:
        add_question(survey, each, actor=ACTOR)
    return survey


def _schools(district: Consortium) -> list[School]:
    rows = Membership.objects.on(BEGIN).filter(consortium=district).exclude(role="guest")
    order = {"lead": 0}
    found = sorted(rows.select_related("school"), key=lambda m: (order.get(m.role, 1), m.order))
    return [each.school for each in found][: len(TEACHERS)]


def _people(schools: list[School]) -> None:
    """Teachers in posts, and parents of pupils, of each school; the cast's own among them."""
    cast = players()
    made_up = iter(names(SEED, sum(TEACHERS) + sum(PARENTS)))
    for at in (1, 0, 2):  # the first member begins with the cast's own teacher and parent
        for n in range(TEACHERS[at]):
            is_cast = at == 1 and n == 0
            _teacher(schools[at], cast["teacher"].name if is_cast else next(made_up))
        for n in range(PARENTS[at]):
            is_cast = at == 1 and n == 0
            _parent(schools[at], cast["guardian"].name if is_cast else next(made_up))


def _parent(school: School, name: str) -> None:
    room = school.classes.exclude(number=0).earliest("stage", "grade", "number")
    child = families.register_pupil(room, families.NewPupil("小演示"), since=BEGIN, actor=ACTOR)
    person = people.register_person(school.authority, name, actor=ACTOR, is_synthetic=True)
    families.link_guardian(person, child, "mother", since=BEGIN, actor=ACTOR)


def _teacher(school: School, name: str) -> None:
    person = people.register_person(school.authority, name, actor=ACTOR, is_synthetic=True)
    post = people.create_post(
        school.authority, "teacher", "教师", since=BEGIN, actor=ACTOR, place=school
    )
    people.appoint(person, post, since=BEGIN, actor=ACTOR)


def _answer(survey: Survey) -> None:
    """Four of five answer, the happier the likelier."""
    rng = Random(SEED)
    questions = asked(survey)
    rows = survey.invitations.select_related("person").order_by("person")
    for invitation in rows:
        if rng.random() < 0.8:
            answer_survey(
                invitation, _sheet(questions, rng), actor=_acting(invitation.person), today=OPENED
            )


def _sheet(questions: list[Asked], rng: Random) -> Raw:
    scale, often, more, grid, words = questions
    steps = ["3", "4", "4", "5", "5", "2"]
    chosen = sorted(rng.sample(range(len(more.choices)), rng.randint(1, 3)))
    lines = {name_of(grid, at): [rng.choice(steps)] for at in range(len(grid.choices))}
    return {
        name_of(scale): [rng.choice(steps)],
        name_of(often): [rng.choice("001123")],
        name_of(more): [str(each) for each in chosen],
        name_of(words): [rng.choice(SAID)],
        **lines,
    }


def _acting(person: Person) -> Actor:
    return Actor(
        account=f"demo-{person.pk}",
        post="",
        permissions=frozenset({"survey.report"}),
        authority=person.authority_id,
        person=person.pk,
    )
