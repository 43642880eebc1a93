"""Signing in with a real browser: a passkey on the device, and the pages as they look."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tour import SECURITY

from .conftest import Visit, Visitor
from .test_looks import faults

pytestmark = pytest.mark.journey


def device(page: Page) -> None:
    """Put a passkey device of the browser's own in place, unlocked by its owner's finger."""
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def by_name(visitor: Visitor) -> str:
    """The site by a name; passkeys are not for addresses that are numbers."""
    return visitor.url.replace("127.0.0.1", "localhost")


def log_in(visitor: Visitor, name: str, password: str) -> None:
    visitor.page.goto(f"{by_name(visitor)}/log-in/")
    visitor.page.locator("[name=username]").fill(name)
    visitor.page.locator("[name=password]").fill(password)
    visitor.page.locator(".log-in button.btn-primary").click()


def test_a_passkey_is_set_up_and_then_logs_in_alone_and_as_the_second_step(
    visit: Visit, installation: object
) -> None:
    visitor = visit("babu", width=360)  # nobody else's journey
    page, site = visitor.page, by_name(visitor)
    password: str = installation.passwords["babu"]  # type: ignore[attr-defined]
    device(page)
    log_in(visitor, "babu", password)
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/security/second-factor/passkey/")
    page.locator("[name=name]").fill("phone")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/security/recovery-codes/**")
    page.locator("main form button").click()
    page.locator(".codes li").nth(9).wait_for()

    page.context.clear_cookies(name="sessionid")
    page.goto(f"{site}/log-in/?next=/schools/")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(f"{site}/schools/")

    page.context.clear_cookies(name="sessionid")
    log_in(visitor, "babu", password)
    page.wait_for_url("**/log-in/second/**")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(f"{site}/")
    assert visitor.watch.errors == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_ones_own_security_fit_and_are_open_to_everybody(
    visit: Visit, width: int, language: str
) -> None:
    visitor = visit("bureau", width=width, language=language)
    wrong: dict[str, object] = {}
    for name, path in SECURITY.items():
        visitor.go(path)
        wide = visitor.page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            wrong[f"{name} is too wide"] = wide
        if found := faults(visitor):
            wrong[f"{name} shuts people out"] = found
    assert not wrong and visitor.watch.errors == []
