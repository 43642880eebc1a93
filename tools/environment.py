"""The Python environment in ./.venv: made, filled from the locks, and checked."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from cures import CERTIFICATE, HASHES, NETWORK, VENV
from stamps import ROOT, STAMPS, VAR, Stamp, digest
from steps import FailedError, Progress, Step

HOME = ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
UV = HOME / "bin" / "uv"
LOCKS = ROOT / "requirements"
BUSY = HOME / ".busy"
SUPERSET = {"base": ("base", "test"), "test": ("test",)}
BEFORE_INSTALLING = (CERTIFICATE, HASHES, NETWORK)
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
NEEDED_BYTES = 1_500_000_000


def prepare_variables() -> None:
    """Let the installers trust this machine's certificates and find a cache folder."""
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")
    os.environ.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    if CERTIFICATES.exists():
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))
        os.environ.setdefault("PIP_CERT", str(CERTIFICATES))
    home = os.environ.get("HOME", "")
    if not home or not os.access(home, os.W_OK):
        own = VAR / "cache"
        own.mkdir(parents=True, exist_ok=True)
        os.environ.update(HOME=str(own), XDG_CACHE_HOME=str(own))


def mirror() -> dict[str, str]:
    """The index this machine's pip is set to, for the installer; stored nowhere."""
    if os.environ.get("UV_DEFAULT_INDEX"):
        return {}
    index = os.environ.get("PIP_INDEX_URL", "")
    for python in (PYTHON, sys.executable):
        index = index or pip_setting(python, "global.index-url")
    return {"UV_DEFAULT_INDEX": index} if index else {}


def pip_setting(python: str | Path, name: str) -> str:
    """One of pip's settings on this machine; empty when not set."""
    command = [str(python), "-m", "pip", "config", "get", name]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return asked.stdout.strip() if asked.returncode == 0 else ""


class Environment:
    """./.venv and what is in it."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.made = Stamp(HOME / ".made", digest(str(ROOT)), [UV])

    def ensure(self, name: str) -> None:
        """Have the environment with the packages of one lock, and our own program."""
        with self.progress.step("Python environment") as step:
            if self.usable():
                step.note = "ready"
            else:
                self.make(step)
        with self.progress.step(f"Python packages ({name})") as step:
            if any(self.packages(each).fresh() for each in SUPERSET[name]):
                step.note = "ready"
            else:
                self.install(step, name)
        with self.progress.step("The program itself") as step:
            self.link(step)

    def usable(self) -> bool:
        """Made to the end, in this very folder, not half-filled, and it runs."""
        if BUSY.exists() or not self.made.fresh():
            return False
        try:
            asked = subprocess.run([PYTHON, "-c", ""], check=False, capture_output=True)
        except OSError:
            return False
        return asked.returncode == 0

    def make(self, step: Step) -> None:
        """Make the environment anew, with the installer in it."""
        check_space()
        shutil.rmtree(HOME, ignore_errors=True)
        base = getattr(sys, "_base_executable", "") or sys.executable
        command: list[str | Path] = [base, "-m", "venv", HOME]
        pip: list[str | Path] = [PYTHON, "-m", "pip"]
        if not has("ensurepip") and not get_ensurepip(step):
            if not has("pip"):
                raise FailedError("Python cannot make an environment", cure=VENV)
            command.append("--without-pip")
            pip = [base, "-m", "pip", "--python", PYTHON]
        step.run(command, log="venv")
        pip += ["install", "--require-hashes", "-r", LOCKS / "bootstrap.txt"]
        step.run(pip, log="installer")
        self.made.write()

    def packages(self, name: str) -> Stamp:
        """The stamp of one lock's packages; it goes with the environment."""
        return Stamp(HOME / f".packages-{name}", digest(LOCKS / f"{name}.txt"))

    def install(self, step: Step, name: str) -> None:
        """Install one lock. Cut short, the environment is made anew next time."""
        check_space()
        for each in SUPERSET:
            self.packages(each).drop()
        BUSY.touch()
        try:
            self.add(step, LOCKS / f"{name}.txt")
        except FailedError as failure:
            if failure.cure in BEFORE_INSTALLING:
                BUSY.unlink()
            raise
        BUSY.unlink()
        self.packages(name).write()

    def add(
        self, step: Step, lock: Path, python: Path = PYTHON, target: Path | None = None
    ) -> None:
        """Install what a lock lists into an environment, or into a folder for it."""
        command: list[str | Path] = [UV, "pip", "install", "--python", python]
        command += ["--target", target] if target else []
        command += ["--require-hashes", "-r", lock]
        step.run(command, log=f"packages-{lock.stem}", env=mirror())

    def link(self, step: Step) -> None:
        """Install our own package as a link to src, so that its program exists."""
        project = ROOT / "pyproject.toml"
        stamp = Stamp(HOME / ".linked", digest(project), [HOME / "bin" / "xuequ"])
        if stamp.fresh():
            step.note = "ready"
            return
        stamp.drop()
        remove_link()
        command: list[str | Path] = [UV, "pip", "install", "--python", PYTHON, "--offline"]
        command += ["--no-deps", "--no-build-isolation", "--editable", ROOT]
        step.run(command, log="link")
        stamp.write()

    def bare(self, step: Step) -> Path:
        """An environment with the engines' few packages only; returns its Python."""
        home = VAR / "bare"
        python = home / "bin" / "python"
        lock = LOCKS / "engine.txt"
        stamp = Stamp(STAMPS / "bare", digest(lock, str(ROOT)), [python])
        if not stamp.fresh():
            stamp.drop()
            shutil.rmtree(home, ignore_errors=True)
            make: list[str | Path] = [UV, "venv", "--python", PYTHON, "--no-project", home]
            step.run(make, log="bare")
            self.add(step, lock, python)
            stamp.write()
        return python


def remove_link() -> None:
    """Remove an older link to src, even one made only in part."""
    (HOME / "bin" / "xuequ").unlink(missing_ok=True)
    for packages in HOME.glob("lib/python*/site-packages"):
        (packages / "_xuequ.pth").unlink(missing_ok=True)
        for record in packages.glob("xuequ-*.dist-info"):
            shutil.rmtree(record)


def has(module: str) -> bool:
    """Whether the Python that runs us has a module."""
    importlib.invalidate_caches()
    found = importlib.util.find_spec(module)
    return found is not None and found.origin is not None


def get_ensurepip(step: Step) -> bool:
    """On Debian as root, install what Python needs to make environments."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    step.run(["apt-get", "update", "-q"], log="apt")
    step.run(["apt-get", "install", "-qy", "python3-venv"], log="apt")
    return has("ensurepip")


def check_space() -> None:
    """Refuse to start an installation that cannot fit on the disk."""
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_BYTES:
        what = f"only {free / 1e9:.1f} GB are free; {NEEDED_BYTES / 1e9:.1f} GB are needed"
        raise FailedError(what, cure="Free some disk space and run the same command again.")
