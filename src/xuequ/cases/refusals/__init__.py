"""Why an act on a case, a meeting or a task is refused."""

from __future__ import annotations

from . import cases, meetings

MESSAGES = {**cases.MESSAGES, **meetings.MESSAGES}
