"""The figures of the yearly audit, counted out of tables and record."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from xuequ.cases.models import Case, Objection
from xuequ.cases.models.cases import OPEN
from xuequ.directory.engine.purposes import PURPOSES
from xuequ.directory.models import Authority, Pupil, Registrant
from xuequ.kernel.text import Text
from xuequ.record.models import Line
from xuequ.record.queries import head

from ...engine.policy.privacy import NAMES
from ...engine.privacy.audit import Exports, Figures, Looks
from ...engine.privacy.consents import WORDS
from ...engine.privacy.retention import HELD_BY, KINDS, counted, held_back
from ...models import Application, Child, Consent, ErasureItem, Evidence, LegalHold, SeatLock
from .due import due
from .looks import LOOKS, UNSAID, why_of
from .settings import privacy_of

LATE = timedelta(days=30)
UNKNOWN = Text("未记录", "not recorded")
REFUSED = {
    "refuse-reveal": Text("试图查看范围外的身份信息", "identity data outside the own scope"),
    "refused-identity": Text("试图使用不属于自己的身份", "an identity that is not theirs"),
    "lock-out": Text("登录失败次数过多被锁定", "locked out after failed attempts to log in"),
}
BY_NUMBER = ("frozen applications", "frozen travel", "sealed package")
CHILDREN = (  # exports that hold data of children, by how their names begin
    "admitted children", "children without a place", "pupils", "rollover", "oneroster", *BY_NUMBER,
)  # fmt: skip
AGAIN = Text("核验结果（只有编号）", "to check the result, by number alone")


def figures(authority: Authority, year: int, now: datetime) -> Figures:
    """Everything the report of a calendar year says."""
    today = timezone.localdate(now)
    lines = _in_year(Line.objects.filter(authority=authority.pk), "at", year)
    found = due(authority, today)
    late = due(authority, today - LATE)
    last = head()
    policy = privacy_of(authority, today)
    periods = ("drafts", "papers", "unplaced", "placed", "guardians")
    return Figures(
        authority=authority.name,
        year=year,
        held=_held(authority),
        looks=_looks(lines),
        exports=_exports(lines),
        refused=[(text, lines.filter(verb=verb).count()) for verb, text in REFUSED.items()],
        consents=_consents(authority, year),
        due=[(KINDS[kind], count) for kind, count in counted(found).items()],
        overdue=sum(counted(late).values()),
        deleted=_deleted(authority, year),
        held_back=[
            (HELD_BY[e.why], e.count, e.until.isoformat() if e.until else "")
            for e in held_back(found)
        ],
        expired_holds=LegalHold.objects.filter(
            round__authority=authority, ended_at=None, until__lt=today
        ).count(),
        unset=[NAMES[f"privacy.{each}"] for each in periods if getattr(policy, each) is None],
        cases=_cases(authority, year),
        old_words=_old_words(authority),
        head=(last.number, last.seal) if last is not None else (0, ""),
    )


def _in_year(rows: QuerySet[Any], column: str, year: int) -> QuerySet[Any]:
    first = timezone.make_aware(datetime(year, 1, 1))
    return rows.filter(**{f"{column}__gte": first, f"{column}__lt": first.replace(year=year + 1)})


def _held(authority: Authority) -> list[tuple[Text, int]]:
    children = Child.objects.filter(authority=authority)
    mine = Application.objects.filter(round__authority=authority, erased_at=None)
    pupils = Pupil.objects.on(date.today()).filter(school_class__school__authority=authority)
    parents = Registrant.objects.filter(person__authority=authority, until=None)
    locks = SeatLock.objects.filter(dwelling__authority=authority, ended_at=None)
    return [
        (Text("学生", "pupils"), pupils.count()),
        (Text("报名儿童（身份信息在册）", "children who applied, identity kept"),
         children.filter(erased_at=None).count()),
        (Text("报名儿童（身份信息已删除，仅存编号）", "children by number alone"),
         children.exclude(erased_at=None).count()),
        (Text("入学申请", "applications"), mine.count()),
        (Text("材料的照片或扫描件", "pictures of papers"),
         Evidence.objects.filter(application__in=mine).count()),
        (Text("自行注册的家长", "parents who registered"), parents.count()),
        (Text("锁定学位的房屋", "dwellings with a locked seat"), locks.count()),
    ]  # fmt: skip


def _looks(lines: QuerySet[Line]) -> list[Looks]:
    wanted = [verb for verb in LOOKS if verb not in {"export", "refuse-reveal", "export-questions"}]
    counts: Counter[tuple[str, str, Text]] = Counter()
    rows = lines.filter(verb__in=wanted).only("verb", "post", "account", "note")
    for line in rows.order_by().iterator(chunk_size=2000):
        counts[(line.post or line.account, line.verb, why_of(line))] += 1
    return [
        Looks(post, LOOKS[verb], why, count, why is not UNSAID)
        for (post, verb, why), count in sorted(
            counts.items(), key=lambda each: (each[0][0], each[0][1], each[0][2].zh)
        )
    ]


def _exports(lines: QuerySet[Line]) -> list[Exports]:
    counts: dict[tuple[str, Text, bool], list[int]] = {}
    for line in lines.filter(verb__in=["export", "export-questions"]).order_by().iterator():
        what = str(line.note.get("what", "")).partition(", mark ")[0]
        if line.verb == "export-questions":
            what = LOOKS["export-questions"].zh
        elif not what.startswith(CHILDREN):
            continue
        code = str(line.note.get("purpose", "")).removeprefix("purpose.")
        why = PURPOSES.get(code, UNKNOWN)
        if line.verb == "export-questions":
            why = PURPOSES["verify"]
        elif what.startswith(BY_NUMBER):
            why = AGAIN
        is_said = why is not UNKNOWN
        found = counts.setdefault((what, why, is_said), [0, 0])
        found[0] += 1
        found[1] += int(line.note.get("rows", 0) or 0)
    return [Exports(what, why, n, rows, said) for (what, why, said), (n, rows) in counts.items()]


def _consents(authority: Authority, year: int) -> list[tuple[Text, int, int, int]]:
    rows = Consent.objects.filter(child__authority=authority)
    found = []
    for kind, words in WORDS.items():
        mine = rows.filter(kind=kind)
        given, back = _in_year(mine, "at", year), _in_year(mine, "ended_at", year)
        found.append((words.title, given.count(), back.count(), mine.filter(ended_at=None).count()))
    return found


def _old_words(authority: Authority) -> int:
    rows = Consent.objects.filter(child__authority=authority, ended_at=None)
    current = Q()
    for kind, words in WORDS.items():
        current |= Q(kind=kind, version=words.version)
    return rows.exclude(current).count()


def _deleted(authority: Authority, year: int) -> list[tuple[Text, int]]:
    rows = ErasureItem.objects.filter(erasure__authority=authority, state=ErasureItem.State.DONE)
    rows = _in_year(rows, "erasure__released_at", year)
    counts = dict(rows.order_by().values_list("kind").annotate(count=Count("pk")))
    return [(text, counts[kind]) for kind, text in KINDS.items() if kind in counts]


def _cases(authority: Authority, year: int) -> list[tuple[Text, int]]:
    mine = Case.objects.filter(
        Q(started_by__custodies__isnull=False) | Q(started_by__guardianships__isnull=False),
        authority=authority,
    ).distinct()
    objections = Objection.objects.filter(case__authority=authority)
    return [
        (Text("家长发起的事项", "cases that families started"),
         _in_year(mine, "started_at", year).count()),
        (Text("其中尚未办结", "of them open"), mine.filter(state__in=OPEN).count()),
        (Text("公示期间的异议", "objections during publicity"),
         _in_year(objections, "made_at", year).count()),
    ]  # fmt: skip
