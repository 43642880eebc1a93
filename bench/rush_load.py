"""Families at their phones, all in one process: `python -m bench.rush_load PLAN RESULT`.

Each opens its application, waits where it has to, keeps an address, looks everything over and
hands it in.  Where no answer comes it looks what became of it, as people do, and goes on.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .rush_browser import Answer, Browser, Gone

AGAIN = (1.0, 3.0)  # seconds until somebody tries again after no answer
CLOSED, RECEIPT = "alert-danger", 'class="family receipt"'


@dataclass(slots=True)
class Family:
    """One family, and everything it was told: rows of what, asked at, seconds, status."""

    said: dict[str, Any]
    browser: Browser
    think: tuple[float, float]
    stop_at: float  # when nobody goes on waiting
    hand_at: float  # when it means to press the button; 0: when it is ready
    acts: list[tuple[str, float, float, int]] = field(default_factory=list)
    is_in: bool = False
    saved: bool = False
    outcome: str = ""  # done, refused, or nothing yet

    @property
    def one(self) -> str:
        return f"/family/application/{self.said['application']}/"

    async def live(self, arrives: float) -> None:
        """The whole of it; whoever is not let in until the end goes home."""
        await asyncio.sleep(max(0.0, arrives - time.time()))
        if await self.page("open", "") is None:
            return
        await self.save()
        while not self.outcome and await self.hand_in():
            pass
        self.browser.close()

    async def save(self) -> None:
        """Keep the address; the page that follows says so."""
        while not self.saved:
            form = await self.page("address", "address/")
            if form is None:
                return
            if form.fields.get("revision", "0") != "0":  # kept, though no answer came
                self.saved = True
                return
            await self.pause()
            values = {**form.fields, "address": self.said["address"], "place": "", "school": ""}
            answer = await self.told("save", self.browser.post(f"{self.one}address/", values))
            self.saved = answer is not None and answer.status == 302
            if answer is not None and not self.saved:
                self.outcome = "refused"
                return
        await self.page("open", "")

    async def hand_in(self) -> bool:
        """Look it over and hand it in; is it to be tried again?"""
        form = await self.page("review", "hand-in/")
        if form is None:
            return False
        if "revision" not in form.fields:
            self.outcome = "refused"
            return False
        await self.pause()
        await asyncio.sleep(max(0.0, self.hand_at - time.time()))
        sent = {**form.fields, "is_true": "on"}
        answer = await self.told("hand", self.browser.post(f"{self.one}hand-in/", sent))
        if answer is None:  # what became of it?
            answer = await self.page("receipt", "receipt/")
            if answer is None or answer.status == 404:
                return answer is not None
        is_done = answer.status == 200 and RECEIPT in answer.text
        self.outcome = "done" if is_done else "refused"
        return False

    async def page(self, what: str, where: str) -> Answer | None:
        """A page, once it is there; none if nobody was let in, or it never came, to the end."""
        while True:
            answer = await self.told(what, self.browser.get(f"{self.one}{where}"))
            if answer is None:
                await asyncio.sleep(random.uniform(*AGAIN))
            elif answer.waits:
                self.browser.close()
                await asyncio.sleep(answer.waits)
            else:
                self.is_in = True
                return answer
            if time.time() >= self.stop_at:
                return None

    async def told(self, what: str, asked: Awaitable[Answer]) -> Answer | None:
        """An answer, noted; none, noted too, where the server went away."""
        at, began = time.time(), time.perf_counter()
        try:
            answer = await asked
        except Gone:
            self.acts.append((what, at, time.perf_counter() - began, 0))
            return None
        kind = "wait" if answer.waits else what
        self.acts.append((kind, answer.asked_at, answer.seconds, answer.status))
        return None if answer.status >= 500 else answer

    async def pause(self) -> None:
        await asyncio.sleep(random.uniform(*self.think))


def family(said: dict[str, Any], plan: dict[str, Any], hand_at: float) -> Family:
    """A family whose browser is signed in."""
    browser = Browser(plan["port"], {"sessionid": said["session"]})
    return Family(said, browser, tuple(plan["think"]), plan["stop_at"], hand_at)


async def rush(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """All families of a plan; what each was told."""
    random.seed(plan["seed"])
    every = [
        (family(said, plan, hand_at), arrives)
        for said, arrives, hand_at in zip(
            plan["families"], plan["arrives"], plan["hand_at"], strict=True
        )
    ]
    await asyncio.gather(*(each.live(arrives) for each, arrives in every))
    return [
        {"application": each.said["application"], "arrives": arrives, "is_in": each.is_in,
         "saved": each.saved, "outcome": each.outcome, "acts": each.acts}
        for each, arrives in every
    ]  # fmt: skip


async def signing_in(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """Some people at once log in, one account after the other, for so many seconds."""
    left, acts = list(plan["families"]), []

    async def one() -> None:
        while left and time.time() < plan["stop_at"]:
            browser, at = Browser(plan["port"]), time.time()
            sent = {"username": left.pop()["account"], "password": plan["password"],
                    "next": "/notices/"}  # fmt: skip
            try:
                form = await browser.get("/log-in/")
                answer = await browser.post("/log-in/", {**form.fields, **sent})
                acts.append(("sign in", answer.asked_at, answer.seconds, answer.status))
            except Gone:
                acts.append(("sign in", at, time.time() - at, 0))
            browser.close()

    await asyncio.gather(*(one() for _ in range(plan["at_once"])))
    return [{"acts": acts}]


KINDS: dict[str, Callable[[dict[str, Any]], Awaitable[list[dict[str, Any]]]]] = {
    "rush": rush,
    "signing_in": signing_in,
}


async def main(plan: str, result: str) -> None:
    """Carry out a plan and write what everybody was told."""
    read = json.loads(Path(plan).read_text())
    found = await KINDS[read["kind"]](read)
    Path(result).write_text(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
