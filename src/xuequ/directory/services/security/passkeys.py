"""Acts on passkeys (WebAuthn): adding one, proving that one holds one."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import Account, Factor
from .attempts import note_wrong_proof

VERIFIED = UserVerificationRequirement.REQUIRED  # by the device's own lock: finger, face, PIN
State = dict[str, Any]  # what the session keeps between the question and the answer


@dataclass(frozen=True, slots=True)
class Site:
    """The site as the browser sees it, e.g. `https://xuequ.example:8443`."""

    origin: str
    host: str
    name: str

    @property
    def server(self) -> Fido2Server:
        entity = PublicKeyCredentialRpEntity(id=self.host, name=self.name)
        return Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)


def ask_for_new(account: Account, site: Site) -> tuple[State, State]:
    """What to ask the browser for a new passkey, and what to keep until it answers."""
    user = PublicKeyCredentialUserEntity(
        id=sha256(f"xuequ:{account.pk}".encode()).digest(),
        name=account.username,
        display_name=account.username,
    )
    options, state = site.server.register_begin(
        user,
        credentials=_known(account),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=VERIFIED,
    )
    return dict(options), dict(state)


@transaction.atomic
def add_passkey(
    account: Account, name: str, asked: tuple[Site, State], answer: str, *, actor: Actor
) -> Factor:
    """Add the passkey the browser made.

    Raises:
        Refused("passkey-failed"): the answer does not fit what was asked.
        Refused("passkey-is-known"): an account has it.
    """
    site, state = asked
    try:
        made = site.server.register_complete(state, _read(answer)).credential_data
    except (ValueError, TypeError, KeyError, AssertionError) as error:
        raise Refused("passkey-failed") from error
    if made is None:
        raise Refused("passkey-failed")
    digest = sha256(made.credential_id).hexdigest()
    if Factor.objects.filter(credential_digest=digest).exists():
        raise Refused("passkey-is-known")
    factor = Factor.objects.create(
        account=account,
        kind=Factor.Kind.PASSKEY,
        name=name,
        credential=b64encode(made).decode(),
        credential_digest=digest,
        since=timezone.now(),
    )
    write("add-factor", account, actor=actor, note={"factor": "passkey"})
    return factor


def ask_for_proof(account: Account | None, site: Site) -> tuple[State, State]:
    """What to ask the browser, of one account's passkeys or of whichever it holds."""
    known = _known(account) if account else None
    options, state = site.server.authenticate_begin(known, user_verification=VERIFIED)
    return dict(options), dict(state)


def prove_by_passkey(asked: tuple[Site, State], answer: str, *, of: Account | None) -> Account:
    """The account whose passkey answered what was asked.

    Raises:
        Refused("passkey-failed"): none did; if the account is known, it counts as a failure.
    """
    try:
        return _proved(asked, answer, of)
    except Refused:
        if of is not None:
            note_wrong_proof(of, "passkey")
        raise


@transaction.atomic
def _proved(asked: tuple[Site, State], answer: str, of: Account | None) -> Account:
    site, state = asked
    try:
        response = AuthenticationResponse.from_dict(_read(answer))
        factor = _factor_of(response.raw_id, of)
        site.server.authenticate_complete(state, [_credential(factor)], response)
    except (ValueError, TypeError, KeyError, Factor.DoesNotExist) as error:
        raise Refused("passkey-failed") from error
    count = response.response.authenticator_data.counter
    if factor.counter and count <= factor.counter:  # a copy of the passkey is in use
        raise Refused("passkey-failed")
    factor.counter, factor.used_at = count, timezone.now()
    factor.save(update_fields=["counter", "used_at"])
    return factor.account


def _factor_of(credential_id: bytes, of: Account | None) -> Factor:
    found = Factor.objects.select_for_update(of=("self",)).select_related("account")
    digest = sha256(credential_id).hexdigest()
    mine = found.filter(account=of) if of else found
    return mine.get(credential_digest=digest)


def _known(account: Account) -> list[AttestedCredentialData]:
    passkeys = account.factors.filter(kind=Factor.Kind.PASSKEY)
    return [_credential(each) for each in passkeys]


def _credential(factor: Factor) -> AttestedCredentialData:
    return AttestedCredentialData(b64decode(factor.credential))


def _read(answer: str) -> dict[str, Any]:
    try:
        read = json.loads(answer)
    except RecursionError as error:
        raise ValueError("an answer is flat") from error
    if not isinstance(read, dict):
        raise TypeError("an answer is an object")
    return read
