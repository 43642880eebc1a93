"""Days as a calendar that calendar programs subscribe to (iCalendar, RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from xuequ.kernel.text import Text

TYPE = "text/calendar; charset=utf-8"
WIDTH = 75  # octets of a line
OTHERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # a calendar may not hold them
HEAD = (
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Xuequ//Xuequ//ZH", "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H",
)  # fmt: skip
ZONE = (  # no summer time since 1991
    "BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something on one whole day.

    `uid` is the same for the same thing every time, and unlike that of any other.
    """

    uid: str
    day: date
    title: Text
    link: str = ""  # path of a page
    text: Text | None = None


def write_calendar(
    events: Iterable[Event], *, name: str, on: date, root: str, language: str
) -> bytes:
    """The calendar called `name` as it stands on a day.

    Args:
        root: the installation's own address, such as https://xuequ.example.
    """
    lines = [*HEAD, "X-WR-TIMEZONE:Asia/Shanghai", f"X-WR-CALNAME:{_escaped(name)}", *ZONE]
    for event in events:
        lines += _event(event, on, root, language)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(event: Event, on: date, root: str, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}@xuequ"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.title.say(language))}"
    if event.text is not None:
        yield f"DESCRIPTION:{_escaped(event.text.say(language))}"
    if event.link:
        yield f"URL:{root}{event.link}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text with the signs that mean something to a calendar made harmless."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"([\\;,])", r"\\\1", OTHERS.sub("", text))
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, no sign cut in two; each but the first is indented."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > WIDTH:
            yield part
            part, size = " ", 1
        part += sign
        size += octets
    yield part
