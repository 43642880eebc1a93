"""Register the localities beside Xingning as their documents name them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.services import authorities, consortia, memberships, schools
from xuequ.kernel.actors import program

ACTOR = program("demo")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Locality:
    """One locality of the data file, and the day its document begins to speak."""

    code: str
    opening: date
    said: Mapping[str, Any]


def localities() -> list[Locality]:
    """The localities of the data file, in its order."""
    text = files("xuequ.demo").joinpath("data/localities.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return [Locality(code, said["opening"], said) for code, said in table.items()]


def register(locality: Locality) -> Authority:
    """The authority with the bodies and schools its document names."""
    said = locality.said
    new = authorities.NewAuthority(
        said["name"],
        short_name=said["short"],
        profile=locality.code,
        level=said.get("level", "county"),
        has_synthetic_data=True,
    )
    authority = authorities.register_authority(new, actor=ACTOR)
    for each in said.get("consortium", ()):
        _form(authority, each, locality)
    return authority


def _form(authority: Authority, said: Mapping[str, Any], locality: Locality) -> None:
    new = consortia.NewConsortium(said["kind"], said["label"], name=said["label"])
    formed = consortia.form_consortium(authority, new, since=locality.opening, actor=ACTOR)
    stated = {key: said[key] for key in ("form", "goal") if key in said}
    if stated:
        values = {"form": None, "mode": None, "recognition": None, "goal": None, **stated}
        consortia.change_consortium(formed, since=locality.opening, values=values, actor=ACTOR)
    for each in said.get("schools", ()):
        _take_in(formed, each, locality)


def _take_in(consortium: Consortium, said: Mapping[str, Any], locality: Locality) -> None:
    since = locality.opening
    school = schools.register_school(consortium.authority, said["name"], since=since, actor=ACTOR)
    for kind in ("plaque", "alias"):
        if kind in said:
            schools.name_school(school, said[kind], kind=kind, since=since, actor=ACTOR)
    values = {"source": locality.said["source"]}
    schools.change_school(school, since=since, values=values, stages=said["stages"], actor=ACTOR)
    memberships.join_consortium(
        school,
        consortium,
        role=said["role"],
        since=since,
        actor=ACTOR,
        section=_section(school, said),
    )


def _section(school: School, said: Mapping[str, Any]) -> Any:
    stage = said.get("section")
    return school.sections.get(stage=stage) if stage else None
