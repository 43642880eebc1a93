"""A full ledger for the generated city: duties of every teacher, claims and counters.

The duties are a policy of the city's own; the rows are written by the database itself, past
the services, and the counters by arithmetic of their own and not from the claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max, Model

from xuequ.directory.models import Authority, SchoolDay, Term
from xuequ.directory.services.adoptions import NewPolicy, adopt_policy
from xuequ.kernel.actors import program
from xuequ.kernel.periods import Span, month, school_year
from xuequ.ledger.models import Claim, Counter, Entry
from xuequ.ledger.queries.book import book_of

from . import city
from .config import OPENING, WORK_DAY, Sizes
from .rows import Rows

DUTIES = 40  # of every teacher
TIMES = 5  # handed in for each
PER_ENTRY = 4  # duties that one entry counts for
PERIODS = ("week",) * 10 + ("month",) * 10 + ("term",) * 15 + ("school_year",) * 5
TERMS = (
    Span(date(2026, 9, 1), date(2027, 1, 23)),
    Span(date(2027, 2, 22), date(2027, 7, 10)),
)
YEARS = 3  # of calendar and ledger before the one looked at

HEAD = """\
extends = "{parent}"
name = { zh = "测速市", en = "City of the measurements" }
document = { zh = "测速用教师事项", en = "Duties of teachers, made up for measuring" }
sources = ["001"]
status = "in_force"

