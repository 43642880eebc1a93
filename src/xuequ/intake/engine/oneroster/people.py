"""Users of a bundle: who works there, what they teach, which posts they hold; and pupils."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xuequ.directory.engine.identity import read
from xuequ.kernel.sheet import Row

from .given import Given, Line
from .layout import CN
from .orgs import Orgs
from .places import number_of
from .rooms import Rooms
from .words import joined_name, read_user_ids, unpacked

PAPERS = ("resident", "permit", "passport", "other")
FAMILY = frozenset({"guardian", "parent", "relative"})  # of whom nothing is kept
TAUGHT, BORNE = 4, 3  # values of one subject taught, of one honour
POSTS = {"principal": "principal"}  # a role of the standard that is a post of itself
Values = dict[str, object]


def rows_of_people(given: Given, orgs: Orgs, rooms: Rooms) -> Iterator[Row]:
    """The rows for the sheets of people, teachers, posts and pupils."""
    roles: dict[str, list[Line]] = defaultdict(list)
    for line in given.files.get("roles", ()):
        roles[line["userSourcedId"]].append(line)
    seats: dict[str, list[Line]] = defaultdict(list)
    for line in given.files.get("enrollments", ()):
        if line["role"] == "student":
            seats[line["userSourcedId"]].append(line)
    born = {each["sourcedId"]: each for each in given.files.get("demographics", ())}
    for line in given.files.get("users", ()):
        user = line["sourcedId"]
        who = _identity(given, line)
        if user in born:
            _check_birth(given, born[user], who)
        mine = [each for each in roles[user] if each["role"] not in FAMILY]
        if "student" in {each["role"] for each in mine} or user in seats:
            yield from _pupil(given, line, who, rooms, seats[user])
        elif mine:
            yield from _worker(given, line, who, orgs, mine)
        elif not roles[user]:
            given.fault(
                "users",
                line.line,
                "sourcedId",
                "roles.csv 中没有此人的角色。请补上。",
                "roles.csv has no role of this user; add one.",
            )


def _identity(given: Given, line: Line) -> Values:
    """Name and ID number."""
    ids = read_user_ids(line["userIds"])
    if ids is None:
        given.fault(
            "users",
            line.line,
            "userIds",
            "须写成 {类型:号码}，几个之间用逗号隔开。",
            "each is written {kind:number}, several with commas.",
        )
    known = [each for each in ids or () if each[0] in PAPERS and each[1]]
    kind, number = known[0] if known else ("", "")
    name = line[f"{CN}name"] or joined_name(line["familyName"], line["givenName"])
    return {"name": name, "id_kind": kind, "id_number": number}


def _check_birth(given: Given, line: Line, who: Values) -> None:
    said = read(str(who["id_number"])) if who["id_kind"] in {"resident", "permit"} else None
    if said is None:
        return
    for column, value in (("birthDate", said.born.isoformat()), ("sex", said.sex)):
        if line[column] and line[column] != value:
            given.fault(
                "demographics",
                line.line,
                column,
                "与 users.csv 中的证件号码不符。请核对。",
                "it is not what the ID number in users.csv says; check both.",
            )


def _pupil(
    given: Given, line: Line, who: Values, rooms: Rooms, seats: Sequence[Line]
) -> Iterator[Row]:
    """A pupil, once for each class."""
    held = [each for each in seats if each["classSourcedId"] in rooms.rooms]
    if not held:
        given.fault(
            "users",
            line.line,
            "sourcedId",
            "学生没有编入行政班：enrollments.csv 中须有一行指向 classType 为 homeroom 的班级。",
            "a pupil sits in a class: enrollments.csv must have a row with a homeroom.",
        )
    for seat in held:
        room = dict(rooms.rooms[seat["classSourcedId"]].values)
        room["class_number"] = room.pop("number")
        room.pop("pupil_count")
        span = {"since": seat["beginDate"], "until": seat["endDate"]}
        values = {**who, "number": line["identifier"], **room, **span}
        yield Row(number_of("users", line.line), values, "pupils", line["sourcedId"])


def _worker(
    given: Given, line: Line, who: Values, orgs: Orgs, roles: Sequence[Line]
) -> Iterator[Row]:
    user = line["sourcedId"]
    taught = [row for each in roles for row in _taught(given, each, who, orgs)]
    schools = [str(each.values["school"]) for each in taught]
    place: Values = {"school": schools[0]} if schools else {}
    person = {**who, "phone": line["phone"], **place}
    yield Row(number_of("users", line.line), person, "persons", user)
    yield from _with_honours(given, line, taught)
    for each in roles:
        usual = POSTS.get(each["role"], "") if orgs.is_a(each["orgSourcedId"], "school") else ""
        if role := each[f"{CN}post"] or usual:
            yield from _post(given, each, role, who, orgs)


def _taught(given: Given, line: Line, who: Values, orgs: Orgs) -> Iterator[Row]:
    """One row for each subject taught at the school of a role."""
    found = unpacked(line[f"{CN}teaching"], TAUGHT)
    org = line["orgSourcedId"]
    if found is None or (found and not orgs.is_a(org, "school")):
        given.fault(
            "roles",
            line.line,
            f"{CN}teaching",
            "格式不符，或不在学校任教。",
            "not of the form of the China profile, or not at a school.",
        )
        return
    for stage, subject, title, since in found:
        values = {**who, "school": orgs.by_id[org]["name"], "stage": stage, "subject": subject,
                  "title": title, "since": since}  # fmt: skip
        yield Row(number_of("roles", line.line), values, "teachers", line["userSourcedId"])


def _with_honours(given: Given, line: Line, taught: Sequence[Row]) -> Iterator[Row]:
    """The subjects, and beside them the honours, as the sheet of teachers has them."""
    honours = unpacked(line[f"{CN}honours"], BORNE)
    if honours is None or (honours and not taught):
        given.fault(
            "users",
            line.line,
            f"{CN}honours",
            "格式不符，或此人没有任教。",
            "not of the form of the China profile, or of somebody who does not teach.",
        )
        return
    for n in range(max(len(taught), len(honours))):
        row = taught[n] if n < len(taught) else taught[0]
        kind, level, since = honours[n] if n < len(honours) else ("", "", "")
        borne = {"honour": kind, "level": level, "honour_since": since}
        yield Row(row.line, {**row.values, **borne}, row.part, row.whose)


def _post(given: Given, line: Line, role: str, who: Values, orgs: Orgs) -> Iterator[Row]:
    """The post a role says of somebody."""
    place = _seat(line["orgSourcedId"], orgs)
    if place is None:
        given.fault(
            "roles",
            line.line,
            "orgSourcedId",
            "这里不能设职务。请指向教育局、学区或集团、机构或学校。",
            "there are no posts there: name the authority, a consortium, a body or a school.",
        )
        return
    values = {
        **place,
        "role": role,
        "title": line[f"{CN}title"],
        "holder": who["name"],
        "id_number": who["id_number"],
        "ex_officio": line[f"{CN}exOfficio"],
        "since": line["beginDate"],
        "until": line["endDate"],
    }
    yield Row(number_of("roles", line.line), values, "posts", line["userSourcedId"])


def _seat(org: str, orgs: Orgs) -> Values | None:
    """How the sheet of posts names a place; None where there are no posts."""
    kind = orgs.kind_of(orgs.by_id[org])
    if kind == "school":
        return orgs.school(org)
    if kind == "body":
        body = orgs.by_id[org]
        return {"consortium": orgs.union(body["parentSourcedId"]), "body": body["name"]}
    if kind == "consortium":
        return {"consortium": orgs.union(org)}
    return {} if kind == "authority" else None
