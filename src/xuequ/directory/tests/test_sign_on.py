"""Single sign-on with a provider on this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Account, Holding, SignOnLink
from xuequ.directory.services.security.factors import add_code_app, new_key
from xuequ.directory.services.sign_on.links import link_sign_on
from xuequ.directory.services.sign_on.providers import providers
from xuequ.directory.tests.issuer import SECRET, Issuer, serving
from xuequ.directory.tests.test_second_factor import code_now
from xuequ.directory.tests.test_sign_in import log_in
from xuequ.kernel.actors import program
from xuequ.record.models import Line
from xuequ.site import home

pytestmark = pytest.mark.django_db
MAKER = program("test")
FAILED = "did not confirm who you are"


def configured(url: str, code: str = "city") -> dict[str, str]:
    names = {"name_zh": "市教育云", "name_en": "City Education Cloud"}
    return {
        "code": code,
        **names,
        "issuer": url,
        "client_id": "xuequ",
        "client_secret": SECRET,
    }


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    """The provider, known to the installation."""
    issuer = Issuer()
    with serving(issuer):
        settings.XUEQU_SIGN_ON = [configured(issuer.url)]
        yield issuer


@pytest.fixture
def browser(cast: Cast) -> Client:
    browser = Client()
    browser.cookies["language"] = "en"
    return browser


def come_back(browser: Client, issuer: Issuer, start: str) -> Any:
    """Go to the provider and come back."""
    sent = browser.get(start)
    assert sent["Location"].startswith(f"{issuer.url}/authorize?")
    return browser.get("/log-in/back/", issuer.go(sent["Location"]))


def sign_on(browser: Client, issuer: Issuer) -> Any:
    return come_back(browser, issuer, "/log-in/with/?provider=city&next=/schools/")


@pytest.fixture
def linked(cast: Cast, issuer: Issuer) -> Account:
    account: Account = cast.accounts["bureau"]
    link_sign_on(account, providers()[0], "subject-1", actor=MAKER)
    return account


def test_whoever_is_linked_gets_in(browser: Client, issuer: Issuer, linked: Account) -> None:
    assert sign_on(browser, issuer)["Location"] == "/schools/"
    assert browser.get("/schools/").status_code == 200
    line = Line.objects.first()
    assert line is not None and line.verb == "log-in" and line.note == {"way": "sign_on"}
    assert issuer.asked["code_challenge_method"] == "S256" and issuer.asked["scope"] == "openid"


@pytest.mark.parametrize(
    "lie",
    [
        "state", "nonce", "audience", "issuer", "expired", "signature", "unknown key", "unsigned",
        "shared secret", "no subject", "party", "mixed up", "denied", "no token", "redirect",
    ],
)  # fmt: skip
def test_a_lie_does_not_get_in(browser: Client, issuer: Issuer, linked: Account, lie: str) -> None:
    issuer.lie = lie
    answer = sign_on(browser, issuer)
    assert answer["Location"] == "/log-in/" and "_auth_user_id" not in browser.session
    assert FAILED in browser.get("/log-in/").content.decode()


@pytest.mark.parametrize("lie", ["configuration", "plain address", "no JSON"])
def test_a_provider_that_does_not_publish_what_it_must_is_not_followed(
    browser: Client, issuer: Issuer, linked: Account, lie: str
) -> None:
    issuer.lie = lie
    assert browser.get("/log-in/with/?provider=city")["Location"] == "/log-in/"
    assert FAILED in browser.get("/log-in/").content.decode()


def test_a_provider_that_is_away_is_said_in_words(
    browser: Client, settings: Any, cast: Cast
) -> None:
    settings.XUEQU_SIGN_ON = [configured("http://127.0.0.1:9")]
    assert browser.get("/log-in/with/?provider=city")["Location"] == "/log-in/"
    assert "City Education Cloud did not confirm" in browser.get("/log-in/").content.decode()


def test_who_is_not_linked_gets_no_account(browser: Client, issuer: Issuer) -> None:
    before = Account.objects.count()
    assert sign_on(browser, issuer)["Location"] == "/log-in/"
    assert "No account here is linked" in browser.get("/log-in/").content.decode()
    assert Account.objects.count() == before and not SignOnLink.objects.exists()


@pytest.mark.parametrize("why", ["closed", "no post"])
def test_a_link_of_a_closed_account_does_not_get_in(
    browser: Client, issuer: Issuer, linked: Account, why: str
) -> None:
    if why == "closed":
        Account.objects.filter(pk=linked.pk).update(is_active=False)
    else:
        Holding.objects.filter(person=linked.person).update(until="2021-01-01")
    assert sign_on(browser, issuer)["Location"] == "/log-in/"
    assert "_auth_user_id" not in browser.session


def test_the_answer_is_taken_once(browser: Client, issuer: Issuer, linked: Account) -> None:
    back = issuer.go(browser.get("/log-in/with/?provider=city")["Location"])
    assert browser.get("/log-in/back/", back)["Location"] == "/"
    browser.post("/log-out/")
    assert browser.get("/log-in/back/", back)["Location"] == "/log-in/"
    assert "_auth_user_id" not in browser.session


def test_the_answer_of_another_browser_is_not_taken(
    browser: Client, issuer: Issuer, linked: Account
) -> None:
    back = issuer.go(browser.get("/log-in/with/?provider=city")["Location"])
    assert Client().get("/log-in/back/", back)["Location"] == "/log-in/"


def test_single_sign_on_is_no_way_around_the_second_factor(
    browser: Client, issuer: Issuer, linked: Account
) -> None:
    key = new_key()
    add_code_app(linked, key, code_now(key), actor=MAKER)
    assert sign_on(browser, issuer)["Location"] == "/log-in/second/?next=%2Fschools%2F"
    assert "_auth_user_id" not in browser.session


def test_the_person_links_the_account_and_ends_the_link(browser: Client, issuer: Issuer) -> None:
    log_in(browser, "bureau")
    answer = come_back(browser, issuer, link_on_the_page(browser))
    assert answer["Location"] == "/security/"
    assert SignOnLink.objects.get().account.username == "bureau"
    assert "linked since" in browser.get("/security/").content.decode()
    browser.post("/security/unlink/", {"provider": "city"})
    assert not SignOnLink.objects.exists()
    verbs = list(Line.objects.values_list("verb", flat=True)[:2])
    assert verbs == ["unlink-sign-on", "link-sign-on"]
    assert "subject-1" not in str([each.content() for each in Line.objects.all()])


def link_on_the_page(browser: Client) -> str:
    """The address that links the account, as the own page has it."""
    found = re.search(r'href="(/security/link/[^"]+)"', browser.get("/security/").text)
    assert found is not None
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize("mark", ["", "&mark=", "&mark=x", "&mark=\u00e9"])
def test_no_other_site_sends_somebody_to_link_an_account(
    browser: Client, issuer: Issuer, mark: str
) -> None:
    log_in(browser, "bureau")
    answer = browser.get(f"/security/link/?provider=city{mark}")
    assert answer["Location"] == "/security/" and "sign_on" not in browser.session


def test_linking_asks_for_the_password(cast: Cast, browser: Client, issuer: Issuer) -> None:
    browser.force_login(cast.accounts["bureau"])
    link = link_on_the_page(browser)
    answer = browser.get(link)
    assert answer["Location"].startswith("/security/confirm/?next=")
    answer = browser.post("/security/confirm/?next=/security/", {"password": "wrong"})
    assert answer.status_code == 422
    browser.post("/security/confirm/?next=/security/", {"password": PASSWORD})
    assert browser.get(link)["Location"].startswith(issuer.url)


def test_an_identity_opens_one_account(browser: Client, issuer: Issuer, linked: Account) -> None:
    log_in(browser, "school")
    come_back(browser, issuer, link_on_the_page(browser))
    assert "linked with another account" in browser.get("/security/").content.decode()
    assert SignOnLink.objects.count() == 1


def test_the_button_carries_the_providers_name_in_both_languages(
    browser: Client, issuer: Issuer
) -> None:
    assert "Log in with City Education Cloud" in browser.get("/log-in/").content.decode()
    browser.cookies["language"] = "zh-hans"
    assert "市教育云" in browser.get("/log-in/").content.decode()


def test_without_providers_there_is_no_button(browser: Client, cast: Cast) -> None:
    assert "/log-in/with/" not in browser.get("/log-in/").content.decode()
    assert browser.get("/log-in/with/?provider=city")["Location"] == "/log-in/"


def test_the_file_of_providers_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XUEQU_HOME", str(tmp_path))
    assert home.providers() == []
    row = configured("https://id.example/")
    (tmp_path / "oidc.json").write_text(json.dumps([row]), "utf-8")
    assert home.providers() == [row]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("{}", "must be a list"),
        ("[3]", "provider 1: must have just code"),
        (json.dumps([{**configured("https://x.example"), "more": "x"}]), "must have just"),
        (json.dumps([configured("http://x.example")]), "issuer must begin with https://"),
        (json.dumps([configured("https://x.example", code="A b")]), "code must be"),
        (json.dumps([{**configured("https://x.example"), "client_id": ""}]), "client_id"),
        (json.dumps([configured("https://x.example")] * 2), "the same code"),
    ],
)
def test_a_wrong_file_of_providers_says_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    monkeypatch.setenv("XUEQU_OIDC", text)
    with pytest.raises(ValueError, match=said):
        home.providers()