[duties.items]
clause = "EXC-34"
unit = { zh = "项", en = "duties" }
binding = "must"
values = [{ from = 2018-09-01, value = [
"""
ITEM = """\
  {{ code = "d{n:02d}", zh = "测速事项{n}", en = "duty {n}", clause = "EXC-34", \
owed_by = "teacher", artefact = "log", period = "{period}", min = {min} }},
"""


def policy(parent: str) -> str:
    """The city's policy: that of a locality, and forty duties that every teacher owes."""
    least = {"week": 1, "month": 3, "term": 4, "school_year": 5}
    items = [ITEM.format(n=n, period=each, min=least[each]) for n, each in enumerate(PERIODS)]
    return HEAD.replace("{parent}", parent) + "".join(items) + "] }]\n"


def build(name: str, sizes: Sizes, *, seed: int, profile: str) -> Authority:
    """The city, its calendar and policy, and five claims of each duty of each teacher."""
    authority = city.build(name, sizes, seed=seed, profile=profile)
    _set_calendar(authority)
    adopt_policy(
        authority, NewPolicy(policy(profile), OPENING, "measuring"), actor=program("bench")
    )
    with transaction.atomic(), _loaded_at_once(Claim, Counter, Entry):
        _set_slots(authority)
        first = (Entry.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        for statement in (TEACHERS, ENTRIES, CLAIMS, COUNTERS):
            _run(statement, authority, first)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # which else does so by itself a minute later
    return authority


def _set_calendar(authority: Authority) -> None:
    """Two terms a year in which every weekday is taught."""
    terms = Rows(Term, "authority_id year ordinal since until")
    days = Rows(SchoolDay, "authority_id day teaching reason by_hand")
    for back in range(YEARS, -1, -1):
        for ordinal, term in enumerate(TERMS, start=1):
            since = term.since.replace(year=term.since.year - back)
            until = term.until.replace(year=term.until.year - back)
            terms.add(authority.pk, TERMS[0].since.year - back, ordinal, since, until)
            for n in range((until - since).days):
                day = since + timedelta(days=n)
                days.add(authority.pk, day, day.weekday() < 5, "", False)
    terms.close()
    days.close()


def slots() -> Iterator[tuple[int, str, date, date, date]]:
    """For each duty in turn five times it is handed in: entry, duty, span, and the day."""
    monday = WORK_DAY - timedelta(days=WORK_DAY.weekday())
    for n, period in enumerate(PERIODS):
        for time in range(TIMES):
            day = WORK_DAY - timedelta(days=1)
            if period == "week":
                day = monday - timedelta(weeks=time) + timedelta(days=1)
                span = Span(day - timedelta(days=1), day + timedelta(days=6))
            elif period == "month":
                day = day if time < 3 else date(2026, 10, 20)
                span = month(day)
            else:
                span = TERMS[0] if period == "term" else school_year(day)
            yield n // PER_ENTRY * TIMES + time, f"duties.d{n:02d}", span.since, span.until, day


def _set_slots(authority: Authority) -> None:
    book = book_of(authority, WORK_DAY)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE slot (entry integer, duty varchar(80), since date,"
            " until date, day date)"
        )
        cursor.executemany("INSERT INTO slot VALUES (%s, %s, %s, %s, %s)", list(slots()))
    missing = {each[1] for each in slots()} - set(book.owed)
    if missing:
        raise RuntimeError(f"the city's policy lacks {sorted(missing)}")


TEACHERS = """
    CREATE TEMPORARY TABLE worker AS
    SELECT row_number() OVER (ORDER BY t.person_id) - 1 AS n, t.person_id AS person,
        t.school_id AS school
    FROM directory_teacher t JOIN directory_school s ON s.id = t.school_id
    WHERE s.authority_id = {authority}
"""
# Of ten entries six are confirmed, three wait, and one was returned; one teacher in twenty has
# handed in nothing but had everything returned.
STATE = """CASE WHEN w.n % 20 = 0 OR (w.n * 7 + s.entry * 3) % 10 = 9 THEN 'returned'
    WHEN (w.n * 7 + s.entry * 3) % 10 < 6 THEN 'confirmed' ELSE 'handed' END"""
PER_WORKER = DUTIES // PER_ENTRY * TIMES
ENTRIES = f"""
    INSERT INTO ledger_entry (id, authority_id, school_id, person_id, artefact, subject,
        happened_on, place, title, words, fields, is_nothing, state, version, made_at,
        handed_at, decided_at, decided_by_id, reason, digest, key, is_synthetic)
    SELECT {{entry}} + w.n * {PER_WORKER} + s.entry, {{authority}}, w.school, w.person, 'other',
        '', s.day, '', 'x', 'x', '{{{{}}}}', {{no}}, {STATE}, 1, {{now}}, {{now}}, NULL, NULL,
        'x', {{digest}}, {{key}}, {{yes}}
    FROM worker w CROSS JOIN (SELECT entry, MIN(day) AS day FROM slot GROUP BY entry) s
    ORDER BY w.n, s.entry
"""  # noqa: S608 - our own words
CLAIMS = f"""
    INSERT INTO ledger_claim (entry_id, authority_id, duty, owner_kind, owner_id, person_id,
        school_id, subject, since, until, state, is_nothing)
    SELECT {{entry}} + w.n * {PER_WORKER} + s.entry, {{authority}}, s.duty, 'person', w.person,
        w.person, w.school, '', s.since, s.until, {STATE}, {{no}}
    FROM worker w CROSS JOIN slot s
    ORDER BY w.n, s.entry, s.duty
"""  # noqa: S608 - our own words
COUNTERS = f"""
    INSERT INTO ledger_counter (authority_id, duty, since, owner_kind, owner_id, subject,
        school_id, handed, confirmed, "nothing")
    SELECT {{authority}}, duty, since, 'person', person, '', school,
        SUM(CASE WHEN state = 'handed' THEN 1 ELSE 0 END),
        SUM(CASE WHEN state = 'confirmed' THEN 1 ELSE 0 END), 0
    FROM (SELECT s.duty, s.since, w.person, w.school, {STATE} AS state
        FROM worker w CROSS JOIN slot s) made
    WHERE state <> 'returned'
    GROUP BY person, duty, since, school
    ORDER BY person, duty, since
"""  # noqa: S608 - our own words
WORDS = {
    "sqlite": {
        "digest": "lower(hex(randomblob(32)))",
        "key": "lower(hex(randomblob(16)))",
        "now": "'2026-11-17 08:00:00'",
        "yes": "1",
        "no": "0",
    },
    "postgresql": {
        "digest": "md5(random()::text) || md5(random()::text)",
        "key": "gen_random_uuid()",
        "now": "timestamptz '2026-11-17 08:00:00Z'",
        "yes": "true",
        "no": "false",
    },
}


def _run(statement: str, authority: Authority, first: int) -> None:
    words = {"entry": first, "authority": authority.pk, **WORDS[connection.vendor]}
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**words))


@contextmanager
def _loaded_at_once(*models: type[Model]) -> Iterator[None]:
    """Without secondary indexes and checks of foreign keys, which are made again at the end."""
    tables = [each._meta.db_table for each in models]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
                " AND tbl_name IN (%s, %s, %s)",
                tables,
            )
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
                " AND tablename IN (%s, %s, %s) AND indexname NOT IN"
                " (SELECT conname FROM pg_constraint)",
                tables,
            )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for _, sql in found:
            cursor.execute(sql)
