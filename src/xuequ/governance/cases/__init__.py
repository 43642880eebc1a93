"""The cases of governance: what is asked for, by whom, and who decides (办理事项)."""

from __future__ import annotations

from . import cadres, charter, consortia, filing, incoming, membership, requests, rights

CASES = (
    *membership.CASES,
    *consortia.CASES,
    *charter.CASES,
    *rights.CASES,
    *cadres.CASES,
    *filing.CASES,
    *requests.CASES,
    *incoming.CASES,
)
