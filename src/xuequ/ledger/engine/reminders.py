"""When the owner of a commitment is reminded of its review, and in which words."""

from __future__ import annotations

from datetime import date

from xuequ.kernel.text import Text

AHEAD = 14  # days before the review


def stage(review_on: date, on: date) -> str:
    """Which reminder a day asks for: "soon", "due", "late-1" a week later, and so on; or "".

    Each is sent once, so a day on which nothing ran is made up for by the next one.
    """
    left = (review_on - on).days
    if left > AHEAD:
        return ""
    if left > 0:
        return "soon"
    weeks = -left // 7
    return f"late-{weeks}" if weeks else "due"


def words(clause: str, place: str, review_on: date, on: date) -> Text:
    """The sentence of a reminder."""
    late = (on - review_on).days
    if late > 0:
        return Text(
            f"承诺事项{clause}（{place}）应于{review_on}复核，已逾期{late}天",
            f"commitment {clause} ({place}) was due for review on {review_on}: "
            f"{late} {'day' if late == 1 else 'days'} late",
        )
    return Text(
        f"承诺事项{clause}（{place}）应于{review_on}复核",
        f"commitment {clause} ({place}) is due for review on {review_on}",
    )
