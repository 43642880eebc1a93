"""The interface for programs: admission, scope, errors, paging, and fuzzing by its own schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from support_plugin import Cast
from xuequ.api.interface import interface
from xuequ.api.operations import NEEDS
from xuequ.directory.engine.roles import ROLES, permissions
from xuequ.directory.models import Consortium, Holding, School, Token
from xuequ.directory.queries.identities import actor_in
from xuequ.directory.services.tokens import NewToken, issue_token, revoke_token
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.site.wsgi import application

interface()  # lets every package offer its operations
ROOT = "/api/v1"
FUZZ = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
READS = ("board.view", "directory.view")
PATHS = {
    "api_me": "/me",
    "api_authorities": "/authorities",
    "api_consortia": "/consortia",
    "api_consortium": "/consortia/{consortium}",
    "api_schools": "/schools",
    "api_school": "/schools/{school}",
    "api_memberships": "/memberships",
    "api_clauses": "/clauses",
    "api_clause": "/clauses/REG-01",
    "api_profiles": "/profiles",
    "api_profile": "/profiles/xingning",
    "api_verdicts": "/verdicts",
}
SENT = {"api_import": "/imports/nothing"}  # operations that take something


def token_of(cast: Cast, audience: str, reads: tuple[str, ...] = READS) -> tuple[Token, str]:
    """A token of one of the cast."""
    account = cast.accounts[audience]
    holding = Holding.objects.get(person=account.person)
    new = NewToken("测试程序", timezone.localdate() + timedelta(days=30), reads)
    return issue_token(account, new, actor=actor_in(account, holding))


def ask(path: str, text: str, **query: Any) -> Any:
    headers = {"authorization": f"Bearer {text}", "accept-language": "en"}
    return Client(headers=headers).get(f"{ROOT}{path}", query)


def test_every_operation_says_its_permission_and_is_tried_here() -> None:
    assert {*PATHS, *SENT} == set(NEEDS)
    schema = interface().get_openapi_schema()
    said = {
        each["operationId"]: each["x-permission"]
        for methods in schema["paths"].values()
        for each in methods.values()
    }
    assert said == NEEDS
    assert {method for methods in schema["paths"].values() for method in methods} == {"get", "post"}


@pytest.mark.parametrize("role", ROLES)
def test_the_interface_gives_each_role_what_the_catalogue_says(
    cast: Cast, client_of: Any, role: str
) -> None:
    Holding.objects.get(person=cast.accounts["bureau"].person).post.__class__.objects.filter(
        holdings__person=cast.accounts["bureau"].person
    ).update(role=role)
    client = client_of("bureau")
    held = permissions(role)
    wanted = {name: 200 if {"api.use", NEEDS[name]} <= held else 403 for name in PATHS}
    things = {"consortium": cast.east.pk, "school": cast.loose.pk}
    found = {
        name: client.get(ROOT + path.format(**things)).status_code for name, path in PATHS.items()
    }
    assert found == wanted
    for name, path in SENT.items():  # what it asks for is not there: 404 to whoever may ask
        answer = client.post(ROOT + path, b"", content_type="application/octet-stream")
        assert answer.status_code == (404 if {"api.use", NEEDS[name]} <= held else 403)


def test_somebody_without_session_or_token_is_told_how_to_get_one(db: None) -> None:
    answer = Client().get(f"{ROOT}/schools")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"
    assert "令牌" in answer.json()["detail"]


def test_a_token_reads_what_its_identity_sees_and_no_more(cast: Cast) -> None:
    _, text = token_of(cast, "bureau")
    names = {each["name"] for each in ask("/schools", text).json()["items"]}
    assert names == set(
        School.objects.filter(authority=cast.authority).values_list("name", flat=True)
    )
    foreign = Consortium.objects.get(authority=cast.other)
    answer = ask(f"/consortia/{foreign.pk}", text)
    assert answer.status_code == 404 and "邻" not in answer.content.decode()
    assert ask("/verdicts", text, authority=cast.other.pk).status_code == 404


def test_a_school_reads_the_consortia_it_is_in(cast: Cast) -> None:
    _, text = token_of(cast, "school")
    assert [each["label"] for each in ask("/consortia", text).json()["items"]] == ["东学区"]
    subjects = {
        (each["subject_kind"], each["subject_name"])
        for each in _all("/verdicts", text)
        if each["subject_kind"] == "consortium"
    }
    assert subjects == {("consortium", "东学区")}


def test_a_token_limited_to_the_directory_reads_no_verdicts(cast: Cast) -> None:
    _, text = token_of(cast, "bureau", ("directory.view",))
    assert ask("/schools", text).status_code == 200
    answer = ask("/verdicts", text)
    assert answer.status_code == 403
    assert answer.json()["detail"] == "Permission needed: board.view."


def test_a_token_ends_when_it_is_revoked_expires_or_its_post_ends(cast: Cast) -> None:
    token, text = token_of(cast, "bureau")
    assert ask("/me", text).status_code == 200
    revoke_token(token, actor=cast.bureau)
    assert ask("/me", text).status_code == 401
    other, text = token_of(cast, "bureau")
    today = timezone.localdate()
    Token.objects.filter(pk=other.pk).update(issued=today - timedelta(2), expires=today)
    assert ask("/me", text).status_code == 401
    _, text = token_of(cast, "bureau")
    Holding.objects.filter(person=cast.accounts["bureau"].person).update(until=today)
    assert ask("/me", text).status_code == 401


@pytest.mark.parametrize("text", ["", "xq_", "xq_x", "\0", "a" * 10_000, "令牌".encode().hex()])
def test_a_made_up_token_is_nobody(cast: Cast, text: str) -> None:
    token_of(cast, "bureau")
    assert ask("/me", text).status_code == 401


def test_the_text_of_a_token_is_kept_nowhere(cast: Cast) -> None:
    token, text = token_of(cast, "bureau")
    assert text not in str(Token.objects.filter(pk=token.pk).values())
    assert text not in str(list(Line.objects.values()))
    ask("/me", text)
    ask("/me", text)
    assert Line.objects.filter(verb="use-token").count() == 1


def test_nobody_issues_a_token_beyond_his_own_permissions_or_for_ever(cast: Cast) -> None:
    with pytest.raises(Refused, match="beyond-own-permissions"):
        token_of(cast, "school", ("directory.change",))
    account = cast.accounts["school"]
    actor = actor_in(account, Holding.objects.get(person=account.person))
    for last in (timezone.localdate(), timezone.localdate() + timedelta(days=400)):
        with pytest.raises(Refused, match="token-too-long"):
            issue_token(account, NewToken("x", last, READS), actor=actor)


def _all(path: str, text: str, limit: int = 200) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = ask(path, text, limit=limit, cursor=cursor).json()
        found += answer["items"]
        if answer["next"] is None:
            return found
        cursor = answer["next"]


def test_pages_follow_one_another_without_gap_or_repeat(cast: Cast) -> None:
    _, text = token_of(cast, "bureau")
    for path, key in (("/schools", "id"), ("/clauses", "id")):
        some = [each[key] for each in _all(path, text, limit=3 if path == "/schools" else 100)]
        assert some == [each[key] for each in _all(path, text)]
        assert len(set(some)) == len(some) > 3
    assert len(_all("/clauses", text)) == 541


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 9223372036854775808},
        {"limit": "x"},
        {"cursor": "made-up"},
        {"cursor": "Mg:1:x"},
        {"on": "2026-02-30"},
    ],
)
def test_bad_parameters_are_named(cast: Cast, query: dict[str, Any]) -> None:
    _, text = token_of(cast, "bureau")
    answer = ask("/schools", text, **query)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert next(iter(query)) in answer.content.decode()


def test_the_interface_looks_at_the_day_asked_for(cast: Cast) -> None:
    _, text = token_of(cast, "bureau")
    assert ask("/schools", text, on=date(2019, 1, 1)).json()["items"] == []


@pytest.fixture
def connection_stays() -> Iterator[None]:
    """Keep the test's own connection when a request ends, as Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_no_question_of_the_schema_breaks_the_interface(
    cast: Cast, connection_stays: None, name: str
) -> None:
    """Questions that fit the schema and questions that do not are answered as it says."""
    _, text = token_of(cast, "bureau")
    headers = {"Authorization": f"Bearer {text}", "Accept-Encoding": "identity"}
    schema: Any = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", application)
    operations = [each.ok() for each in schema.get_all_operations()]
    one = next(each for each in operations if each.definition.raw["operationId"] == name)

    @given(case=one.as_strategy())
    @FUZZ
    def ask_and_check(case: Any) -> None:
        # no schema can say that a cursor must be one that was given out
        made_up = [positive_data_acceptance] if case.query.get("cursor") else []
        case.call_and_validate(headers=headers, excluded_checks=made_up)

    ask_and_check()
