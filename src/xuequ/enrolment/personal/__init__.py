"""Personal data of enrolment: what for, by what right, who sees it, how long."""

from __future__ import annotations

from . import applying, checking, following, placing

HELD = (*applying.HELD, *checking.HELD, *placing.HELD, *following.HELD)
NOT_OF_FAMILIES = {
    "enrolment.CheckSettings.seed": "by which children are drawn for a second reading; no data",
}
