"""Why a backup is not made, or not restored, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "backup-does-not-load": _(
        "The backup is whole, but its database could not be loaded here; nothing was changed. "
        "The program said: %(said)s"
    ),
    "backup-is-newer": _(
        "A newer version (%(version)s) of this program made the backup. Install that version, or "
        "a later one, and restore with it."
    ),
    "backup-is-there": _(
        "There is a file %(name)s already; no backup is written over another. Choose another name."
    ),
    "backup-without-keys": _(
        "%(name)s holds no keys. Put the folder of keys you kept apart into the installation's "
        "folder, and restore without --keys."
    ),
    "disk-has-no-room": _(
        "The disk has no room: about %(size)s MB are needed beside what is there. Make room, then "
        "restore again."
    ),
    "disk-is-full": _("The disk is full, or takes no file so large. Make room, then try again."),
    "installation-is-in-use": _(
        "Somebody has worked in this installation. To restore nevertheless, give --set-aside: the "
        "old one is then kept aside and not deleted."
    ),
    "keys-are-in-the-backup": _(
        "The keys here are not those the backup needs (%(names)s). It holds them under a "
        "passphrase: give --keys."
    ),
    "keys-do-not-fit": _(
        "The backup needs keys that are not here: %(names)s. Put the folder of keys you kept "
        "apart from the backups into the installation's folder, as «keys», and restore again."
    ),
    "may-not-make-a-schema": _(
        "The database lets this account make no schema; it must own the database. The server "
        "said: %(said)s"
    ),
    "no-backup": _(
        "%(name)s is no backup of an installation. Give a file that «xuequ backup» wrote."
    ),
    "other-kind-of-database": _(
        "The backup is of a database of the kind %(made)s, this installation uses another. Set "
        "or unset DATABASE_URL so that both are of one kind."
    ),
    "passphrase-too-short": _("The passphrase must have at least %(least)s characters."),
    "restored-is-not-right": _(
        "What was restored is not what was backed up, so nothing was changed: %(found)s."
    ),
    "site-is-running": _(
        "The site or another program is using the database. Stop every web and worker process, "
        "then restore again."
    ),
    "too-many-files-to-back-up": _(
        "There are more than %(limit)s private files. Give --without-files, and copy the folder "
        "«files» with the means of your disk, after the backup."
    ),
    "wrong-passphrase": _(
        "The passphrase does not open the keys of this backup. Nothing was changed."
    ),
}
