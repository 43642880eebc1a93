"""The mentoring pairs and the contests of a month, for the sheet that is published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from xuequ.directory.models import Consortium, Holding, Pairing
from xuequ.directory.models.dated import in_force, overlapping
from xuequ.kernel.periods import Span
from xuequ.kernel.text import Text

from ..engine.monthly import Pair, Result, is_of_a_pair
from ..engine.tally import Line
from ..models import Entry
from ..models.entries import EntryState
from .book import Book

DAY = timedelta(days=1)
CONTEST = "contest"
Key = tuple[int, int]  # apprentice and school: on a posting there are two
TELLING = ("level", "score", "rank", "place", "prize", "prizes", "award", "result", "results")
POSTS = {2: "dean", 3: "principal"}  # who is meant where no pairing of the tier says it


def pairs_in(
    book: Book, schools: Collection[int], month: Span, lines: Sequence[Line]
) -> list[Pair]:
    """Every apprentice of the month with mentor, dean and principal, and what they did."""
    rows = Pairing.objects.filter(
        overlapping(month.since, month.until),
        authority=book.authority,
        school__in=schools,
        kind=Pairing.Kind.TEACHING,
    )
    grouped: dict[Key, list[Pairing]] = defaultdict(list)
    for each in rows.select_related("mentor", "apprentice", "school").order_by("tier", "since"):
        grouped[each.apprentice_id, each.school_id].append(each)
    posts = _posts(schools, min(month.until - DAY, book.on))
    done = _done(lines)
    results = _results_of(book, grouped, month)
    found = [
        Pair(
            apprentice=mine[0].apprentice.name,
            school=mine[0].school.name,
            bound=_bound(mine, posts),
            done=_together(done, mine),
            results=results.get(key, ()),
        )
        for key, mine in grouped.items()
    ]
    return sorted(found, key=lambda each: (each.school, each.apprentice))


def results_in(
    book: Book, consortium: Consortium, schools: Collection[int], month: Span
) -> list[Result]:
    """The confirmed contests of a month that no pair is named for."""
    here = Q(school__in=schools) | Q(consortium=consortium)
    rows = _contests(book, month).filter(here).exclude(claims__owner_kind="pairing")
    return [
        Result(
            each.happened_on,
            Text(each.title, each.title),
            str(each.school or each.consortium or book.authority),
            _told(each),
        )
        for each in rows.select_related("school", "consortium").order_by("happened_on", "pk")
        if _told(each)
    ]


def _posts(schools: Iterable[int], day: date) -> Mapping[tuple[int, str], str]:
    """Who holds the posts that stand in for the upper tiers, by school and role."""
    held = Holding.objects.filter(
        in_force(day), in_force(day, "post__"), post__school__in=schools,
        post__role__in=POSTS.values(),
    )  # fmt: skip
    rows = held.order_by("-since").values_list("post__school", "post__role", "person__name")
    return {(school, role): name for school, role, name in rows}


def _bound(mine: Sequence[Pairing], posts: Mapping[tuple[int, str], str]) -> list[tuple[int, str]]:
    """Tier and name: the mentors registered, else the holders of the posts."""
    bound = {(each.tier, each.mentor.name): None for each in mine}
    held = {tier for tier, _ in bound}
    for tier, role in POSTS.items():
        name = posts.get((mine[0].school_id, role))
        if tier not in held and name:
            bound[tier, name] = None
    return sorted(bound)


def _done(lines: Iterable[Line]) -> Mapping[int, Mapping[str, tuple[Text, int, int]]]:
    """By pairing and duty: what was confirmed of what was wanted."""
    found: dict[int, dict[str, tuple[Text, int, int]]] = defaultdict(dict)
    for each in lines:
        if each.owner.kind == "pairing" and is_of_a_pair(each.owed.duty.owed_by):
            name, done, of = found[each.owner.id].get(each.owed.key, (each.owed.name, 0, 0))
            done += min(each.wanted, each.count.confirmed)
            found[each.owner.id][each.owed.key] = name, done, of + each.wanted
    return found


def _together(
    done: Mapping[int, Mapping[str, tuple[Text, int, int]]], mine: Sequence[Pairing]
) -> list[tuple[Text, int, int]]:
    """What was done in each pairing; with the mentor's name where there are several."""
    found = [
        (row.mentor.name, name, n, of)
        for row in mine
        for name, n, of in done.get(row.pk, {}).values()
        if of
    ]
    if len({mentor for mentor, *_ in found}) < 2:
        return [(name, n, of) for _, name, n, of in found]
    return [
        (Text(f"{mentor}：{name.zh}", f"{mentor}: {name.en}"), n, of)
        for mentor, name, n, of in found
    ]


def _contests(book: Book, month: Span) -> QuerySet[Entry]:
    return Entry.objects.filter(
        authority=book.authority,
        state=EntryState.CONFIRMED,
        artefact__contains=CONTEST,
        happened_on__gte=month.since,
        happened_on__lt=month.until,
        is_nothing=False,
    )


def _results_of(
    book: Book, grouped: Mapping[Key, Sequence[Pairing]], month: Span
) -> Mapping[Key, list[str]]:
    """What contests handed in for a pair say, by apprentice and school."""
    pairs = {each.pk: key for key, mine in grouped.items() for each in mine}
    rows = _contests(book, month).filter(claims__owner_kind="pairing", claims__owner_id__in=pairs)
    found: dict[Key, list[str]] = defaultdict(list)
    for entry in rows.distinct().prefetch_related("claims").order_by("happened_on", "pk"):
        told = _told(entry)
        of = [pairs.get(claim.owner_id) for claim in entry.claims.all()]
        for key in dict.fromkeys(each for each in of if each and told):
            found[key].append(f"{entry.title}：{told}")
    return found


def _told(entry: Entry) -> str:
    """The blanks of a contest that say how it came out."""
    said = [str(entry.fields[code]) for code in TELLING if entry.fields.get(code)]
    return "；".join(said)
