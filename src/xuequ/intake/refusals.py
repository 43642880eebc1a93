"""Why an import is not done, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "bundle-is-of-authority": _(
        "A bundle is of a whole authority; only its own posts may have it."
    ),
    "bundle-not-in-full": _(
        "You may not see ID numbers and pupils, so the bundle is given without them only."
    ),
    "bundle-purpose-unknown": _("Choose what the ID numbers are needed for."),
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
    "rollover-already-done": _(
        "The school year %(year)s is rolled over already, here and for every school meant. "
        "Revert that roll-over first if it was wrong."
    ),
    "rollover-built-on": _(
        "It can no longer be reverted, because this was built on it: %(what)s. Take that back "
        "first."
    ),
    "rollover-data-changed": _(
        "Nothing was carried out: the data has changed since you looked at it. Below stands what "
        "would happen now; look at it and ask for confirmation again."
    ),
    "rollover-grades": _(
        "The grades of one stage must not overlap those of another, and each must end no earlier "
        "than it begins."
    ),
    "rollover-is-over": _("This roll-over is already: %(state)s. Nothing was done."),
    "rollover-lacks-grade": _("%(school)s does not teach grade %(grade)s. Choose another school."),
    "rollover-needs-reason": _("Say why the pupil is not moved."),
    "rollover-needs-second": _("First ask a second person to confirm it."),
    "rollover-no-schools": _("There is no school to roll over."),
    "rollover-not-in-it": _("That is not part of this roll-over."),
    "rollover-not-yours": _("This roll-over was proposed by %(by)s, who alone can change it."),
    "rollover-nothing-to-waive": _("The pupil is moved; there is nothing to give a reason for."),
    "rollover-on-its-way": _(
        "There is a proposal for some of these schools already, number %(number)s by %(by)s. Go on "
        "with it, or give it up first."
    ),
    "rollover-second-is-first": _(
        "Whoever proposed it cannot confirm it as the second person; somebody else must."
    ),
    "rollover-unmoved": _(
        "%(count)s pupils are neither moved nor waived. Decide about each, or say why it is not "
        "moved."
    ),
    "rollover-without-seat": _(
        "Pupils who would go to a school that gave them no seat: %(count)s. The first: %(row)s. "
        "%(why)s Or refuse the roll-over; then whoever proposed it decides on the page of that "
        "class that the pupil goes elsewhere or is not moved."
    ),
    "rollover-year": _(
        "The school year %(year)s has not begun, or has no classes. Bring in the sheet of classes "
        "first, or choose another one."
    ),
    "import-sheet-gone": _("This version no longer knows the sheet «%(sheet)s»."),
}
