"""A site with a clock of its own, and people at its screens."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, BrowserContext, Page, expect

from support_plugin import PASSWORD

from .conftest import Watch, environment

HERE = ZoneInfo("Asia/Shanghai")
SITE = Path(__file__).parent / "year_site.py"
PRIMARY = "main form button.btn-primary"


@dataclass(slots=True)
class Year:
    """The site, its clock, and everybody who has come to a screen."""

    url: str
    home: Path
    browser: Browser
    opened: list[BrowserContext] = field(default_factory=list)

    def at(self, moment: datetime) -> None:
        """Turn the clock."""
        ahead = moment - datetime.now(HERE)
        (self.home / "clock").write_text(str(ahead / timedelta(seconds=1)))

    def run(self, *arguments: str) -> None:
        """Let the site do something beside the pages."""
        env = {**environment(self.home), "XUEQU_TASKS": "immediate"}
        subprocess.run([sys.executable, str(SITE), *arguments], env=env, check=True)

    def person(self, name: str = "", width: int = 1280) -> Person:
        """Somebody who sits down at a screen and, with a name, logs in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800}, locale="zh-CN", accept_downloads=True
        )
        self.opened.append(context)
        who = Person(self.url, context.new_page(), Watch())
        who.watch.on(who.page)
        if name:
            who.logs_in(name)
        return who


@dataclass(frozen=True, slots=True)
class Person:
    """A person at a screen."""

    url: str
    page: Page
    watch: Watch

    def logs_in(self, name: str) -> None:
        """Log in anew; whoever stayed away for days has to."""
        self.page.context.clear_cookies()
        self.go("/")
        self.fill(username=name, password=PASSWORD)
        self.page.locator(".log-in button.btn-primary").click()
        inside = self.page.locator("main:not(:has(.log-in)) h1").first
        expect(inside, name).to_be_visible()

    def go(self, path: str) -> None:
        answer = self.page.goto(self.url + path)
        assert answer is not None, path
        assert answer.ok, f"{path}: {answer and answer.status}"

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            one = self.page.locator(f"main [name='{name}']").first
            kind = one.evaluate("each => each.tagName + (each.type || '')")
            if kind.startswith("SELECT"):
                one.select_option(value)
            elif kind in ("INPUTcheckbox", "INPUTradio"):
                wanted = f"[value='{value}']" if value != "on" else ""
                self.page.locator(f"main [name='{name}']{wanted}").first.check()
            else:
                one.fill(value)

    def press(self, selector: str = PRIMARY) -> None:
        """Send the form; no page answers with an error."""
        with self.page.expect_navigation() as coming:
            self.page.locator(selector).first.click()
        answer = coming.value
        assert answer is not None and answer.ok, self.page.locator("main").inner_text()

    def follows(self, selector: str) -> str:
        """Follow a link; the path it leads to."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        return self.page.url.removeprefix(self.url)

    def does(self, path: str, **values: str) -> None:
        """Open a page, fill it in, send it."""
        self.go(path)
        self.fill(**values)
        self.press()

    def reads(self, *texts: str) -> None:
        for each in texts:
            expect(self.page.locator("main")).to_contain_text(each)

    def takes(self, selector: str) -> bytes:
        """The file behind a link."""
        with self.page.expect_download() as coming:
            self.page.locator(selector).first.click()
        data: bytes = coming.value.path().read_bytes()
        return data
