"""`xuequ backup`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from xuequ.kernel.actors import program
from xuequ.kernel.text import Text

from .passphrases import add_passphrase, passphrase

HELP = "write database and private files into one archive while the site is running"
WRITTEN = Text(
    "已写入{path}：{rows}行，附件{files}个，{megabytes}MB。请另行记下清单的摘要：\n{digest}",
    "written to {path}: {rows} rows, {files} private files, {megabytes} MB. Note the digest of the "
    "manifest elsewhere:\n{digest}",
)
WITHOUT_KEYS = Text(
    "不含密钥。没有{home}/keys，任何备份都无法恢复：请把它与备份分开、另行保存。",
    "It holds no keys. Without {home}/keys no backup can be restored: keep a copy of that folder, "
    "apart from the backups.",
)
WITHOUT_FILES = Text(
    "不含附件。请在此之后用其他办法复制{home}/files。",
    "It holds no private files. Copy {home}/files by other means, after this.",
)
FAULTS = Text(
    "有{count}个附件缺失或已改变，备份中如实保留。请运行 xuequ vault files 查看。",
    "{count} private files are missing or changed; the backup has them as they are. See «xuequ "
    "vault files».",
)
DROPPED = Text("已删除较早的备份：{names}", "older backups deleted: {names}")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("place", type=Path, help="a folder, or the file to write")
    parser.add_argument(
        "--keys", action="store_true", help="take the keys along, closed under a passphrase"
    )
    parser.add_argument(
        "--without-files", action="store_true", help="private files are copied by other means"
    )
    parser.add_argument(
        "--keep", type=int, metavar="N", help="afterwards keep only the newest N in the folder"
    )
    add_passphrase(parser)


def run(chosen: Namespace) -> int:
    """Exits 1 if the backup is whole but some private file was not in order before."""
    from django.conf import settings

    from xuequ.upkeep.services.backups import drop_older, make_backup

    from .failure import Unanswerable

    if chosen.keep is not None and (chosen.keep < 1 or not chosen.place.is_dir()):
        raise Unanswerable(
            "--keep 须为不小于1的整数，且只能用于文件夹。",
            "--keep must be at least 1, and goes with a folder.",
        )
    secret = passphrase(chosen, twice=True) if chosen.keys else None
    made = make_backup(
        chosen.place,
        actor=program("backup"),
        passphrase=secret,
        with_files=not chosen.without_files,
    )
    row, home = made.row, settings.HOME

    def say(text: Text, **facts: object) -> None:
        print(text.say(chosen.language).format(**facts))

    size = f"{row.size / 1024 / 1024:.1f}"
    say(WRITTEN, path=made.path, rows=row.rows, files=row.files, megabytes=size, digest=row.digest)
    if not row.has_keys:
        say(WITHOUT_KEYS, home=home)
    if not row.has_files:
        say(WITHOUT_FILES, home=home)
    if chosen.keep and (dropped := drop_older(chosen.place, chosen.keep)):
        say(DROPPED, names="、".join(path.name for path in dropped))
    if row.faults:
        say(FAULTS, count=row.faults)
    return 1 if row.faults else 0
