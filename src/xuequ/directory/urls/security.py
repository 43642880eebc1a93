"""Routes of logging in and of one's own security."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xuequ.web.pages import PUBLIC, page

from ..views import security, sign_in

OWN, BOTH, POST = "self.view", ("GET", "POST"), ("POST",)
urlpatterns = [
    page("log-in/", sign_in.log_in, title=_("Log in"), needs=PUBLIC, methods=BOTH),
    page("log-out/", sign_in.log_out, title=_("Log out"), needs=PUBLIC, methods=POST),
    page(
        "log-in/second/",
        sign_in.second_step,
        title=_("Second step"),
        needs=PUBLIC,
        methods=BOTH,
    ),
    page(
        "log-in/passkey/options/",
        sign_in.passkey_options,
        title=_("Question to a passkey"),
        needs=PUBLIC,
    ),
    page(
        "log-in/passkey/",
        sign_in.passkey_log_in,
        title=_("Log in"),
        needs=PUBLIC,
        methods=POST,
    ),
    page("log-in/with/", sign_in.sign_on_start, title=_("Single sign-on"), needs=PUBLIC),
    page("log-in/back/", sign_in.sign_on_back, title=_("Single sign-on"), needs=PUBLIC),
    page(
        "security/",
        security.my_security,
        title=_("Log-in and security"),
        needs=OWN,
    ),
    page(
        "security/password/",
        security.change_my_password,
        title=_("Change the password"),
        needs=OWN,
        methods=BOTH,
    ),
    page(
        "security/confirm/",
        security.confirm,
        title=_("Your password once more"),
        needs=OWN,
        methods=BOTH,
    ),
    page(
        "security/second-factor/",
        security.set_up,
        title=_("Set up a second factor"),
        needs=OWN,
    ),
    page(
        "security/second-factor/code-app/",
        security.add_code_app,
        title=_("Set up a code app"),
        needs=OWN,
        methods=BOTH,
    ),
    page(
        "security/second-factor/passkey/",
        security.add_passkey,
        title=_("Add a passkey"),
        needs=OWN,
        methods=BOTH,
    ),
    page(
        "security/second-factor/remove/",
        security.take_factor_away,
        title=_("Take a second factor away"),
        needs=OWN,
        methods=POST,
    ),
    page(
        "security/recovery-codes/",
        security.recovery_codes,
        title=_("Recovery codes"),
        needs=OWN,
        methods=BOTH,
    ),
    page(
        "security/sessions/end/",
        security.end_my_other_sessions,
        title=_("End other sessions"),
        needs=OWN,
        methods=POST,
    ),
    page("security/link/", security.link_sign_on, title=_("Link my account"), needs=OWN),
    page(
        "security/unlink/",
        security.unlink,
        title=_("End a link"),
        needs=OWN,
        methods=POST,
    ),
    page(
        "system/sign-in/",
        security.sign_in_rules,
        title=_("Rules of signing in"),
        needs="installation.manage",
        menu="system",
        methods=BOTH,
    ),
]
