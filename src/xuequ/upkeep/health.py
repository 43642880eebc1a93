"""How the installation is: database, migrations, private files, keys, disk, backups."""

from __future__ import annotations

import shutil
import sqlite3
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from xuequ.kernel.checkups import Check, Finding, well
from xuequ.kernel.text import Text
from xuequ.record.queries import head
from xuequ.vault import store
from xuequ.vault.queries import encrypted
from xuequ.vault.sealing import CannotOpen

from .models import Backup

MEGABYTE = 1024 * 1024
DATABASE = Text("数据库", "Database")
MIGRATIONS = Text("数据库版本", "Migrations")
FILES = Text("附件文件夹", "Folder of private files")
KEYS = Text("密钥", "Keys")
DISK = Text("磁盘空间", "Disk")
BACKUPS = Text("备份", "Backups")
RECORD = Text("操作记录", "Record")


def database() -> Finding:
    """Does it answer?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        size = _size_of_database()
    except DatabaseError:
        said = Text(
            "数据库没有应答。请检查数据库服务、地址和密码。",
            "the database does not answer. Check its server, address and password.",
        )
        return Finding("database", DATABASE, False, said)
    facts = (
        (Text("类型", "Kind"), _kind_of_database()),
        (Text("大小（MB）", "Size (MB)"), size // MEGABYTE),
    )
    return well("database", DATABASE, facts=facts, gauges={"xuequ_database_bytes": size})


def migrations() -> Finding:
    """Is the database one of this version of the program?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    except DatabaseError:
        applied = set()
    missing, foreign = _nodes() - applied, applied - _nodes()
    facts = ((Text("已应用", "Applied"), len(applied)),)
    if missing:
        said = Text(
            f"数据库尚需升级{len(missing)}步。请重启服务（xuequ serve 会升级）。",
            f"the database is {len(missing)} steps behind. Restart the site (xuequ serve "
            "migrates).",
        )
        return Finding("migrations", MIGRATIONS, False, said, facts=facts)
    if foreign:
        said = Text(
            "数据库属于更新的版本。请安装与其他机器相同的版本。",
            "the database belongs to a newer version. Install the version of the other machines.",
        )
        return Finding("migrations", MIGRATIONS, False, said, facts=facts)
    return well("migrations", MIGRATIONS, facts=facts)


def files() -> Finding:
    """Can a private file be kept?"""
    try:
        with store.draft() as (_, file):
            file.write(b"?")
            file.flush()
    except OSError:
        said = Text(
            "附件无法写入。请检查文件夹 files 的权限、挂载和剩余空间。",
            "no private file can be written. Check rights, mount and room of the folder «files».",
        )
        return Finding("files", FILES, False, said)
    return well("files", FILES)


def keys() -> Finding:
    """Are the keys there that open what the database holds?"""
    folder = Path(settings.VAULT_FOLDER)
    said = Text(
        "密钥不在，或者不是这个数据库的。请放回 keys 文件夹，各台机器须完全相同。",
        "the keys are not there, or are those of another database. Put back the folder «keys»; "
        "every machine needs the same one.",
    )
    bad = Finding("keys", KEYS, False, said)
    try:
        if not (folder / "record").read_text():
            return bad
        held = sorted(folder.glob("vault-*.key"))
        is_open = _opens_something(bool(held))
    except (OSError, DatabaseError):
        return bad
    facts = ((Text("加密密钥", "Keys of encrypted columns"), len(held)),)
    return well("keys", KEYS, facts=facts) if is_open else bad


def disk() -> Finding:
    """Is there room for more?"""
    least = settings.LEAST_FREE_MEGABYTES
    free = min(shutil.disk_usage(place).free for place in _places())
    gauges = {"xuequ_free_bytes": float(free)}
    facts = (
        (Text("剩余（MB）", "Free (MB)"), free // MEGABYTE),
        (Text("下限（MB）", "At least (MB)"), least),
    )
    if free < least * MEGABYTE:
        said = Text(
            "磁盘快满了。请清理，或换更大的磁盘。",
            "the disk is almost full. Make room, or use a larger one.",
        )
        return Finding("disk", DISK, False, said, facts=facts, gauges=gauges)
    return well("disk", DISK, facts=facts, gauges=gauges)


def backups() -> Finding:
    """Is there one of these days?  Nobody is sent away for want of it."""
    try:
        last = Backup.objects.first()
    except DatabaseError:
        last = None
    if last is None:
        said = Text("还没有备份。请设置每天备份。", "no backup was made yet. Set up a daily one.")
        return Finding("backups", BACKUPS, False, said, is_needed=False)
    hours = int((timezone.now() - last.made_at).total_seconds() // 3600)
    facts = (
        (Text("最近一次", "Last"), timezone.localtime(last.made_at).strftime("%Y-%m-%d %H:%M")),
        (Text("文件", "File"), last.name),
        (Text("大小（MB）", "Size (MB)"), f"{last.size / MEGABYTE:.1f}"),
        (Text("清单的摘要", "Digest of the manifest"), last.digest),
    )
    gauges = {"xuequ_last_backup_timestamp_seconds": last.made_at.timestamp()}
    if hours > settings.BACKUP_HOURS:
        said = Text(
            f"最近一次备份已过去{hours}小时。请检查定时备份。",
            f"the last backup is {hours} hours old. Check the timer.",
        )
        return Finding("backups", BACKUPS, False, said, False, facts, gauges)
    return well("backups", BACKUPS, is_needed=False, facts=facts, gauges=gauges)


def record() -> Finding:
    """How long it is, and its head, to be compared with one noted elsewhere."""
    try:
        last = head()
    except DatabaseError:
        last = None
    if last is None:
        said = Text(
            "操作记录没有末端记号。请运行 xuequ record verify。",
            "the record has no head. Run xuequ record verify.",
        )
        return Finding("record", RECORD, False, said, is_needed=False)
    facts = (
        (Text("行数", "Lines"), last.number),
        (Text("末端印记", "Seal of the head"), last.seal),
    )
    gauges = {"xuequ_record_lines": float(last.number)}
    return well("record", RECORD, is_needed=False, facts=facts, gauges=gauges)


CHECKS: tuple[Check, ...] = (database, migrations, files, keys, disk, backups, record)


@cache
def _nodes() -> frozenset[tuple[str, str]]:
    """The migrations of this program."""
    return frozenset(MigrationLoader(None).graph.nodes)


def _places() -> set[Path]:
    wanted = (Path(settings.HOME), store.folder())
    return {place for place in wanted if place.exists()} or {Path("/")}


def _kind_of_database() -> str:
    if connection.vendor == "postgresql":
        number = connection.cursor().connection.info.server_version
        return f"PostgreSQL {number // 10000}.{number % 10000}"
    return "SQLite " + sqlite3.sqlite_version


def _size_of_database() -> int:
    asked = (
        "SELECT pg_database_size(current_database())"
        if connection.vendor == "postgresql"
        else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return int(cursor.fetchone()[0])


def _opens_something(has_keys: bool) -> bool:
    """Does a kept value of every encrypted column open?  No key is made for asking."""
    for model, names in encrypted().items():
        for name in names:
            held = model._base_manager.filter(**{f"{name}__isnull": False}).only(name).first()
            if held is None:
                continue
            if not has_keys:
                return False
            try:
                getattr(held, name).open()
            except CannotOpen:
                return False
    return True
