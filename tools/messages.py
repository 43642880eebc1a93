"""Translations: `make` collects texts (developers, needs gettext); `compile` writes .mo files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from stamps import ROOT

PACKAGE = ROOT / "src" / "xuequ"
# English needs no file: the texts in the sources are the English ones.
LANGUAGE = "zh_Hans"
HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def sources(package: Path = PACKAGE) -> list[Path]:
    """Every .po file of the package, in order."""
    return sorted(package.glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_all(package: Path = PACKAGE) -> Iterator[Path]:
    """Write the .mo beside each .po, whole or not at all; yields what was written."""
    import polib

    for source in sources(package):
        target = source.with_suffix(".mo")
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(beside))
        beside.replace(target)
        yield target


def apps() -> list[Path]:
    """Packages with texts to translate: those with templates, and those that call gettext."""
    places = {path.parent for path in PACKAGE.glob("*/templates")}
    for path in PACKAGE.glob("*/**/*.py"):
        if "django.utils.translation import" in path.read_text(encoding="utf-8"):
            places.add(PACKAGE / path.relative_to(PACKAGE).parts[0])
    return sorted(each for each in places if (each / "__init__.py").exists())


def make() -> int:
    """Collect the texts of each package into its .po file."""
    if not shutil.which("xgettext"):
        print("xgettext is missing. Install gettext (Debian: apt-get install gettext).")
        return 1
    for app in apps():
        print(app.name, flush=True)
        collect(app)
    return 0


def collect(app: Path) -> None:
    """Bring the .po file of the package in this folder up to date with its sources."""
    # No settings: they would make keys and a database in the folder of each package.  A safe
    # path: else its modules would stand before libraries of the same name.
    env = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    env["PYTHONSAFEPATH"] = "1"
    command = [sys.executable, "-m", "django", "makemessages", "--locale", LANGUAGE]
    command += ["--no-wrap", "--add-location=file", "--no-obsolete", "--extension=html,py"]
    command += [f"--ignore={name}" for name in ("tests/*", "migrations/*", "static/*")]
    (app / "locale").mkdir(exist_ok=True)
    subprocess.run(command, cwd=app, env=env, check=True)
    for path in sources(app):
        tidy(path)
    if not sources(app):
        shutil.rmtree(app / "locale")


def tidy(path: Path) -> None:
    """Keep of the header only what programs need, and no guessed translation."""
    import polib

    texts = polib.pofile(str(path), wrapwidth=0)
    texts.header = ""
    texts.metadata_is_fuzzy = False
    texts.metadata = {"Language": path.parts[-3], **HEADER}
    for text in texts:
        if text.fuzzy:
            text.flags.remove("fuzzy")
            text.msgstr = ""
            text.msgstr_plural = dict.fromkeys(text.msgstr_plural, "")
        text.previous_msgctxt = text.previous_msgid = text.previous_msgid_plural = None
    texts.save()


def main() -> int:
    """Do what the first argument says."""
    match sys.argv[1:]:
        case ["make"]:
            return make()
        case ["compile"]:
            print(f"{sum(1 for _ in compile_all())} translation files")
            return 0
    print("usage: messages.py make | compile")
    return 2


if __name__ == "__main__":
    sys.exit(main())
