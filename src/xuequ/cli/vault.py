"""`xuequ vault`"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from xuequ.kernel.actors import program
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .printing import add_format, show

HELP = "keys of encrypted columns: see and rotate them; private files: check and tidy them"
ROTATED = Text(
    "已启用新密钥 vault-{key}.key，重新加密{rows}行。",
    "vault-{key}.key is in use now; {rows} rows were sealed anew.",
)
RETIRED = Text(
    "已停用：{names}。此前的备份仍需要这些密钥，请与备份一并保存。",
    "put aside: {names}. Backups made before still need them; keep them with those.",
)
NOTHING = Text("没有可停用的密钥。", "no key can be put aside.")
TIDIED = Text(
    "已清理：无人引用的附件{rows}个，无记录的文件{contents}个，未完成的上传{drafts}个，"
    "共{megabytes}MB。",
    "taken away: {rows} files nothing points at, {contents} contents without a row, {drafts} "
    "unfinished uploads; {megabytes} MB.",
)
FAULTS = {
    "missing": Text("找不到文件，请从备份恢复", "missing; put it back from a backup"),
    "changed": Text("内容已改变，请从备份恢复", "not what was stored; put it back from a backup"),
    "open": Text("其他用户可读，请收紧权限（600）", "others may read it; close it (600)"),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=("status", "rotate", "files", "tidy"))
    parser.add_argument(
        "--hours", type=int, default=24, help="tidy only what is older than so many hours"
    )
    parser.add_argument(
        "--retire", action="store_true", help="then put aside the keys that nothing needs any more"
    )
    add_format(parser)


def run(chosen: Namespace) -> int:
    does = {"status": _status, "rotate": _rotate, "files": _files, "tidy": _tidy}
    return does[chosen.what](chosen)


def _status(chosen: Namespace) -> int:
    from xuequ.vault.keys import ring
    from xuequ.vault.queries import columns

    keys = ring()
    rows: list[tuple[object, ...]] = [
        (each.name, number, keys.keys[number].provider.name if number in keys.keys else "?", count)
        for each in columns()
        for number, count in each.by_key.items()
    ]
    used = {row[1] for row in rows}
    rows += [
        ("–", number, key.provider.name, 0)
        for number, key in keys.keys.items()
        if number not in used
    ]
    shown = (
        Column("column", "字段", "Column"),
        Column("key", "密钥", "Key", number=True),
        Column("cipher", "算法", "Cipher"),
        Column("values", "条数", "Values", number=True),
    )
    show(Table(Text("加密字段与密钥", "Encrypted columns and their keys"), shown, rows), chosen)
    return 1 if any(cipher == "?" for _, _, cipher, _ in rows) else 0


def _rotate(chosen: Namespace) -> int:
    from xuequ.directory.services.rotation import retire_keys, rotate_keys
    from xuequ.vault.sealing import CannotOpen

    from .failure import Unanswerable

    def tell(count: int) -> None:
        if sys.stderr.isatty():
            print(f"\r  {count}", end="", file=sys.stderr, flush=True)

    actor = program("vault")
    try:
        rotation = rotate_keys(actor=actor, tell=tell)
    except CannotOpen as error:
        raise Unanswerable(f"轮换中止，其余数据仍可读取：{error}", f"stopped: {error}") from error
    print(ROTATED.say(chosen.language).format(key=rotation.key, rows=rotation.rows))
    if chosen.retire:
        names = "、".join(path.name for path in retire_keys(actor=actor))
        said = RETIRED.say(chosen.language).format(names=names)
        print(said if names else NOTHING.say(chosen.language))
    return 0


def _files(chosen: Namespace) -> int:
    from xuequ.vault.queries import faults

    rows = [
        (each.name, each.rows, each.kind, FAULTS[each.kind].say(chosen.language), each.digest)
        for each in faults()
    ]
    columns = (
        Column("name", "文件名", "File"),
        Column("rows", "引用", "Rows", number=True),
        Column("state", "结果", "State"),
        Column("text", "说明", "Said"),
        Column("digest", "SHA-256", "SHA-256"),
    )
    title = Text("附件核验：有问题的文件", "Private files that are not as they were stored")
    show(Table(title, columns, rows), chosen)
    return 1 if rows else 0


def _tidy(chosen: Namespace) -> int:
    from datetime import timedelta

    from xuequ.vault.services import tidy

    from .failure import Unanswerable

    if not 1 <= chosen.hours <= 24 * 365:
        raise Unanswerable("--hours 须为 1 至 8760。", "--hours must be 1 to 8760.")
    found = tidy(older_than=timedelta(hours=chosen.hours))
    said = TIDIED.say(chosen.language)
    size = f"{found.size / 1024 / 1024:.1f}"
    print(said.format(rows=found.rows, contents=found.contents, drafts=found.drafts,
                      megabytes=size))  # fmt: skip
    return 0
