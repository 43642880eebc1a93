"""What follows a result: how it is told, what families answer, who moves up in a waiting list.

What was sealed stays as it is.  A seat that changes hands afterwards is a `Move`, and the last one
says where a child is now.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Person, School

from .families import Application
from .placing import Outcome


class Telling(models.Model):
    """How a result is told (公布方式), settled before its release.

    The public list takes itself down at `listed_until`; statistics and package stay.  Who says
    nothing until `reply_until` keeps the seat, or gives it up, as `silence` says.
    """

    class Names(models.TextChoices):
        NUMBERS = "numbers", _("numbers alone")
        MASKED = "masked", _("numbers and masked names")

    class Silence(models.TextChoices):
        KEEPS = "keeps", _("keeps the seat")
        GIVES_UP = "gives_up", _("gives the seat up")

    outcome = models.OneToOneField(Outcome, models.PROTECT, related_name="telling")
    names = models.CharField(_("public list"), max_length=10, choices=Names)
    listed_until = models.DateTimeField(_("the public list stands until"))
    reply_until = models.DateTimeField(_("families answer until"))
    object_until = models.DateTimeField(_("objections until"))
    silence = models.CharField(_("who does not answer"), max_length=10, choices=Silence)
    offer_days = models.PositiveSmallIntegerField(_("days to answer an offer"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(pgettext_lazy("of the way of telling", "settled"))

    class Meta:
        verbose_name = _("way a result is told")
        constraints = [
            models.CheckConstraint(
                condition=Q(offer_days__gte=1), name="enrolment_offer_stands_a_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.outcome)

    @property
    def authority_id(self) -> int:
        return self.outcome.authority_id


class Answer(models.Model):
    """What a family said to a seat that the result gave (确认或放弃); by nobody: it was silent."""

    class Said(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("of a seat", "accepted")
        DECLINED = "declined", pgettext_lazy("of a seat", "given up")

    placement = models.OneToOneField("Placement", models.PROTECT, related_name="answer")
    said = models.CharField(_("answer"), max_length=10, choices=Said)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer to a result")

    def __str__(self) -> str:
        return f"#{self.placement_id}"

    @property
    def authority_id(self) -> int:
        return self.placement.outcome.authority_id


class Move(models.Model):
    """A child came to a seat, or left one, after the release (学位变动); never changed.

    `because` is the move that freed the seat it came to.  Only the last move of a child is the
    current one, so that nobody has two seats.
    """

    class Cause(models.TextChoices):
        DECLINED = "declined", pgettext_lazy("of a seat", "the family gave it up")
        SILENT = "silent", pgettext_lazy("of a seat", "no answer in time")
        MOVED_UP = "moved_up", pgettext_lazy("of a seat", "moved up from the waiting list")
        EXCEPTION = "exception", pgettext_lazy("of a seat", "exceptional placement")
        SETTLED = "settled", pgettext_lazy("of a seat", "placed by the authority")

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="moves")
    application = models.ForeignKey(Application, models.PROTECT, related_name="moves")
    before = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    because = models.ForeignKey("self", models.PROTECT, null=True, related_name="led_to")
    is_current = models.BooleanField(default=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(pgettext_lazy("of a move", "time"))

    class Meta:
        verbose_name = _("change of a seat")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(is_current=True),
                name="enrolment_one_seat_a_child",
            ),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False),
                name="enrolment_move_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(before=None) | Q(after=None) | ~Q(before=F("after")),
                name="enrolment_moves_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.application_id}"

    @property
    def authority_id(self) -> int:
        return self.outcome.authority_id


class Offer(models.Model):
    """A freed seat offered to the next of a waiting list (候补递补), once and until a time."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of an offer", "to be answered")
        ACCEPTED = "accepted", pgettext_lazy("of an offer", "accepted")
        DECLINED = "declined", pgettext_lazy("of an offer", "declined")
        LAPSED = "lapsed", pgettext_lazy("of an offer", "not answered in time")
        ENDED = "ended", pgettext_lazy("of an offer", "ended, the child has a seat it wanted more")

    waiting = models.OneToOneField("WaitingPlace", models.PROTECT, related_name="offer")
    because = models.ForeignKey(Move, models.PROTECT, related_name="offers")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    offered_at = models.DateTimeField(_("offered"))
    until = models.DateTimeField(_("to be answered by"))
    answered_at = models.DateTimeField(_("answered"), null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("offer of a freed seat")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("offered_at")), name="enrolment_offer_can_be_answered"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="enrolment_offer_ends_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.waiting_id}"

    @property
    def authority_id(self) -> int:
        return self.waiting.outcome.authority_id


class Departure(models.Model):
    """A child left a waiting list (离开候补), and why; those behind it move up by it."""

    class Cause(models.TextChoices):
        SEATED = "seated", pgettext_lazy("of a waiting list", "got a seat there")
        DECLINED = "declined", pgettext_lazy("of a waiting list", "did not want the seat")
        LAPSED = "lapsed", pgettext_lazy("of a waiting list", "did not answer an offer in time")
        ELSEWHERE = "elsewhere", pgettext_lazy("of a waiting list", "got a seat it wanted more")
        LEFT = "left", pgettext_lazy("of a waiting list", "waits no longer")
        CONCLUDED = "concluded", pgettext_lazy("of a waiting list", "the round was concluded")

    waiting = models.OneToOneField("WaitingPlace", models.PROTECT, related_name="departure")
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    at = models.DateTimeField(pgettext_lazy("of a move", "time"))

    class Meta:
        verbose_name = _("departure from a waiting list")
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"#{self.waiting_id}"
