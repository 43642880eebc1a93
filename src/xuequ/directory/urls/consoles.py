"""Routes of the administrators' consoles for accounts and permissions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import page

from ..views.consoles import accounts, lists, powers

ACCOUNTS, POWERS, SEE = "account.manage", "permission.manage", "permission.view"
BOTH, POST = ("GET", "POST"), ("POST",)
urlpatterns = [
    page("accounts/", accounts.account_list, title=_("Accounts"), needs=ACCOUNTS, menu="system"),
    page(
        "accounts/new/",
        accounts.account_open,
        title=_("Open an account"),
        needs=ACCOUNTS,
        methods=BOTH,
    ),
    page(
        "accounts/new/all/",
        accounts.account_open_all,
        title=_("Open accounts for several"),
        needs=ACCOUNTS,
        methods=BOTH,
    ),
    page(
        "accounts/<int:pk>/reset/",
        accounts.account_reset,
        title=_("Reset the password"),
        needs=ACCOUNTS,
        methods=POST,
    ),
    page(
        "accounts/<int:pk>/close/",
        accounts.account_close,
        title=_("Close the account"),
        needs=ACCOUNTS,
        methods=POST,
    ),
    page(
        "accounts/<int:pk>/reopen/",
        accounts.account_reopen,
        title=_("Reopen the account"),
        needs=ACCOUNTS,
        methods=POST,
    ),
    page(
        "installation/",
        accounts.installation,
        title=_("Installation"),
        needs="installation.manage",
        menu="system",
    ),
    page("powers/", powers.power_list, title=_("Powers in force"), needs=POWERS, menu="system"),
    page(
        "powers/give/",
        powers.power_give,
        title=_("Appoint an administrator"),
        needs=POWERS,
        methods=BOTH,
    ),
    page(
        "powers/held/<int:pk>/stop/",
        powers.holding_stop,
        title=_("Stop a power"),
        needs=POWERS,
        methods=BOTH,
    ),
    page(
        "powers/deputies/<int:pk>/stop/",
        powers.delegation_stop,
        title=_("Stop a deputy"),
        needs=POWERS,
        methods=BOTH,
    ),
    page(
        "powers/programs/<int:pk>/stop/",
        powers.token_stop,
        title=_("Stop a token"),
        needs=POWERS,
        methods=POST,
    ),
    page(
        "powers/accounts/<int:pk>/unlock/",
        powers.account_unlock,
        title=_("Unlock the account"),
        needs=POWERS,
        methods=POST,
    ),
    page(
        "powers/accounts/<int:pk>/factor/",
        powers.account_factor,
        title=_("Reset the second factor"),
        needs=POWERS,
        methods=POST,
    ),
    page(
        "permissions/",
        lists.permission_page,
        title=_("Who may do what"),
        needs=SEE,
        menu="system",
    ),
    page(
        "permissions/<slug:kind>/",
        lists.permission_file,
        title=_("Permission list as a file"),
        needs=SEE,
    ),
    page("roles/", lists.role_page, title=_("Roles and permissions"), needs=SEE),
    page(
        "roles/<slug:kind>/", lists.role_file, title=_("Roles and permissions as a file"), needs=SEE
    ),
]
