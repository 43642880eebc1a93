"""Why enrolment says no, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise

from . import (
    applying,
    checking,
    coordinating,
    drawing,
    following,
    placing,
    preparing,
    privacy,
    stopping,
)

MESSAGES: dict[str, str | Promise] = {
    **drawing.MESSAGES,
    **preparing.MESSAGES,
    **coordinating.MESSAGES,
    **checking.MESSAGES,
    **placing.MESSAGES,
    **applying.MESSAGES,
    **privacy.MESSAGES,
    **stopping.MESSAGES,
    **following.MESSAGES,
}
