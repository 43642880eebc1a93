"""Meetings: who is invited, what is on the agenda, what was written down."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Body, Consortium, Person, School
from xuequ.vault.models import StoredFile


class Meeting(models.Model):
    """A meeting (会议) of a school, of a consortium, of an authority, or of a body of these.

    `kind` is a code of the policy in force when it was planned.  `next_on` is the day the place
    sets for the next one where the policy states no cadence.  `key` comes with the form, so that
    sending the same form twice makes one meeting.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("of a meeting", "planned")
        HELD = "held", pgettext_lazy("of a meeting", "held, minutes being written")
        CIRCULATED = "circulated", pgettext_lazy("of a meeting", "minutes going round")
        CONFIRMED = "confirmed", pgettext_lazy("of a meeting", "minutes confirmed")
        CANCELLED = "cancelled", pgettext_lazy("of a meeting", "cancelled")

    authority = models.ForeignKey(Authority, models.PROTECT, db_index=False)
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, blank=True)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=80)
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("begins"))
    venue = models.CharField(_("where"), max_length=120)
    chair = models.ForeignKey(Person, models.PROTECT, related_name="chaired", db_index=False)
    recorder = models.ForeignKey(Person, models.PROTECT, related_name="recorded", db_index=False)
    state = models.CharField(
        pgettext_lazy("of a meeting", "state"),
        max_length=10,
        choices=State,
        default=State.PLANNED,
    )
    noticed_at = models.DateTimeField(_("notice sent"), null=True)
    next_on = models.DateField(_("next one on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("meeting")
        ordering = ("-starts_at", "-id")
        indexes = [models.Index(fields=["authority", "state", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(school=None) | Q(consortium=None),
                name="cases_meeting_has_one_place",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""),
                name="cases_meeting_is_cancelled_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """Without the title, which may name people: this stands in the record."""
        return f"{self.kind} {self.starts_at:%Y-%m-%d}"

    @property
    def place(self) -> School | Consortium | Authority:
        """Whose meeting it is."""
        return self.school or self.consortium or self.authority


class Invitation(models.Model):
    """Somebody invited to a meeting, and whether they came.

    Members vote and count for the quorum; who only listens (列席) does not.
    """

    class Attendance(models.TextChoices):
        PRESENT = "present", pgettext_lazy("at a meeting", "present")
        SUBSTITUTE = "substitute", pgettext_lazy("at a meeting", "sent a substitute")
        LEAVE = "leave", pgettext_lazy("at a meeting", "absent with leave")
        ABSENT = "absent", pgettext_lazy("at a meeting", "absent")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    post = models.CharField(_("post"), max_length=120, blank=True)  # as it was then
    is_member = models.BooleanField(_("votes"), default=True)
    attendance = models.CharField(_("attendance"), max_length=10, choices=Attendance, blank=True)
    substitute = models.CharField(_("substitute"), max_length=60, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True)

    class Meta:
        verbose_name = _("invitation")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="cases_invited_to_a_meeting_once"
            ),
            models.CheckConstraint(
                condition=~Q(attendance="substitute") | ~Q(substitute=""),
                name="cases_substitute_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}:{self.person_id}"


class AgendaItem(models.Model):
    """One item of an agenda, and what the minutes say of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", db_index=False)
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    presenter = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False)
    task = models.ForeignKey("Task", models.SET_NULL, null=True, related_name="items")
    words = models.TextField(pgettext_lazy("of a meeting", "minutes"), blank=True, max_length=8000)

    class Meta:
        verbose_name = _("agenda item")
        ordering = ("number", "id")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="cases_agenda_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class AgendaPaper(models.Model):
    """A paper for an agenda item; only who takes part and the office read it."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.file)


class Minutes(models.Model):
    """One version of the minutes (会议纪要) as it went round; `content` made the digest."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="minutes", db_index=False)
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField()
    digest = models.CharField("SHA-256", max_length=64)
    circulated_at = models.DateTimeField(_("sent round"))
    remarks_until = models.DateField(_("remarks until"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("meeting", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="cases_minutes_version_once"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(confirmed_at__isnull=False),
                name="cases_minutes_confirmed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.number}"


class MinutesRemark(models.Model):
    """What somebody who took part says of a version of the minutes."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="remarks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField(_("remark"), max_length=1000)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "person", "words"], name="cases_same_remark_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}:{self.person_id}"


class Resolution(models.Model):
    """What a meeting resolved (议定事项); who has to do something gets a task."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="resolutions", db_index=False)
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="resolutions")
    number = models.PositiveSmallIntegerField(_("number"))
    words = models.TextField(_("resolution"), max_length=1000)
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        verbose_name = _("resolution")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="cases_resolution_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"
