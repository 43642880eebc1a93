"""Calendars as RFC 5545 wants them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from xuequ.kernel.text import Text
from xuequ.web.outputs.ics import Event, write_calendar

DAY = date(2026, 12, 31)


def calendar(*events: Event, language: str = "zh-hans", name: str = "学区") -> bytes:
    return write_calendar(
        events, name=name, on=date(2026, 11, 1), root="https://x.example", language=language
    )


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def value(data: bytes, name: str) -> str:
    [found] = [each for each in unfolded(data) if each.startswith(f"{name}:")]
    return found.removeprefix(f"{name}:")


def test_an_event_lasts_just_its_day_also_at_the_end_of_a_year() -> None:
    lines = unfolded(calendar(Event("a-1", DAY, Text("事", "thing"), link="/x/")))
    assert "DTSTART;VALUE=DATE:20261231" in lines and "DTEND;VALUE=DATE:20270101" in lines
    assert "UID:a-1@xuequ" in lines and "URL:https://x.example/x/" in lines
    assert "DTSTAMP:20261101T000000Z" in lines


def test_the_zone_is_that_of_shanghai() -> None:
    lines = unfolded(calendar())
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert "TZID:Asia/Shanghai" in lines and "TZOFFSETTO:+0800" in lines


def test_the_language_is_the_one_asked_for() -> None:
    event = Event("a", DAY, Text("事", "thing"), text=Text("注", "note"))
    assert value(calendar(event), "SUMMARY") == "事"
    assert value(calendar(event, language="en"), "SUMMARY") == "thing"
    assert value(calendar(event, language="en"), "DESCRIPTION") == "note"


def test_signs_that_mean_something_are_escaped() -> None:
    odd = "a;b,c\\d\r\nEND:VEVENT\rx\x00\x07"
    data = calendar(Event("a", DAY, Text(odd, odd)))
    assert value(data, "SUMMARY") == "a\\;b\\,c\\\\d\\nEND:VEVENT\\nx"
    assert unfolded(data).count("END:VEVENT") == 1


@given(st.text(max_size=400))
def test_no_line_is_longer_than_75_octets_and_nothing_is_lost(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    data = calendar(Event("a", DAY, Text(text, text)), name=text)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert value(data, "SUMMARY") == value(data, "X-WR-CALNAME")


def test_long_chinese_is_folded_between_signs_and_comes_back_whole() -> None:
    long = "复核承诺事项" * 40
    assert value(calendar(Event("a", DAY, Text(long, long))), "SUMMARY") == long
