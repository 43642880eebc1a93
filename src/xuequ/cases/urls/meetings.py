"""Routes of meetings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.web.pages import page

from ..views import agenda, meetings, minutes, recording

SEE, CALL, OWN = "meeting.view", "meeting.change", "work.report"
POST, BOTH = ("POST",), ("GET", "POST")
ONE = "meetings/<int:pk>/"
urlpatterns = [
    page("meetings/", meetings.meeting_list, title=_("Meetings"), needs=SEE, menu="workbench"),
    page(
        "meetings/new/", meetings.meeting_new, title=_("Plan a meeting"), needs=CALL, methods=BOTH
    ),
    page(ONE, meetings.meeting_detail, title=_("Meeting"), needs=SEE),
    page(
        f"{ONE}change/",
        meetings.meeting_change,
        title=_("Change a meeting"),
        needs=CALL,
        methods=BOTH,
    ),
    page(
        f"{ONE}people/",
        meetings.meeting_people,
        title=_("Who is invited"),
        needs=CALL,
        methods=BOTH,
    ),
    page(
        f"{ONE}notice/", meetings.meeting_notice, title=_("Send notice"), needs=CALL, methods=POST
    ),
    page(
        f"{ONE}cancel/",
        meetings.meeting_cancel,
        title=_("Call a meeting off"),
        needs=CALL,
        methods=BOTH,
    ),
    page(f"{ONE}count/", meetings.meeting_count, title=_("Count it"), needs=CALL, methods=POST),
    page(f"{ONE}agenda/", agenda.item_new, title=_("New agenda item"), needs=CALL, methods=BOTH),
    page(
        f"{ONE}agenda/<int:item>/",
        agenda.item_change,
        title=_("Change an agenda item"),
        needs=CALL,
        methods=BOTH,
    ),
    page(
        f"{ONE}agenda/<int:item>/remove/",
        agenda.item_remove,
        title=_("Take off the agenda"),
        needs=CALL,
        methods=POST,
    ),
    page(
        f"{ONE}papers/<int:paper>/",
        agenda.item_paper,
        title=pgettext_lazy("of an agenda item", "Paper"),
        needs=SEE,
    ),
    page(f"{ONE}attendance/", recording.attendance, title=_("Attendance"), needs=OWN, methods=BOTH),
    page(f"{ONE}vote/", recording.vote_new, title=_("Record a vote"), needs=OWN, methods=BOTH),
    page(
        f"{ONE}votes/<int:vote>/strike/",
        recording.vote_strike,
        title=_("Strike out"),
        needs=OWN,
        methods=POST,
    ),
    page(
        f"{ONE}resolution/",
        recording.resolution_new,
        title=_("Record a resolution"),
        needs=OWN,
        methods=BOTH,
    ),
    page(
        f"{ONE}resolutions/<int:resolution>/strike/",
        recording.resolution_strike,
        title=_("Strike out"),
        needs=OWN,
        methods=POST,
    ),
    page(
        f"{ONE}minutes/", minutes.minutes_write, title=_("Write minutes"), needs=OWN, methods=BOTH
    ),
    page(
        f"{ONE}circulate/",
        minutes.minutes_circulate,
        title=_("Send minutes round"),
        needs=OWN,
        methods=POST,
    ),
    page(f"{ONE}reopen/", minutes.minutes_reopen, title=_("Mend minutes"), needs=OWN, methods=POST),
    page(
        f"{ONE}remark/",
        minutes.minutes_remark,
        title=_("Remark on minutes"),
        needs=OWN,
        methods=BOTH,
    ),
    page(
        f"{ONE}confirm/",
        minutes.minutes_confirm,
        title=_("Confirm minutes"),
        needs=OWN,
        methods=POST,
    ),
    page(
        f"{ONE}versions/<int:number>/<slug:form>/",
        minutes.minutes_file,
        title=_("Minutes as a file"),
        needs=SEE,
    ),
    page(f"{ONE}versions/<int:number>/", minutes.minutes_version, title=_("Minutes"), needs=SEE),
]
