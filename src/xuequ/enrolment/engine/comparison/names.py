"""What the regimes of a comparison are called."""

from __future__ import annotations

from xuequ.kernel.text import Text

OWN = "own"
NAMES: dict[str, Text] = {
    OWN: Text("本地办法", "the policy's own"),
    "rounds": Text("志愿轮次", "preference rounds"),
    "deferred": Text("延迟接受", "deferred acceptance"),
    "deferred-each": Text("延迟接受·各校抽签", "deferred, each draws"),
    "serial": Text("按分依次选择", "serial by points"),
    "trading": Text("首位交易循环", "top trading cycles"),
    "lottery": Text("只凭抽签", "draw only"),
}
OTHERS = tuple(code for code in NAMES if code != OWN)
