"""Example profiles: shipped to be copied, no locality's policy in force."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from .entries import Profile
from .loader import read
from .texts import text_of


@cache
def example(name: str) -> Profile:
    """The example profile `name` of the folder `examples`."""
    file = f"{name}.toml"
    return read(
        name,
        text_of(file, files("xuequ.profiles").joinpath("examples", file).read_bytes()),
        file=file,
    )
