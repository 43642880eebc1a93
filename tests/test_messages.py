"""The Chinese texts: complete, true to their placeholders, up to date, and the ones shown."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import polib
import pytest
from django.utils import translation

import messages
import xuequ
from xuequ.board.names import SETTINGS
from xuequ.profiles import loader

HOME = Path(xuequ.__file__).parent
FILES = messages.sources(HOME)
ENTRIES = [(path, entry) for path in FILES for entry in polib.pofile(str(path))]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")
HAN = "[\u3400-\u9fff\u201c\u201d]"
HALF_WIDTH = re.compile(f"{HAN}[,:;()?!]|[,:;()?!]{HAN}")
# What xgettext looks for as makemessages calls it, with the place of context and text.
CALLS = {
    "_": (None, 0), "gettext": (None, 0), "gettext_lazy": (None, 0), "gettext_noop": (None, 0),
    "ngettext": (None, 0), "ngettext_lazy": (None, 0), "pgettext": (0, 1), "pgettext_lazy": (0, 1),
    "npgettext": (0, 1), "npgettext_lazy": (0, 1),
}  # fmt: skip
QUOTED = r"""(?:"([^"]*)"|'([^']*)')"""
TRANSLATE = re.compile(rf"{{% *translate +{QUOTED}(?: +context +{QUOTED})?(?: +as +\w+)? *%}}")
BLOCK = re.compile(r"{% *blocktranslate\b([^%]*)%}(.*?){% *(?:plural|endblocktranslate) *%}", re.S)
FILTER = re.compile(rf"_\({QUOTED}\)")

Key = tuple[str | None, str]


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def name(pair: tuple[Path, polib.POEntry]) -> str:
    return f"{pair[0].parts[-5]}: {pair[1].msgid[:40]}"


def test_there_are_texts_for_every_package_with_pages() -> None:
    assert {path.parts[-5] for path in FILES} == {app.name for app in messages.apps()}
    assert {path.parts[-3] for path in FILES} == {messages.LANGUAGE}


def test_every_text_is_translated_and_none_is_a_guess() -> None:
    for path, entry in ENTRIES:
        assert all(texts(entry)), name((path, entry))
        assert not entry.fuzzy and not entry.obsolete, name((path, entry))


def test_placeholders_are_the_same_on_both_sides() -> None:
    for path, entry in ENTRIES:
        wanted = sorted(set(PLACEHOLDER.findall(f"{entry.msgid} {entry.msgid_plural}")))
        for text in texts(entry):
            assert sorted(set(PLACEHOLDER.findall(text))) == wanted, name((path, entry))


def test_marks_between_chinese_characters_are_full_width() -> None:
    for path, entry in ENTRIES:
        if not entry.msgid.startswith("yes,no"):  # the filter wants these commas
            assert not any(HALF_WIDTH.search(text) for text in texts(entry)), name((path, entry))


def test_headers_and_places_change_only_with_the_texts() -> None:
    for path in FILES:
        held = polib.pofile(str(path))
        assert held.metadata == {"Language": messages.LANGUAGE, **messages.HEADER}, path
        assert not held.header and not held.metadata_is_fuzzy, path
        for entry in held:
            assert entry.occurrences, entry.msgid
            assert not any(line or place.startswith("/") for place, line in entry.occurrences)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_text_shown_is_the_one_in_the_file(language: str) -> None:
    """No other package, the framework's own included, says something else for the same text."""
    with translation.override(language):
        for path, entry in ENTRIES:
            wanted = entry.msgid if language == "en" else texts(entry)[0]
            if entry.msgid_plural:
                shown = translation.ngettext(entry.msgid, entry.msgid_plural, 1)
            elif entry.msgctxt:
                shown = translation.pgettext(entry.msgctxt, entry.msgid)
            else:
                shown = translation.gettext(entry.msgid)
            assert shown == wanted, name((path, entry))


def in_python(path: Path) -> Iterator[Key]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called not in CALLS:
            continue
        context, text = CALLS[called]
        held = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
        if len(held) > text and isinstance(held[text], str):
            yield (None if context is None else str(held[context])), str(held[text])


def in_template(path: Path) -> Iterator[Key]:
    source = path.read_text("utf-8")
    for text, other, context, context_too in TRANSLATE.findall(source):
        yield (context or context_too or None), text or other
    for options, text in BLOCK.findall(source):
        said = re.search(r'\bcontext +"([^"]*)"', options)
        yield said[1] if said else None, re.sub(r"{{ *(\w+) *}}", r"%(\1)s", text)
    for text, other in FILTER.findall(source):
        yield None, text or other


def test_every_text_of_the_sources_is_in_the_file_of_its_package() -> None:
    for app in (HOME / each.name for each in messages.apps()):
        held = {(e.msgctxt, e.msgid) for path in messages.sources(app) for e in polib.pofile(path)}
        sources = [
            path for path in app.rglob("*.py") if not {"tests", "migrations"} & {*path.parts}
        ]
        found = {key for path in sources for key in in_python(path)}
        found |= {key for path in app.rglob("*.html") for key in in_template(path)}
        assert found == held, app.name


def test_gettext_is_called_by_names_the_collector_knows() -> None:
    for path in HOME.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                for each in node.names:
                    assert "gettext" not in each.name or (each.asname or each.name) in CALLS, path


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext")
@pytest.mark.parametrize("app", messages.apps(), ids=lambda app: app.name)
def test_collecting_anew_changes_nothing(app: Path, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("static", "fonts", "tests", "__pycache__", "*.mo")
    copy = Path(shutil.copytree(app, tmp_path / app.name, ignore=ignored))
    messages.collect(copy)
    for kept, anew in zip(messages.sources(app), messages.sources(copy), strict=True):
        assert anew.read_text("utf-8") == kept.read_text("utf-8"), kept


def test_every_setting_of_a_policy_has_a_name() -> None:
    known = {f"{code}.{f.name}" for code, kind in loader.sections().items() for f in fields(kind)}
    assert set(SETTINGS) == known
