"""What the sections of a policy and the settings in them are called, as the packages say it."""

from __future__ import annotations

from xuequ.kernel.discovery import declared
from xuequ.kernel.text import Text

POLICY: dict[str, Text] = {
    key: name for _, module in declared("engine.policy") for key, name in module.NAMES.items()
}
SECTIONS = {key: name for key, name in POLICY.items() if "." not in key}
SETTINGS = {key: name for key, name in POLICY.items() if "." in key}
WORDS: dict[str, Text] = {
    key: name
    for _, module in declared("engine.policy")
    for key, name in getattr(module, "WORDS", {}).items()
}
# The words for the keys of small tables in a setting, beside those of `facts.FIELDS`.
ITEM_FIELDS: dict[str, Text] = {
    key: name
    for _, module in declared("engine.policy")
    for key, name in getattr(module, "FIELDS", {}).items()
}
