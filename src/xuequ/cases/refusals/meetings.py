"""Why meetings and tasks say no, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "agenda-too-long": _("An agenda has at most %(most)s items. Put some together."),
    "all-know-already": _("Everybody invited was told already."),
    "attendance-first": _("First record who came to the meeting."),
    "cancel-needs-reason": _("Say why the meeting is called off."),
    "counts-for-nothing": _("No duty of this locality asks for a meeting of this kind."),
    "due-in-the-past": _("%(day)s has passed. Choose today or a later day."),
    "guest-from-elsewhere": _("Choose people, posts and schools of your own authority only."),
    "item-is-used": _(
        "There was a vote or a resolution on item %(number)s, so it stays on the agenda."
    ),
    "meeting-in-the-past": _("%(day)s lies more than a month back. Check the day of the meeting."),
    "meeting-is-over": _("The meeting is: %(state)s. That can no longer be changed."),
    "meeting-is-to-come": _("The meeting is on %(day)s. Record who came on that day or later."),
    "minutes-are-empty": _("Write the minutes of at least one item, or a resolution, first."),
    "minutes-are-out": _(
        "The meeting is: %(state)s. Take the minutes back first, if they are not confirmed."
    ),
    "minutes-confirmed": _("The minutes are confirmed; they can no longer be changed."),
    "minutes-not-confirmed": _("The chair has not confirmed the minutes yet."),
    "minutes-not-out": _("The minutes have not been sent round."),
    "more-votes-than-voters": _(
        "%(votes)s votes are more than the %(present)s members who were there. Count again."
    ),
    "no-agenda": _("Put at least one item on the agenda before you send the notice."),
    "no-quorum": _(
        "No quorum: %(present)s of %(roll)s members are there, and %(needed)s are needed. There "
        "can be no vote."
    ),
    "no-votes": _("Enter the votes."),
    "nobody-came": _("Somebody has to be there; if nobody came, call the meeting off."),
    "nobody-invited": _("Invite at least one member."),
    "nobody-to-remind": _(
        "Nobody holds that post or acts for that school now. Withdraw the task and set it anew."
    ),
    "not-a-voter": _(
        "Only members who were there when it was voted have a vote. Check who came and who left."
    ),
    "not-invited": _("Only who is invited to the meeting can be chosen or take part."),
    "not-on-the-agenda": _("That item is not on the agenda of this meeting."),
    "not-the-recorder": _(
        "Only the recorder, the chair and the office that calls the meeting keep its record."
    ),
    "not-the-setter": _("Only whoever set the task, or the office of that place, decides on it."),
    "not-your-task": _("This task is somebody else's to report on."),
    "notice-not-sent": _("Send the notice of the meeting first: nobody was told of it."),
    "one-answers-for-it": _("Choose one person, one post or one school that answers for it."),
    "only-the-chair": _("Only the chair, %(name)s, confirms the minutes."),
    "remark-too-short": _("Say what is to be mended."),
    "remarks-are-over": _("The days for remarks ended on %(day)s."),
    "remarks-still-open": _(
        "Remarks may be made until %(day)s; the minutes are confirmed after that day."
    ),
    "reminded-today": _("They were reminded today already. Once a day is enough."),
    "report-too-short": _("Say what was done."),
    "substitute-needs-name": _("Enter the name of the substitute."),
    "task-is-decided": _("The task is: %(state)s. Nothing more can be done with it now."),
    "task-not-reported": _("Nobody has reported the task as done yet."),
    "unknown-kind": _("%(name)s holds no such meeting (%(kind)s). Choose another kind."),
    "vote-before-the-meeting": _(
        "The time of the vote must lie between the beginning of the meeting and now."
    ),
    "votes-need-them": _(
        "The vote «%(question)s» counts somebody who would then not have been there."
    ),
}
