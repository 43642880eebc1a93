"""`xuequ restore`"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .passphrases import add_passphrase, passphrase
from .printing import add_format, show

if TYPE_CHECKING:
    from xuequ.upkeep.services.loading import Proof

HELP = "take the installation back from a backup and prove it; the site must be stopped"
STEPS = {
    "verify": Text("核验备份", "checking the backup"),
    "unpack": Text("解包", "unpacking"),
    "load": Text("装载、升级并验证", "loading, migrating and proving"),
    "switch": Text("切换", "switching over"),
}
ASIDE = Text(
    "原有数据已移至{aside}，未删除。确认无误后可自行删除。",
    "what was here before lies in {aside} and was not deleted. Delete it when you are content.",
)
ALSO_SCHEMA = Text(
    "原数据库在模式{schema}中。", "its database is the schema {schema} of the same server."
)
AGAIN = Text(
    "所有人须重新登录。备份之后撤销的令牌和停用的账号已恢复原状，请逐一检查。",
    "Everybody has to log in again. Tokens revoked and accounts closed after the backup are as "
    "they were before: check them.",
)
WHOLE = Text(
    "备份完整，可在此恢复：版本{version}，{made_at}，{rows}行，附件{files}个。清单的摘要：{digest}",
    "the backup is whole and can be restored here: version {version}, {made_at}, {rows} rows, "
    "{files} private files. Digest of the manifest: {digest}",
)
CHECKS = {
    "rows": Text("各表行数与备份时相同", "as many rows in every table as when backed up"),
    "record": Text("操作记录链完整", "the chain of the record holds"),
    "vault": Text("加密字段均可解密", "every encrypted value opens"),
    "files": Text("附件与登记一致", "private files are as they were stored"),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="what «xuequ backup» wrote")
    parser.add_argument(
        "--keys", action="store_true", help="take the keys from the backup, with its passphrase"
    )
    parser.add_argument(
        "--set-aside",
        action="store_true",
        help="restore although somebody worked here; what is here is kept aside",
    )
    parser.add_argument("--digest", help="of the manifest, as printed when it was written")
    parser.add_argument(
        "--check", action="store_true", help="only say whether it could be restored here"
    )
    add_passphrase(parser)
    add_format(parser)


def run(chosen: Namespace) -> int:
    from xuequ.upkeep.services.restores import Wish, check, restore

    secret = passphrase(chosen, twice=False) if chosen.keys else None
    wish = Wish(secret, chosen.set_aside, chosen.digest)

    def tell(step: str) -> None:
        print(f"  {STEPS[step].say(chosen.language)} …", file=sys.stderr, flush=True)

    if chosen.check:
        archive = check(chosen.file, wish)
        held = archive.manifest
        facts = {"version": held.version, "made_at": held.made_at, "digest": archive.digest}
        rows = sum(held.rows.values())
        print(WHOLE.say(chosen.language).format(rows=rows, files=held.files, **facts))
        return 0
    restored = restore(chosen.file, wish, tell)
    _show(restored.proof, chosen)
    if restored.aside:
        _say_aside(restored.aside, chosen)
    print(AGAIN.say(chosen.language), file=sys.stderr)
    return 0


def _say_aside(aside: Path, chosen: Namespace) -> None:
    import os

    print(ASIDE.say(chosen.language).format(aside=aside), file=sys.stderr)
    if os.environ.get("DATABASE_URL"):
        schema = f"xuequ_{aside.name.replace('-', '_')}"
        print(ALSO_SCHEMA.say(chosen.language).format(schema=schema), file=sys.stderr)


def _show(proof: Proof, chosen: Namespace) -> None:
    counts = {"rows": proof.rows, "record": proof.lines, "vault": proof.values,
              "files": proof.files}  # fmt: skip
    rows = [(code, counts[code], "ok", text.say(chosen.language)) for code, text in CHECKS.items()]
    columns = (
        Column("check", "验证", "Check"),
        Column("count", "数量", "Count", number=True),
        Column("state", "结果", "State"),
        Column("text", "说明", "Said"),
    )
    show(Table(Text("恢复后的验证", "Proof of what was restored"), columns, rows), chosen)
