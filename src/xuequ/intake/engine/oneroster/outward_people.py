"""The people of a county as rows of users, roles, enrollments and demographics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xuequ.directory.engine.identity import read

from .county import Child, County, Office, Teaching, Worker
from .ids import Kept, enrollment_id, role_id
from .layout import CN
from .words import day, packed, split_name, truth, user_ids

Row = dict[str, str]
HEADS = {"principal": "principal", "executive_principal": "siteAdministrator",
         "dean": "siteAdministrator", "school_office": "siteAdministrator",
         "teacher": "teacher"}  # fmt: skip


def users_of(county: County) -> Iterator[Row]:
    """Staff and pupils."""
    for each in county.workers:
        yield _worker(county, each)
    yield from _children(county)


def _user(id: str, name: str) -> Row:
    family, given = split_name(name)
    return {"sourcedId": id, "enabledUser": "true", "username": id, "givenName": given,
            "familyName": family, f"{CN}name": name}  # fmt: skip


def _worker(county: County, worker: Worker) -> Row:
    schools = [each.school for each in worker.teaching]
    return {
        **_user(worker.id, worker.name),
        "userIds": user_ids(worker.id_kind, worker.id_number),
        "phone": worker.phone,
        "primaryOrgSourcedId": min(schools) if schools else county.id,
        f"{CN}honours": packed(
            sorted((each.kind, each.level, day(each.since)) for each in worker.honours)
        ),
    }


def _children(county: County) -> Iterator[Row]:
    rooms = {each.id: each for each in county.rooms}
    for child in county.children:
        room = rooms[child.room]
        yield {
            **_user(child.id, child.name),
            "identifier": child.number,
            "userIds": user_ids(child.id_kind, child.id_number),
            "grades": f"{room.grade:02d}",
            "primaryOrgSourcedId": room.school,
        }


def roles_of(county: County, kept: Kept) -> Iterator[Row]:
    """Where everybody is what: at least one role of each."""
    for worker in county.workers:
        found = [*_teaching_of(worker), *(_office(county, each) for each in worker.offices)]
        found.sort(key=lambda row: (f"{CN}post" in row, row["orgSourcedId"], sorted(row.items())))
        if not found:
            found = [{"role": "ext:staff", "orgSourcedId": county.id}]
        for n, row in enumerate(found):
            what = [row.get(f"{CN}post", row["role"]), row.get(f"{CN}title", "")]
            what += [row["beginDate"]] if f"{CN}post" in row else []
            yield {
                "sourcedId": kept("role", role_id(worker.id, row["orgSourcedId"], *what)),
                "userSourcedId": worker.id,
                "roleType": "secondary" if n else "primary",
                **row,
            }
    rooms = {each.id: each for each in county.rooms}
    for child in county.children:
        school = rooms[child.room].school
        yield {
            "sourcedId": kept("role", role_id(child.id, school, "student", "")),
            "userSourcedId": child.id,
            "roleType": "primary",
            "role": "student",
            "orgSourcedId": school,
        }


def _teaching_of(worker: Worker) -> Iterator[Row]:
    """One role for each school somebody teaches at."""
    by_school: dict[str, list[Teaching]] = {}
    for each in worker.teaching:
        by_school.setdefault(each.school, []).append(each)
    for school, held in sorted(by_school.items()):
        told = [(each.stage, each.subject, each.title, day(each.since)) for each in held]
        first = min((each.since for each in held if each.since), default=None)
        yield {
            "role": "teacher",
            "orgSourcedId": school,
            "beginDate": day(first),
            f"{CN}teaching": packed(sorted(told)),
        }


def _office(county: County, office: Office) -> Row:
    role = HEADS.get(office.role, "ext:staff")
    if office.org == county.id:
        role = "districtAdministrator"
    return {
        "role": role,
        "orgSourcedId": office.org,
        "beginDate": day(office.since),
        "endDate": day(office.until),
        f"{CN}post": office.role,
        f"{CN}title": office.title,
        f"{CN}exOfficio": truth(office.ex_officio),
    }


def enrollments_of(county: County, kept: Kept) -> Iterator[Row]:
    """The pupils in their classes."""
    rooms = {each.id: each for each in county.rooms}
    for child in county.children:
        yield {
            "sourcedId": kept("enrollment", enrollment_id(child.id, child.room)),
            "classSourcedId": child.room,
            "schoolSourcedId": rooms[child.room].school,
            "userSourcedId": child.id,
            "role": "student",
            "beginDate": day(child.since),
            "endDate": day(child.until),
        }


def demographics_of(county: County) -> Iterator[Row]:
    """Birthday and sex, which the ID number says."""
    people: Sequence[Worker | Child] = (*county.workers, *county.children)
    for each in people:
        said = read(each.id_number) if each.id_kind in {"", "resident", "permit"} else None
        if said is not None:
            yield {"sourcedId": each.id, "birthDate": day(said.born), "sex": said.sex}
