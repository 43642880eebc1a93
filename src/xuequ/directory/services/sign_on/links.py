"""Acts on the links between accounts and outside identities.

Only the person makes a link, logged in with the password.  No account is opened and none is
matched by name or address.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import Account, SignOnLink
from ...queries.identities import identities
from .protocol import Provider


@transaction.atomic
def link_sign_on(account: Account, provider: Provider, subject: str, *, actor: Actor) -> SignOnLink:
    """Link the account to an identity the provider has just vouched for.

    Raises:
        Refused("sign-on-is-taken"): the identity belongs to another account.
        Refused("sign-on-is-linked"): the account is linked to that provider.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    if account.sign_on_links.filter(provider=provider.code).exists():
        raise Refused("sign-on-is-linked", provider=provider.name)
    if SignOnLink.objects.filter(provider=provider.code, subject=subject).exists():
        raise Refused("sign-on-is-taken", provider=provider.name)
    link = SignOnLink.objects.create(
        account=account, provider=provider.code, subject=subject, since=timezone.now()
    )
    write("link-sign-on", account, actor=actor, note={"provider": provider.code})
    return link


@transaction.atomic
def unlink_sign_on(link: SignOnLink, *, actor: Actor) -> None:
    """End a link; the outside identity no longer opens the account."""
    link.delete()
    write("unlink-sign-on", link.account, actor=actor, note={"provider": link.provider})


def account_of(provider: Provider, subject: str) -> Account:
    """The open account, with an identity today, that is linked to an outside identity.

    Raises:
        Refused("sign-on-not-linked"): there is none.
    """
    found = SignOnLink.objects.filter(provider=provider.code, subject=subject)
    link = found.select_related("account").first()
    open_ = link is not None and link.account.is_active
    if link is None or not open_ or not identities(link.account, timezone.localdate()):
        raise Refused("sign-on-not-linked", provider=provider.name)
    return link.account
