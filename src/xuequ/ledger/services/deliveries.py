"""How somebody wants to be told, and the e-mail address that is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Delivery
from . import mails

SALT = "ledger.address"
HOLDS = timedelta(days=3)  # how long the link in the e-mail may be followed
PAUSE = timedelta(minutes=10)  # before another link is sent
SUBJECT = Text("请确认邮箱", "Please confirm your e-mail address")


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """Where to, how often, and between which hours never."""

    email: str
    digest: str
    quiet_from: time
    quiet_until: time


@transaction.atomic
def set_delivery(new: NewDelivery, *, actor: Actor) -> Delivery:
    """Choose how to be told.  A new address has to be confirmed before it is used.

    Raises:
        Refused("no-address"): e-mail is wanted, and no address given.
    """
    if new.digest != Delivery.Digest.NONE and not new.email:
        raise Refused("no-address")
    person = Person.objects.select_for_update(no_key=True).get(pk=actor.person or 0)
    delivery = _mine(actor) or Delivery(person=person)
    before = fingerprint(delivery)
    if new.email != _address(delivery):
        delivery.email = new.email or None
        delivery.asked_at = delivery.confirmed_at = None
    delivery.digest = new.digest
    delivery.quiet_from, delivery.quiet_until = new.quiet_from, new.quiet_until
    delivery.save()
    write("set-delivery", delivery, actor=actor, before=before, note={"digest_mail": new.digest})
    return delivery


def ask_to_confirm(*, actor: Actor, now: datetime) -> None:
    """Send the link by which the owner of the address confirms it.

    Raises:
        Refused("no-address"): there is none to confirm.
        Refused("already-confirmed"): its owner has done so.
        Refused("asked-a-moment-ago"): a link is on its way; nobody is flooded with them.
        Refused("mail-failed"): it could not be sent.
    """
    with transaction.atomic():
        delivery = _to_confirm(actor)
        if delivery.asked_at is not None and now - delivery.asked_at < PAUSE:
            raise Refused("asked-a-moment-ago", minutes=PAUSE.seconds // 60)
        delivery.asked_at = now
        delivery.save(update_fields=["asked_at"])
    link = mails.absolute(reverse("ledger:address_confirm", args=[_token(delivery)]))
    body = Text(
        f"有人把这个邮箱登记为接收学区系统消息的地址。\n如果是您本人，请在{HOLDS.days}天内登录系统并打开：\n"
        f"{link}\n如果不是，请不必理会，今后不会再发。",
        "Somebody gave this as the address at which to receive notices of Xuequ.\n"
        f"If it was you, log in and open this within {HOLDS.days} days:\n{link}\n"
        "If not, do nothing; nothing more will be sent.",
    )
    try:
        mails.send(_address(delivery), SUBJECT, body)
    except (OSError, ValueError) as error:
        raise Refused("mail-failed") from error


@transaction.atomic
def confirm_address(token: str, *, actor: Actor, now: datetime) -> Delivery:
    """Confirm the address that a link was sent to.

    Raises:
        Refused("no-address"), Refused("already-confirmed"): there is nothing to confirm.
        Refused("link-not-valid"): the link is old, was changed, or belongs to another person or
            address.
    """
    delivery = _to_confirm(actor)
    if not is_link_of(delivery, token):
        raise Refused("link-not-valid", days=HOLDS.days)
    before = fingerprint(delivery)
    delivery.confirmed_at = now
    delivery.save(update_fields=["confirmed_at"])
    write("confirm-address", delivery, actor=actor, before=before)
    return delivery


def is_link_of(delivery: Delivery, token: str) -> bool:
    """Is it the link that was sent to confirm this very address?"""
    try:
        signed = signing.loads(token, salt=SALT, max_age=HOLDS)
    except signing.BadSignature:
        return False
    return bool(signed == _signed(delivery))


def _to_confirm(actor: Actor) -> Delivery:
    delivery = _mine(actor)
    if delivery is None or delivery.email is None:
        raise Refused("no-address")
    if delivery.confirmed_at is not None:
        raise Refused("already-confirmed")
    return delivery


def _mine(actor: Actor) -> Delivery | None:
    """The actor's own row, held until the act is done."""
    return Delivery.objects.select_for_update().filter(person=actor.person).first()


def _address(delivery: Delivery) -> str:
    return delivery.email.open() if delivery.email else ""


def _token(delivery: Delivery) -> str:
    return signing.dumps(_signed(delivery), salt=SALT)


def _signed(delivery: Delivery) -> list[Any]:
    """What a link is about: whose it is, and a digest that gives the address away to nobody."""
    field: Any = Delivery._meta.get_field("email")
    return [delivery.person_id, field.digest(delivery)]
