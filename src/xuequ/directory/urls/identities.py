"""Routes of identities, delegation, and of what somebody may see."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views import delegations, identities

OWN, BOTH = "self.view", ("GET", "POST")
urlpatterns = [
    page("identity/", identities.identity_list, title=_("My identities"), needs=OWN, methods=BOTH),
    page(
        "identity/mine/",
        identities.identity_mine,
        title=_("What I may see"),
        needs=OWN,
        menu="system",
    ),
    page(
        "people/<int:pk>/access/",
        identities.person_access,
        title=_("What a person may see"),
        needs="permission.view",
    ),
    page(
        "delegations/",
        delegations.delegation_list,
        title=_("Delegation"),
        needs=OWN,
        menu="system",
    ),
    page(
        "delegations/new/",
        delegations.delegation_add,
        title=_("Delegate my post"),
        needs="post.delegate",
        methods=BOTH,
    ),
    page(
        "delegations/<int:pk>/revoke/",
        delegations.delegation_revoke,
        title=_("Revoke a delegation"),
        needs=OWN,
        methods=("POST",),
    ),
]
