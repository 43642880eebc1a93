"""How many files there may be, how large together; and stored files in an archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.site import home as installation
from xuequ.vault import archives, store
from xuequ.vault.models import StoredFile
from xuequ.vault.queries import held
from xuequ.vault.services import (
    check_authority_quota,
    check_entry_quota,
    content_of,
    store_file,
)
from xuequ.vault.tests.samples import pdf, samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
MEGABYTE = 1024 * 1024


@pytest.fixture
def nine(settings: Any) -> Iterator[list[StoredFile]]:
    """As many files as an entry may have."""
    yield [
        StoredFile.objects.create(digest=f"{n:064x}", size=MEGABYTE, kind="x", name=str(n))
        for n in range(9)
    ]


def test_an_entry_has_at_most_so_many_files(nine: list[StoredFile]) -> None:
    check_entry_quota(StoredFile.objects.all())
    store_file(pdf(), name="a.pdf")
    with pytest.raises(Refused, match="too-many-files"):
        check_entry_quota(StoredFile.objects.all())


def test_the_files_of_an_entry_have_at_most_so_many_bytes_together(
    nine: list[StoredFile], settings: Any
) -> None:
    settings.VAULT_ENTRY_MEGABYTES = 9
    check_entry_quota(StoredFile.objects.all())
    StoredFile.objects.filter(pk=nine[0].pk).update(size=MEGABYTE + 1)
    with pytest.raises(Refused, match="files-too-large-together") as refused:
        check_entry_quota(StoredFile.objects.all())
    assert refused.value.facts == {"size": 10, "limit": 9}


def test_an_authority_has_so_much_room_and_one_content_counts_once(
    nine: list[StoredFile], settings: Any
) -> None:
    settings.VAULT_AUTHORITY_GIGABYTES = 1
    StoredFile.objects.update(digest="a" * 64, size=1024 * MEGABYTE)
    assert held(StoredFile.objects.all()).size == 1024 * MEGABYTE
    check_authority_quota(StoredFile.objects.all())
    StoredFile.objects.filter(pk=nine[0].pk).update(digest="b" * 64)
    with pytest.raises(Refused, match="authority-has-no-room"):
        check_authority_quota(StoredFile.objects.all())
    assert held(StoredFile.objects.none()).files == 0


# In archives


@pytest.mark.parametrize("text", ["0", "-1", "many", "1.5", "٣", "9999999"])
def test_a_quota_that_is_no_number_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("XUEQU_QUOTA", text)
    with pytest.raises(ValueError, match="XUEQU_QUOTA must be a whole number"):
        installation.whole_number("XUEQU_QUOTA", 50)


def test_a_quota_is_what_the_variable_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUEQU_QUOTA", " 7 ")
    assert installation.whole_number("XUEQU_QUOTA", 50) == 7
    monkeypatch.delenv("XUEQU_QUOTA")
    assert installation.whole_number("XUEQU_QUOTA", 50) == 50


def test_stored_files_go_into_an_archive_that_proves_them(tmp_path: Path) -> None:
    path, paths = tmp_path / "台账.zip", archives.Paths()
    stored = [store_file(data, name=name) for name, data in samples().items()]
    with path.open("w+b") as out:
        members = [content_of(each, paths.take("evidence", each.name)) for each in stored]
        found = archives.write_archive(out, members, about={"title": "台账"})
    assert archives.verify_archive(path, digest=found.digest) == []
    with path.open("r+b") as file:
        file.seek(200)
        file.write(b"x")
    assert archives.verify_archive(path)


def test_a_file_changed_on_the_disk_is_not_certified(tmp_path: Path) -> None:
    stored = store_file(pdf(), name="a.pdf")
    store.path_of(stored.digest).write_bytes(pdf().replace(b"9 9", b"8 8"))
    with pytest.raises(Refused, match="stored-file-changed"), (tmp_path / "a").open("w+b") as out:
        archives.write_archive(out, [content_of(stored, "a.pdf")], about={})
