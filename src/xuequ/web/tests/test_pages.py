"""Every page that can be reached by its links: whole, safe, and free of inline code."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from addresses import ROUTES, address, page_of, place, those
from casting import MAKER, OPENING
from support_plugin import Cast, confirmed
from working import things_of
from xuequ.directory.engine.roles import ROLES
from xuequ.directory.models import School, Teacher
from xuequ.directory.services import authorities, classes, schools
from xuequ.directory.services.people import appoint, create_post
from xuequ.directory.tests.test_second_factor import code_now
from xuequ.kernel.periods import Span
from xuequ.web.pages import PUBLIC

pytestmark = pytest.mark.django_db
Log = Callable[[str], Client]
OWING = "ledger:commitment_detail"
NEVER = {"style", "srcdoc"}  # attributes that carry code or looks


class Reader(HTMLParser):
    """Collects the links of a page and what a strict browser would refuse."""

    def __init__(self, nonce: str) -> None:
        super().__init__()
        self.nonce = nonce
        self.links: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name in given:
            if name in NEVER or name.startswith("on"):
                self.faults.append(f"<{tag} {name}>")
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.faults.append(f"<{tag}> without a file")
        if tag == "script" and given.get("nonce") != self.nonce:
            self.faults.append(f"<script src={given.get('src')}> without the nonce of the page")
        for name in ("src", "href", "action", "formaction"):
            target = urlsplit(given.get(name, ""))
            if target.netloc or target.scheme not in {"", "data"}:
                self.faults.append(f"<{tag} {name}={given[name]}>")
        if tag == "a":
            self.links.append(given.get("href", ""))
        if "id" in given:
            self.ids.append(given["id"])


def nonce_of(policy: str) -> str:
    found = re.search(r"script-src [^;]*'nonce-([^']+)'", policy)
    return found[1] if found else ""


def crawl(client: Client, *first: str, shut: str = "") -> set[str]:
    """Open one page of each kind that links lead to, from the `first` ones on; their routes.

    The page `shut` is linked to and asks for the log-in.
    """
    seen, waiting = {shut}, list(first)
    while waiting:
        here = waiting.pop(0)
        route = resolve(urlsplit(here).path).view_name
        if route in seen:
            continue
        seen.add(route)
        answer = client.get(here)
        if answer.headers.get("Location", "").endswith("/look/"):  # asks first what for
            waiting.append(answer["Location"])
            continue
        assert answer.status_code == 200, here
        is_file = answer.headers.get("Content-Disposition", "").startswith("attachment")
        if is_file or not answer["Content-Type"].startswith("text/html"):
            continue
        reader = Reader(nonce_of(answer["Content-Security-Policy"]))
        reader.feed(answer.text)
        assert reader.faults == [], here
        assert len(reader.ids) == len(set(reader.ids)), here
        for link in reader.links:
            target = urljoin(here, link)
            try:
                resolve(urlsplit(target).path)
            except Resolver404:
                pytest.fail(f"{here} links to {link}, which is nowhere")
            waiting.append(target)
    return (seen & set(ROUTES)) - {shut}


@pytest.fixture
def furnished(cast: Cast) -> Cast:
    """The cast with something of everything, under names that would be code if not escaped."""
    name = "<script>alert(1)</script>\"'&"
    schools.add_teaching_point(cast.loose, name, since=OPENING, actor=MAKER)
    east = cast.east.memberships.get(role="lead").school
    schools.name_school(east, name, kind="plaque", since=OPENING, actor=MAKER)
    schools.register_school(cast.authority, name, since=OPENING, actor=MAKER)
    at = {"longitude": 108.3, "latitude": 22.8, "address": name}
    schools.place_campus(east, name, since=OPENING, values=at, actor=MAKER)
    sizes = [classes.ClassSize("primary", 1, 1, 40)]
    classes.report_classes(east, 2026, sizes, actor=MAKER)
    leave = authorities.Leave("REG-01", None, name, name, OPENING)
    authorities.waive_clause(cast.authority, leave, actor=MAKER)
    term = Span(date(2026, 9, 1), date(2027, 1, 23))
    authorities.set_terms(cast.authority, 2026, [term], actor=MAKER)
    return cast


NOT_BY_LINKS = {
    "directory:consortium_places", "directory:public_places", "directory:passkey_options",
    "web:health", "upkeep:readiness", "upkeep:metrics",  # asked for by scripts and machines
    "directory:post_add_in",  # chosen in a form
    "directory:confirm", "directory:second_step",  # one is led there when it is due
    "ledger:address_confirm", "ledger:feed_read",  # out of an e-mail, and by a calendar program
    "directory:sign_on_start", "directory:sign_on_back", "directory:link_sign_on",  # and away
}  # fmt: skip
OWED = {"ledger:commitment_report", "ledger:report_withdraw"}  # here by no school of its own
OF_DISTRICTS = {  # a school does not read the ledger of its equals
    "ledger:district_ledger", "ledger:district_ledger_file", "ledger:county_ledger",
    "ledger:county_ledger_file", "ledger:fairness_district", "ledger:sheet_draft",
    "ledger:sheet_draft_file",
}  # fmt: skip
AT_A_DUTY = {  # linked to where something is owed; the ledger's own tests go there
    "ledger:county_duty", "ledger:county_duty_file", "ledger:district_duty",
    "ledger:district_duty_file", "ledger:school_duty", "ledger:school_duty_file",
    "ledger:clause_ledger", "ledger:clause_ledger_file", "ledger:excuse_new",
    "ledger:excuse_revoke", "ledger:sheet_issue", "ledger:sheet_issue_file",
    "ledger:entry_new", "ledger:entry_detail", "ledger:entry_change", "ledger:entry_return",
    "ledger:entry_file",
}  # fmt: skip
HELD = ("cases:", "papers:", "surveys:", "runs:", "intake:import_", "intake:rollover_",
        "directory:timetable_", "directory:facility_", "directory:bells_",
        "directory:period_", "directory:catchment_", "enrolment:")  # fmt: skip
OF_THINGS = {  # linked to where there is a case, a paper, a run, an import, a timetable, a room …
    name
    for name, route in ROUTES.items()
    if (name.startswith(HELD) or "filing_" in name) and "<" in str(route.pattern)
} | {"directory:facility_add", "directory:catchment_draft_new"}  # a school alone; no draft yet
OF_EVERY = {"rounds", "privacy", "privacy_file"}  # authority
OF_THINGS -= {"directory:catchment_lookup"} | {f"enrolment:public_{name}" for name in OF_EVERY}
PUBLIC_ONES = {name for name in those(method="GET") if page_of(name).needs == PUBLIC}


def may_see(role: str) -> set[str]:
    """The routes a role may read that pages link to."""
    may = ROLES[role].permissions
    found = {name for name in those(method="GET") if page_of(name).needs in may}
    found -= NOT_BY_LINKS | AT_A_DUTY | OF_THINGS
    return found - (OWED | OF_DISTRICTS if ROLES[role].place == "school" else set())


@pytest.mark.parametrize(
    ("audience", "role", "language"),
    [("bureau", "bureau_office", "zh-hans"), ("school", "school_office", "en")],
)
def test_links_lead_to_every_page_one_may_open_and_none_holds_inline_code(
    furnished: Cast, client_of: Log, audience: str, role: str, language: str
) -> None:
    client = confirmed(client_of(audience))
    client.cookies["language"] = language
    with_code_app(client)
    with_second_post(furnished, audience, "leading_group" if audience == "bureau" else "teacher")
    where = place(furnished.east, "东二小")
    begin = ("board:workbench", "directory:school_detail", "directory:class_detail", OWING)
    waived = f"/board/county/{furnished.authority.pk}/REG-01/"
    taught = Teacher.objects.get(pk=str(things_of(where.school)["teaching/pk"]))
    pages = (waived, f"/people/{taught.person_id}/", *(address(name, where) for name in begin))
    found = crawl(client, *pages)
    assert found - AT_A_DUTY - OF_THINGS - PUBLIC_ONES == may_see(role)


def with_code_app(client: Client) -> None:
    """Set up a code app for whoever is logged in."""
    page = "/security/second-factor/code-app/"
    client.get(page)
    code = code_now(client.session["code_key"])
    assert client.post(page, {"code": code}).status_code == 302


def with_second_post(cast: Cast, audience: str, role: str) -> None:
    """Let somebody of the cast hold one more post, to switch to."""
    actor, person = cast.actors[audience], cast.accounts[audience].person
    school = School.objects.filter(pk=actor.school or 0).first()
    post = create_post(cast.authority, role, "兼任", since=OPENING, actor=MAKER, place=school)
    appoint(person, post, since=OPENING, actor=MAKER)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_links_lead_strangers_to_every_public_page(furnished: Cast, language: str) -> None:
    authorities.publish_authority(furnished.authority, is_public=True, actor=MAKER)
    stranger = Client()
    stranger.cookies["language"] = language
    found = crawl(stranger, "/log-in/", shut="board:workbench")
    assert found == PUBLIC_ONES - NOT_BY_LINKS - OF_THINGS


def test_the_page_of_no_address_holds_no_inline_code(cast: Cast) -> None:
    page = Client().get("/no/such/page/")
    reader = Reader(nonce_of(page["Content-Security-Policy"]))
    reader.feed(page.text)
    assert reader.faults == []


def policy(client: Client, address: str) -> dict[str, set[str]]:
    header = client.get(address)["Content-Security-Policy"]
    parts = (each.split() for each in header.split(";") if each.strip())
    return {name: set(values) for name, *values in parts}


def test_the_security_policy_is_strict_on_pages_files_and_errors(
    cast: Cast, client_of: Log
) -> None:
    bureau = client_of("bureau")
    nonces = set()
    for where in ("/", "/board/", "/record/", "/board/file/csv/", "/no/such/page/", "/log-in/"):
        found = policy(bureau, where)
        nonces |= {each for each in found["script-src"] if each.startswith("'nonce-")}
        assert found["default-src"] == {"'self'"}
        for name in ("script-src", "style-src"):
            assert {each for each in found[name] if not each.startswith("'nonce-")} == {"'self'"}
        for name in ("object-src", "base-uri", "frame-ancestors"):
            assert found[name] == {"'none'"}
        assert found["form-action"] == {"'self'"}
    assert len(nonces) >= 4  # another for every page


def test_other_headers_keep_pages_to_themselves(cast: Cast, client_of: Log) -> None:
    for answer in (client_of("bureau").get("/"), Client().get("/log-in/")):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"


def test_names_are_shown_as_they_are_and_never_run(furnished: Cast, client_of: Log) -> None:
    bureau = client_of("bureau")
    for where in ("/schools/", f"/schools/{furnished.loose.pk}/", "/record/"):
        text = bureau.get(where).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;" in text
        assert "<script>alert" not in text
