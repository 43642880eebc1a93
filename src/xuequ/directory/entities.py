"""Which clauses are facts the directory holds, and where."""

from __future__ import annotations

ENTITIES: dict[str, str] = {
    "REG-03": "directory.School, directory.Consortium",
    "REG-14": "directory.ConsortiumStanding.form",
    "REG-30": "directory.Membership.role",
    "REG-31": "directory.SchoolName.kind",
    "REG-33": "directory.ConsortiumStanding.mode",
    "REG-34": "directory.TeachingPoint.parent",
    "REG-35": "directory.Membership.is_primary",
    "REG-36": "directory.Consortium.kind",
    "REG-37": "directory.Membership.section",
    "REG-41": "directory.ConsortiumStanding.goal",
    "REG-45": "directory.Section.stage",
    "REG-48": "directory.ConsortiumStanding.recognition",
    "REG-49": "directory.Consortium.kind",
}
