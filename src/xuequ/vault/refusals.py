"""Why the vault says no, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "authority-has-no-room": _(
        "The files of your authority fill the %(limit)s GB it has. Ask the system administrator "
        "for more room, or withdraw files that are no longer needed."
    ),
    "file-cannot-be-kept": _(
        "The file %(name)s could not be kept: the disk of this installation is full or closed. "
        "Nothing was stored. Tell the system administrator, and try again later."
    ),
    "file-cannot-be-scanned": _(
        "%(name)s cannot be scanned for viruses now, so it was not taken. Try again in some "
        "minutes; if it stays so, tell the system administrator."
    ),
    "file-damaged": _(
        "%(name)s is damaged or not complete. Open it on your own device, save or export it "
        "anew, and send that."
    ),
    "file-has-macros": _(
        "%(name)s contains macros. Save it as a document without macros (.docx, .xlsx or .pptx) "
        "and send that."
    ),
    "file-is-a-program": _(
        "%(name)s is called %(said)s, but it is a program. Do not open it: delete it, check your "
        "device for viruses, and tell whoever sent it to you."
    ),
    "file-is-active": _(
        "%(name)s contains something that may act by itself or hide another file: %(what)s. "
        "Print it to a new PDF, or save it without that, and send that."
    ),
    "file-is-empty": _("%(name)s is empty. Choose the file again."),
    "file-is-infected": _(
        "The virus scanner found something in %(name)s, so it was not taken. Clean your device "
        "before you send anything from it."
    ),
    "file-is-locked": _(
        "%(name)s is locked with a password, so nobody could confirm it. Take the password away "
        "and send it again."
    ),
    "file-is-no-text": _(
        "%(name)s holds signs that belong to no text, or an unknown encoding. Save it as plain "
        "text in UTF-8."
    ),
    "file-name-misleads": _(
        "%(name)s has two endings, of which one is that of a program. Give it the one ending it "
        "needs."
    ),
    "file-needs-a-name": _("The file has no name that can be read. Rename it and send it again."),
    "file-not-what-it-says": _(
        "By its name %(name)s is %(said)s; by its content it is %(found)s. Open it, save it in "
        "the form its name says, and send that."
    ),
    "file-too-large": _(
        "%(name)s is larger than %(limit)s MB, the most for %(group)s. Make it smaller or divide "
        "it, and send it again."
    ),
    "file-unpacks-too-large": _(
        "%(name)s would unpack to far more than it is, beyond %(limit)s MB. Take large pictures "
        "and empty rows out of it, and save it anew."
    ),
    "files-too-large-together": _(
        "The files have %(size)s MB together; at most %(limit)s MB are taken. Leave some out, or "
        "make them smaller."
    ),
    "kind-not-taken": _(
        "%(name)s is of a kind that is not taken. Save it as one of these: %(endings)s."
    ),
    "request-of-a-stranger": _(
        "You are not logged in, or no longer, so your files were not received. Go back with your "
        "browser, copy your text, log in, and send it again."
    ),
    "request-too-large": _(
        "What you sent is larger than %(limit)s MB altogether and was not read. Send fewer or "
        "smaller files."
    ),
    "stored-file-changed": _(
        "%(name)s is no longer what was stored. Tell the system administrator: the command "
        "«xuequ vault files» names every such file."
    ),
    "stored-file-missing": _(
        "%(name)s is not where it was stored. Tell the system administrator: the command "
        "«xuequ vault files» names every such file."
    ),
    "too-many-files": _(
        "There are %(count)s files; at most %(limit)s are taken. Leave some out, or put several "
        "into one document."
    ),
    "too-many-pixels": _(
        "%(name)s has %(width)s by %(height)s pixels; at most %(limit)s million are taken. Make "
        "the picture smaller."
    ),
}
