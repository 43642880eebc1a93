"""Schools, districts and groups, bodies: the orgs of a bundle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xuequ.kernel.sheet import Row

from .given import Given, Line
from .layout import BODY, CN, POINT, SITE, UNION
from .places import number_of
from .words import unpacked

KINDS = {"school": "school", UNION: "consortium", SITE: "campus", POINT: "point", BODY: "body"}
TIE = 7  # values of one membership
FACTS = {"stages": "stages", "ownership": "ownership", "strength": "strength",
         "locality": "locality", "township": "township", "newly_built": "newlyBuilt",
         "source": "source"}  # fmt: skip
OF_UNION = {"kind": "kind", "form": "form", "mode": "mode", "recognition": "recognition",
            "goal": "goal", "name": "officialName"}  # fmt: skip
PLACE = ("address", "phone", "longitude", "latitude", "datum")


@dataclass(slots=True)
class Orgs:
    """The orgs by id; `root` is the id of the authority itself, "" if the bundle has none."""

    by_id: dict[str, Line] = field(default_factory=dict)
    root: str = ""

    @staticmethod
    def of(given: Given) -> Orgs:
        """The orgs of a bundle; several districts in one are a mistake."""
        lines = given.files.get("orgs", [])
        above = [each for each in lines if each["type"] not in KINDS]
        districts = [each for each in above if each["type"] == "district"]
        for each in districts[1:]:
            given.fault(
                "orgs",
                each.line,
                "type",
                f"第{districts[0].line}行已是 district。一个数据包只能是一个教育局的。",
                f"line {districts[0].line} is the district already; a bundle is of one authority.",
            )
        root = next((each["sourcedId"] for each in (*districts, *above)), "")
        return Orgs({each["sourcedId"]: each for each in lines}, root)

    def kind_of(self, line: Line) -> str:
        """What the product keeps of it as; "" for nothing."""
        if line["sourcedId"] == self.root:
            return "authority"
        return KINDS.get(line["type"], "")

    def is_a(self, org: str, kind: str) -> bool:
        return org in self.by_id and self.kind_of(self.by_id[org]) == kind

    def school(self, org: str) -> dict[str, object]:
        """How the sheets name a school."""
        line = self.by_id[org]
        return {"school_code": line["identifier"], "school": line["name"]}

    def union(self, org: str) -> str:
        """How the sheets name a district or group; "" for anything else."""
        return self.by_id[org]["name"] if self.is_a(org, "consortium") else ""


def rows_of_orgs(given: Given, orgs: Orgs) -> Iterator[Row]:
    """The rows for the sheets of schools, points, unions, memberships and bodies."""
    unions = [each for each in given.files.get("orgs", ()) if orgs.kind_of(each) == "consortium"]
    for line in sorted(unions, key=lambda each: (_order(each[f"{CN}order"]), each.line)):
        yield _union(line)
    ties: list[tuple[tuple[int, int, int], Row]] = []
    every = given.files.get("orgs", [])  # the schools before what is under them
    for line in sorted(every, key=lambda each: each["type"] != "school"):
        kind = orgs.kind_of(line)
        if kind == "school":
            yield _school(line)
            ties += _ties(given, orgs, line)
        elif kind in {"campus", "point"} and not orgs.is_a(line["parentSourcedId"], "school"):
            given.fault(
                "orgs",
                line.line,
                "parentSourcedId",
                "上级须是学校（type 为 school）。",
                "its parent must be a school.",
            )
        elif kind in {"campus", "point", "body"}:
            yield _under(orgs, line, kind)
    yield from (row for _, row in sorted(ties, key=lambda each: each[0]))


def _order(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _row(part: str, line: Line, values: dict[str, object]) -> Row:
    return Row(number_of("orgs", line.line), values, part, line["sourcedId"])


def _union(line: Line) -> Row:
    values: dict[str, object] = {code: line[f"{CN}{name}"] for code, name in OF_UNION.items()}
    values |= {"label": line["name"], "formed": line[f"{CN}since"], "until": line[f"{CN}until"]}
    return _row("consortia", line, values)


def _school(line: Line) -> Row:
    values: dict[str, object] = {code: line[f"{CN}{name}"] for code, name in FACTS.items()}
    for code, name in (("plaque", "plaques"), ("alias", "aliases")):
        values[code] = "、".join(each[0] for each in unpacked(line[f"{CN}{name}"], 1) or ())
    values |= {"code": line["identifier"], "name": line["name"], "opened": line[f"{CN}since"]}
    return _row("schools", line, values)


def _under(orgs: Orgs, line: Line, kind: str) -> Row:
    """A campus, a teaching point or a body, by what it is under."""
    above = line["parentSourcedId"]
    span: dict[str, object] = {"since": line[f"{CN}since"], "until": line[f"{CN}until"]}
    if kind == "point":
        return _row("teaching-points", line, {"name": line["name"], **orgs.school(above), **span})
    if kind == "body":
        values = {"name": line["name"], "consortium": orgs.union(above), "kind": line[f"{CN}kind"]}
        return _row("bodies", line, values | span)
    school = orgs.by_id[above]
    place: dict[str, object] = {code: line[f"{CN}{code}"] for code in PLACE}
    called = {"code": school["identifier"], "name": school["name"], "campus": line["name"]}
    return _row("schools", line, place | called)


def _ties(given: Given, orgs: Orgs, line: Line) -> Iterator[tuple[tuple[int, int, int], Row]]:
    """The memberships of a school, each with its place in the roster."""
    found = unpacked(line[f"{CN}memberships"], TIE)
    if found is None:
        given.fault(
            "orgs",
            line.line,
            f"{CN}memberships",
            "格式不符，见 docs/oneroster.md。",
            "not of the form of the China profile; see docs/oneroster.md.",
        )
    for union, role, section, primary, since, until, order in found or ():
        if not orgs.is_a(union, "consortium"):
            given.fault(
                "orgs",
                line.line,
                f"{CN}memberships",
                f"orgs.csv 中没有 sourcedId “{union[:60]}”的学区或集团。请补上，或改正此处。",
                f"orgs.csv has no district or group «{union[:60]}»; add it, or mend this.",
            )
            continue
        at = orgs.by_id[union]
        values = {
            **orgs.school(line["sourcedId"]),
            "consortium": at["name"],
            "role": role,
            "section": section,
            "primary": primary,
            "since": since,
            "until": until,
        }
        yield (_order(at[f"{CN}order"]), at.line, _order(order)), _row("memberships", line, values)
