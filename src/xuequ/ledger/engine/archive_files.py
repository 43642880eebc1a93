"""The files of an archive of the ledger: entries, duties, counters, and a page to read them by."""

from __future__ import annotations

from dataclasses import asdict
from html import escape

from xuequ.kernel.seal import canonical

from .archiving import (
    COUNTERS,
    DUTIES,
    ENTRIES,
    INDEX,
    TABLE,
    Kept,
    KeptCount,
    KeptDuty,
    KeptEntry,
    plain,
    row_of,
    table,
)


def texts(kept: Kept) -> dict[str, bytes]:
    """The archive's own files by their paths; the same facts give the same bytes."""
    return {
        ENTRIES: canonical([asdict(each) for each in kept.entries]) + b"\n",
        TABLE: table([row_of(each) for each in kept.entries]),
        DUTIES: table([plain(each) for each in kept.duties], KeptDuty),
        COUNTERS: table([plain(each) for each in kept.counts], KeptCount),
        INDEX: index(kept).encode(),
    }


HEAD = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title><style>
body{{font-family:sans-serif;margin:1em auto;max-width:60em;padding:0 1em;line-height:1.5}}
table{{border-collapse:collapse;width:100%}}td,th{{border:1px solid #999;padding:.3em;
text-align:left;vertical-align:top}}td{{overflow-wrap:anywhere}}
</style></head><body>
<h1>{title}</h1>
<p>{authority} · {since} — {last} · 截至 as of {on}</p>
<p>本归档含 {n} 条台账条目：各版本原文见 {entries}，一览见 {table}，事项与条款见 {duties}，
计数见 {counters}。每个文件的摘要见 manifest.json 和 sha256sums；可用 “xuequ ledger verify 文件”
或 “sha256sum -c sha256sums” 核验。</p>
<p>This archive holds {n} entries of the ledger: every version is in {entries}, one line each in
{table}, duties with clauses in {duties}, counters in {counters}. The digest of every file stands
in manifest.json and sha256sums; check with «xuequ ledger verify FILE» or «sha256sum -c
sha256sums».</p>
<table><thead><tr><th>日期<br>Day</th><th>条目<br>Entry</th><th>事项与条款<br>Duties, clauses</th>
<th>状态<br>State</th><th>附件<br>Files</th><th>操作记录<br>Record</th></tr></thead><tbody>
"""


def index(kept: Kept) -> str:
    """A page that is read without a network and without a program of its own."""
    about = {key: escape(str(value)) for key, value in kept.about.items()}
    links = {
        name: f'<a href="{path}">{path}</a>'
        for name, path in (
            ("entries", ENTRIES), ("table", TABLE), ("duties", DUTIES), ("counters", COUNTERS),
        )
    }  # fmt: skip
    title = f"工作台账归档 Archive of the ledger · {about['place']}"
    head = HEAD.format(
        title=title,
        n=len(kept.entries),
        **links,
        **{key: about[key] for key in ("authority", "since", "last", "on")},
    )
    return head + "\n".join(map(_line, kept.entries)) + "\n</tbody></table></body></html>\n"


def _line(each: KeptEntry) -> str:
    claims = "<br>".join(f"{escape(one.zh)} {escape(one.clause)}" for one in each.claims)
    files = "<br>".join(
        f'<a href="{escape(_quoted(one.path))}">{escape(one.name)}</a>' for one in each.files
    )
    acts = "<br>".join(f"{one.number} {escape(one.act)}" for one in each.record)
    who = " ".join(filter(None, (each.person, *each.co_authors)))
    decided = f"<br>{escape(each.decided_by)} {escape(each.decided_at[:10])}"
    reason = f"<br>{escape(each.reason)}" if each.reason else ""
    return (
        f"<tr><td>{escape(each.happened_on)}</td>"
        f"<td>{escape(each.title)}<br>{escape(who)} {escape(each.school)}</td><td>{claims}</td>"
        f"<td>{escape(each.state_zh)} {escape(each.state)}{decided}{reason}</td>"
        f"<td>{files}</td><td>{acts}</td></tr>"
    )


def _quoted(path: str) -> str:
    """A path as a link: signs that an address reads otherwise are written as numbers."""
    return path.replace("%", "%25").replace("#", "%23").replace("?", "%3F")
