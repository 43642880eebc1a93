"""The words of the record: the acts, and the details kept with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "register-authority": _("register an authority"),
    "set-terms": _("set the terms"),
    "set-school-days": _("set the teaching days"),
    "waive-clause": _("waive a clause"),
    "end-waiver": _("revoke a waiver"),
    "report-classes": _("report classes"),
    "form-consortium": _("form a district or group"),
    "change-consortium": _("change form, mode or goal"),
    "join-consortium": _("join a district or group"),
    "leave-consortium": _("end a membership"),
    "withdraw-membership": _("withdraw a change to come"),
    "move-school": _("change a membership"),
    "make-primary": _("make a membership primary"),
    "register-person": _("register a person"),
    "create-post": _("create a post"),
    "appoint": _("appoint"),
    "open-account": _("open an account"),
    "reset-password": _("reset a password"),
    "log-in": _("log in"),
    "import-roster": _("bring in a roster"),
    "register-school": _("register a school"),
    "name-school": _("name a school"),
    "change-school": _("change the facts of a school"),
    "add-teaching-point": _("add a teaching point"),
    "place-campus": _("set where a campus lies"),
}

NOTES: dict[str, str | Promise] = {
    "classes": _("classes"),
    "clause": _("clause"),
    "consortia": _("districts and groups"),
    "days": _("days"),
    "decision": _("decision"),
    "digest": _("digest of the rows"),
    "file": _("file"),
    "form": _("formation form"),
    "from": _("district before"),
    "kind": _("sort"),
    "memberships": _("memberships"),
    "name": _("name"),
    "parent": _("number of the parent school"),
    "primary": _("primary membership now"),
    "pupils": _("pupils reported"),
    "role": _("role"),
    "rows": _("rows"),
    "schools": _("schools"),
    "since": _("from"),
    "stages": _("stage"),
    "teaching_points": _("teaching points"),
    "terms": _("terms"),
    "to": _("district after"),
    "year": _("school year"),
}
