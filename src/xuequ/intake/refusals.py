"""Why an import is not done, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "bundle-is-of-authority": _(
        "A bundle is of a whole authority; only its own posts may have it."
    ),
    "bundle-not-in-full": _(
        "You may not see numbers of identity and pupils, so the bundle is given without them only."
    ),
    "bundle-purpose-unknown": _("Choose what the numbers of identity are needed for."),
    "bundle-reason": _(
        "Say why in at least five characters, and without anybody's number: it stands in the "
        "record."
    ),
    "import-at-work": _(
        "The computer is still at work on this import. Wait until it is done, or cancel the "
        "computation first."
    ),
    "import-built-on": _(
        "It can no longer be undone, because this was built on it: %(what)s. Take that back first."
    ),
    "import-changes-nothing": _("Everything in the file is registered already; nothing changes."),
    "import-column-missing": _("Say where these columns stand: %(columns)s."),
    "import-column-twice": _("One column of the file was chosen twice. Choose each once."),
    "import-column-unclear": _("Say what the column «%(column)s» is, or choose to leave it out."),
    "import-data-changed": _(
        "Nothing was brought in: the data has changed since you looked at it. Below is what the "
        "file would change now; look at it and confirm again."
    ),
    "import-file-gone": _(
        "The file was thrown away, for it is kept for 30 days only. Upload it again."
    ),
    "import-is-over": _("This import is already: %(state)s. Nothing was done."),
    "import-needs-second": _(
        "It changes %(share)s of what is there. Ask a second person to confirm it."
    ),
    "import-not-yours": _("This import was begun by %(by)s, who alone can go on with it."),
    "import-second-is-first": _(
        "Whoever brought the file cannot confirm it as the second person; somebody else must."
    ),
    "import-sheet-gone": _("This version no longer knows the sheet «%(sheet)s»."),
}
