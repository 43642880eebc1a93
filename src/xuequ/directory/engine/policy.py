"""What a locality's document settles about formation and membership (登记、组建、成员).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xuequ.kernel.settings import Named
from xuequ.kernel.text import Text

from .purposes import FIELDS as IDENTITY
from .purposes import PURPOSES

Stage = Literal["primary", "junior", "senior"]
Strength = Literal["quality", "ordinary", "weak"]
Locality = Literal["city", "town", "village"]
Ownership = Literal["public", "private"]
Role = Literal["lead", "demonstration", "member", "guest"]
Family = Literal["urban_rural", "group", "alliance", "other"]
Principle = Literal[
    "led_by_quality",
    "near",
    "complementary",
    "urban_rural",
    "strong_weak",
    "public_private",
    "secondary_primary",
]


@dataclass(frozen=True, slots=True)
class Words:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of a formation form: how many schools of which sort (e.g. 若干乡镇薄弱学校).

    An attribute left out asks for nothing.  `stage = "same"` is a stage the lead has,
    `township = "other"` a township that is not the lead's.
    """

    zh: str
    en: str
    min: int = 1
    max: int | None = None  # none: as many as there are (若干)
    role: tuple[Role, ...] = ()
    stage: tuple[Literal["primary", "junior", "senior", "same"], ...] = ()
    strength: tuple[Strength, ...] = ()
    locality: tuple[Locality, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    township: Literal["", "other"] = ""
    newly_built: bool = False
    member_elsewhere: bool = False  # also a plain member of another consortium
    teaching_points: bool = False  # teaching points are counted in with their parents

    def __post_init__(self) -> None:
        if self.max is not None and self.max < self.min:
            raise ValueError("max is less than min")


@dataclass(frozen=True, slots=True)
class Form:
    """A formation form (组建形式) of the catalogue: its family and its slots."""

    code: str
    family: Family
    clause: str  # the clause that describes the form
    name: Words
    slots: tuple[Slot, ...]
    same_as: tuple[str, ...] = ()  # other ways rosters print the form's name


@dataclass(frozen=True, slots=True)
class Factor:
    """A ground on which schools are divided into districts, recorded per school."""

    code: str
    zh: str
    en: str
    weight: int | None = None  # none: the document gives no weights


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A consortium the document itself names, with as much of its schools as it tells."""

    name: str
    lead: str = ""
    members: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()  # take part in single activities only
    goal: Words | None = None  # its characteristic goal (特色发展目标)


@dataclass(frozen=True, slots=True)
class EntryStep:
    """A step of entering or leaving a consortium; without an answer in `days` it is late."""

    code: str
    zh: str
    en: str
    done_by: Literal["school", "consortium", "authority"]
    days: int


@dataclass(frozen=True, slots=True)
class Plaque:
    """A second official name that a school carries as a campus of another (加挂牌子)."""

    school: str
    plaque: str


@dataclass(frozen=True, slots=True)
class Formation:
    """Section `formation`: which consortia there are to be, how large and of which form."""

    coverage: bool = False  # every compulsory-stage school belongs to a consortium
    pilot_growth: bool = False  # coverage may grow from a pilot and must not shrink
    expected_schools: int | None = None
    expected_consortia: int | None = None
    expected_teaching_points: int | None = None
    named_groups: tuple[NamedGroup, ...] = ()
    leads: int | None = None  # lead schools per consortium
    scale_is_controlled: bool = False  # in words only, no number is given
    min_members: int | None = None  # beside the lead
    max_members: int | None = None  # beside the lead
    max_schools: int | None = None  # lead counted, teaching points not
    principles: tuple[Principle, ...] = ()
    near_km: Decimal | None = None  # farthest a member may lie from its lead, if «near» is set
    factors: tuple[Factor, ...] = ()
    same_stage_public: bool = False
    forms: tuple[Form, ...] = ()
    forms_are_open: bool = False  # new forms may be added after study
    modes: tuple[Named, ...] = ()  # of management, which set the powers of the head
    bases: tuple[Named, ...] = ()  # on which the authority designs the whole
    survey_topics: tuple[Named, ...] = ()  # looked into before a plan is made

    def form(self, code: str) -> Form | None:
        """The catalogue's form of that code."""
        return next((form for form in self.forms if form.code == code), None)


@dataclass(frozen=True, slots=True)
class Membership:
    """Section `membership`: how schools belong."""

    entry: Literal["assigned", "three_step"] = "assigned"
    allow_multiple: bool = False
    allow_private: bool = True
    points_with_parent: bool = False  # teaching points are registered under their parent
    under_group: bool = False  # members are subordinate to their group
    entry_steps: tuple[EntryStep, ...] = ()
    two_way_choice: bool = False  # school and consortium choose each other (双向选择)
    plaques: tuple[Plaque, ...] = ()
    allow_parts: bool = False  # a part of a school may be a party of its own


SECTIONS = {"formation": Formation, "membership": Membership}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "formation": Text("组建", "Formation"),
    "formation.coverage": Text("义务教育学校全部纳入", "every compulsory school covered"),
    "formation.pilot_growth": Text("覆盖面逐步增加", "coverage grows"),
    "formation.expected_schools": Text("学校总数", "number of schools"),
    "formation.expected_consortia": Text("学区总数", "number of districts"),
    "formation.expected_teaching_points": Text("教学点总数", "number of teaching points"),
    "formation.named_groups": Text("文件点名的学区和集团", "bodies named in the document"),
    "formation.leads": Text("每学区龙头学校数", "lead schools of a district"),
    "formation.scale_is_controlled": Text("合理控制规模", "scale is controlled"),
    "formation.min_members": Text("每学区成员校下限", "fewest members of a district"),
    "formation.max_members": Text("每学区成员校上限", "most members of a district"),
    "formation.max_schools": Text("每学区学校数上限", "most schools of a district"),
    "formation.principles": Text("组建原则", "principles of joining"),
    "formation.near_km": Text("与龙头学校最远距离（公里）", "farthest distance from the lead (km)"),
    "formation.factors": Text("学区划分依据", "grounds of division"),
    "formation.same_stage_public": Text("同学段公办学校", "same stage and public"),
    "formation.forms": Text("组建形式", "formation forms"),
    "formation.forms_are_open": Text("可增设组建形式", "forms may be added"),
    "formation.modes": Text("管理模式", "modes of management"),
    "formation.bases": Text("布局设计依据", "bases of the design"),
    "formation.survey_topics": Text("事先调研内容", "topics surveyed before"),
    "membership": Text("成员", "Membership"),
    "membership.entry": Text("加入方式", "how schools enter"),
    "membership.allow_multiple": Text("一校多属", "several memberships of a school"),
    "membership.allow_private": Text("接纳民办学校", "private schools as members"),
    "membership.points_with_parent": Text(
        "教学点随所属学校登记", "teaching points with their parent"
    ),
    "membership.under_group": Text("成员校隶属集团", "members subordinate to their group"),
    "membership.entry_steps": Text("进出步骤", "steps of entering and leaving"),
    "membership.two_way_choice": Text("双向选择", "choice from both sides"),
    "membership.plaques": Text("加挂牌子", "additional plaques"),
    "membership.allow_parts": Text("学校的一部分可单独参加", "a part of a school may join"),
}
FIELDS: dict[str, Text] = {
    "done_by": Text("由谁办理", "by"),
    "days": Text("期限（天）", "days"),
    "guests": Text("学区外学校", "schools outside the district"),
    "plaque": Text("牌子", "plaque"),
    "school": Text("学校", "school"),
}
WORDS: dict[str, Text] = {
    "family.other": Text("其他形式", "another form"),
    **{f"purpose.{code}": text for code, text in PURPOSES.items()},
    **{f"field.{code}": text for code, text in IDENTITY.items()},
    "complementary": Text("优势互补", "complementary"),
    "done_by.school": Text("学校", "school"),
    "done_by.consortium": Text("集团", "group"),
    "done_by.authority": Text("教育局", "education bureau"),
}
