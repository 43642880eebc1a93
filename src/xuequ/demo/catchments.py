"""Catchments of the demonstration: lists and outlines for the schools of its rounds of enrolment.

Schools are those of the documents; estates, roads, numbers, children and outlines are made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from math import cos, pi, sin
from zlib import crc32
from zoneinfo import ZoneInfo

from xuequ.directory.engine.catchments.lists import lines_of
from xuequ.directory.models import (
    Account,
    Authority,
    Campus,
    CatchmentDraft,
    Holding,
    School,
)
from xuequ.directory.queries.drafts import drafted
from xuequ.directory.queries.identities import actor_in
from xuequ.directory.services.catchments import (
    Drawn,
    ask_opinions,
    draft_catchment,
    open_draft,
    publish_catchments,
    say_opinion,
)
from xuequ.directory.sheets import CATCHMENTS
from xuequ.enrolment.models import Plan, Round
from xuequ.intake.services import import_sheet
from xuequ.kernel.actors import program

ACTOR = program("demo")
HERE = ZoneInfo("Asia/Shanghai")
SINCE, NEXT = date(2026, 4, 1), date(2027, 4, 1)
ASKED, DONE = datetime(2026, 3, 1, 9, tzinfo=HERE), datetime(2026, 3, 25, 9, tzinfo=HERE)
STEMS = (
    "锦文", "书香", "明理", "修远", "博雅", "弘毅", "致和", "思齐", "敏学", "勤思", "嘉禾", "云庭",
    "听松", "临湖", "栖霞", "长乐",
)  # fmt: skip
AREAS = {"greater_zone": "益田村片区", "shared_zone": "梅香梅山共享学区", "lottery": "二中三中片区"}
SHARED = {"shared_zone", "lottery"}  # every school of the area serves every place of it
CENTRES = {
    "futian": (114.055, 22.520),
    "guilin": (110.290, 25.270),
    "shuangtaizi": (122.060, 41.190),
}
HEADS = "学校,学段,小区、道路或村,起号,止号,单双号,号别,共同服务的片区,适龄儿童数"
STAGES = {"primary": "小学", "junior": "初中"}


def fill_catchments() -> None:
    """Lists for every round, published; the next ones drafted in Futian and in Xingning."""
    for authority in Authority.objects.filter(rounds__isnull=False).distinct().order_by("pk"):
        rounds = list(Round.objects.filter(authority=authority).order_by("pk"))
        stems = _stems()
        rows = [row for each in rounds for row in _rows(each, stems)]
        data = "\n".join((HEADS, *rows)).encode()
        import_sheet(CATCHMENTS, "施教区.csv", data, authority=authority, since=SINCE, actor=ACTOR)
        for draft in list(CatchmentDraft.objects.filter(authority=authority)):
            _outline(draft)
            ask_opinions(draft, actor=ACTOR, now=ASKED)
            publish_catchments(draft, actor=ACTOR, now=DONE)
    _draft_next(Authority.objects.get(profile="xingning"), is_asked=True)
    _draft_next(Authority.objects.get(profile="futian"), is_asked=False)


def _stems() -> Iterator[str]:
    """Beginnings of names, each once; then the same with «新»."""
    yield from STEMS
    yield from (f"新{each}" for each in STEMS)


def _rows(found: Round, stems: Iterator[str]) -> Iterator[str]:
    """Lines of the sheet: an estate, blocks, and both sides of a road parted with the next."""
    plans = list(found.plans.select_related("school"))
    area, is_shared = AREAS.get(found.regime, ""), found.regime in SHARED
    own = {each.pk: next(stems) for each in plans if each.part == Plan.Part.HOME}
    total = sum(each.plan or 0 for each in plans)
    for plan in plans:
        for pk, stem in own.items():
            if is_shared or pk == plan.pk:
                seats = total // len(own) if is_shared else plan.plan or 0
                yield from _lines(plan, seats, area, _with_next(list(own.values()), stem))


def _with_next(stems: Sequence[str], stem: str) -> tuple[str, str]:
    return stem, stems[(stems.index(stem) + 1) % len(stems)]


def _lines(plan: Plan, seats: int, area: str, stems: tuple[str, str]) -> Iterator[str]:
    stem, following = stems
    head = f"{plan.school.name},{STAGES[plan.stage]}"
    more = crc32(stem.encode()) % (seats // 4 + 1)
    yield f"{head},{stem}花园,,,,,{area},{seats * 2 // 5}"
    yield f"{head},{stem}里,1,12,,栋,{area},{seats // 4}"
    yield f"{head},{stem}路,1,99,单号,,{area},{seats // 8}"
    if following != stem:
        yield f"{head},{following}路,2,98,双号,,{area},{more}"


def _outline(draft: CatchmentDraft) -> None:
    """Outlines: round the campus of a school, else side by side round the middle of the county."""
    seen: dict[str, int] = {}
    for school, held in drafted(draft).items():
        at = seen.setdefault(held.text, len(seen))  # schools with one list have one outline
        outline = _round_campus(held.school) or _square(draft, at)
        drawn = Drawn(held.lines, held.area, outline)
        draft_catchment(draft, School.objects.get(pk=school), drawn, actor=ACTOR)


def _round_campus(school: School) -> dict[str, object] | None:
    campus = Campus.objects.filter(school=school).exclude(longitude=None).first()
    if campus is None or campus.longitude is None or campus.latitude is None:
        return None
    corners = [
        (campus.longitude + 0.004 * cos(k * pi / 3), campus.latitude + 0.004 * sin(k * pi / 3))
        for k in range(6)
    ]
    return _polygon(corners)


def _square(draft: CatchmentDraft, n: int) -> dict[str, object]:
    east, north = CENTRES[draft.authority.profile]
    north += 0.03 if draft.stage == "junior" else 0.0
    west = east + n * 0.012
    return _polygon(
        [(west, north), (west + 0.012, north + 0.001), (west + 0.012, north + 0.011),
         (west, north + 0.010)]
    )  # fmt: skip


def _polygon(corners: Sequence[tuple[float, float]]) -> dict[str, object]:
    ring = [[round(x, 6), round(y, 6)] for x, y in (*corners, corners[0])]
    return {"type": "Polygon", "coordinates": [ring]}


def _draft_next(authority: Authority, *, is_asked: bool) -> None:
    """The catchments of the next year: an estate goes from the first school to the second."""
    draft = open_draft(authority, "primary", since=NEXT, basis="教发〔2027〕1号", actor=ACTOR)
    first, second = list(drafted(draft).values())[:2]
    moved = lines_of(f"{first.lines[1].place} 7-12栋 20人")[0]
    kept = lines_of(f"{first.lines[1].place} 1-6栋 25人")[0]
    lines = [first.lines[0], *kept, *first.lines[2:]]
    draft_catchment(
        draft, first.school, Drawn(lines, first.area, first.outline, first.datum), actor=ACTOR
    )
    drawn = Drawn([*second.lines, *moved], second.area, second.outline, second.datum)
    draft_catchment(draft, second.school, drawn, actor=ACTOR)
    if not is_asked:
        return
    ask_opinions(draft, actor=ACTOR, now=datetime(2026, 11, 20, 9, tzinfo=HERE))
    holding = Holding.objects.filter(post__school=second.school, post__role="principal").first()
    if holding is not None:
        actor = actor_in(Account(username="demo", person=holding.person), holding)
        text = "七至十二栋到我校须过两条路，请在路口增设护学岗；其余没有意见。"
        say_opinion(draft, text, actor=actor, now=datetime(2026, 11, 23, 15, tzinfo=HERE))
