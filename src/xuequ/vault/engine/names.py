"""Names of files as people gave them, made harmless; the Chinese in them stays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from xuequ.kernel.refusal import Refused

LONGEST = 150  # characters of a name, its ending included
ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})$")
FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
# Windows opens a thing of this name instead of a file.
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
PROGRAMS = frozenset(
    {"apk", "bat", "cmd", "cpl", "dll", "dmg", "elf", "exe", "hta", "jar", "js", "jse", "lnk",
     "msi", "msp", "php", "pif", "ps1", "reg", "scr", "sh", "url", "vbe", "vbs", "wsf", "wsh"}
)  # fmt: skip


def clean_name(name: str) -> str:
    """The name without folders, signs nobody sees and signs no file may bear.

    Raises:
        Refused: nothing is left of it, or it pretends to be another kind of file.
    """
    whole = re.split(r"[\\/]", unicodedata.normalize("NFC", name[-2_000:]))[-1]
    kept = clean_text(whole).strip().rstrip(" .")
    stem = kept.removesuffix(f".{ending(kept)}") if ending(kept) else kept
    if not stem.strip(" .") or not re.search(r"\w", stem):
        raise Refused("file-needs-a-name")
    kept = kept.lstrip(" .")
    inner, last = ending(stem.rstrip()), ending(kept)
    if inner and {inner, last} & PROGRAMS:
        raise Refused("file-name-misleads", name=shorten(kept, 60))
    if DEVICES.match(kept):
        kept = f"_{kept}"
    return shorten(kept, LONGEST)


def clean_text(text: str) -> str:
    """Without controls, marks that turn the direction of writing, and signs no file may bear."""
    seen = "".join(each for each in text if unicodedata.category(each)[0] != "C")
    return re.sub(r"\s+", " ", FORBIDDEN.sub("_", seen))


def ending(name: str) -> str:
    """The ending of a name in small letters, without its dot; "" if it has none."""
    found = ENDING.search(name)
    return found[1].lower() if found else ""


def shorten(name: str, most: int) -> str:
    """At most `most` characters, the ending kept."""
    tail = f".{ending(name)}" if ending(name) else ""
    stem = name[: len(name) - len(tail)]
    return stem[: most - len(tail)].rstrip(" .") + name[len(name) - len(tail) :]


class Paths:
    """The paths within one archive, each given out once.

    Two names that a system without capital letters takes for one are two here as well.
    """

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._taken = {each.casefold() for each in taken}

    def take(self, *parts: str) -> str:
        """A path of these folders and this name, harmless, and numbered if it was taken."""
        kept = [_part(each) for each in parts]
        path, number = "/".join(kept), 1
        while path.casefold() in self._taken:
            number += 1
            tail = f".{ending(kept[-1])}" if ending(kept[-1]) else ""
            stem = kept[-1][: len(kept[-1]) - len(tail)]
            numbered = f"{stem} ({number}){kept[-1][len(stem) :]}"
            path = "/".join([*kept[:-1], numbered])
        self._taken.add(path.casefold())
        return path


def is_safe_path(path: str) -> bool:
    """Does a path stay where an archive is unpacked, on every system?"""
    parts = path.split("/")
    return bool(path) and len(path) <= 1_000 and all(_is_safe(each) for each in parts)


def _part(text: str) -> str:
    kept = shorten(clean_text(unicodedata.normalize("NFC", text)).strip(" ."), 100) or "_"
    return f"_{kept}" if DEVICES.match(kept) else kept


def _is_safe(part: str) -> bool:
    return part.strip(" .") == part != "" and not FORBIDDEN.search(part) and part.isprintable()
