"""Files: type by content, limit, hash read back, re-read."""

import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from casework import files
from casework.models import StoredFile

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


def _xlsx():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return buffer.getvalue()


def test_file_is_stored_with_the_hash_read_back(draft, company):
    stored = files.store(
        draft, SimpleUploadedFile("計画書.pdf", PDF), slot="plan", actor=company.owner
    )
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (stored.content_type, stored.size, stored.name) == (
        "application/pdf",
        len(PDF),
        "計画書.pdf",
    )
    assert list(files.files_of(draft)) == [stored]
    assert "計画書" not in stored.content.name


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("program.pdf", b"MZ\x90\x00" + b"\x00" * 60, "file_type"),
        ("program.exe", b"MZ\x90\x00", "file_type"),
        ("picture.png", PDF, "file_type"),
        ("table.xlsx", b"PK\x03\x04broken", "file_type"),
        ("script.csv", b"a,b\x00\x01", "file_type"),
        ("noextension", PDF, "file_type"),
        ("empty.pdf", b"", "file_empty"),
    ],
)
def test_wrong_files_are_refused_and_leave_nothing(draft, company, name, content, code):
    with pytest.raises(ValidationError) as refused:
        files.store(draft, SimpleUploadedFile(name, content), slot="plan", actor=company.owner)
    assert refused.value.code == code
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", _xlsx()),
        ("b.csv", "年度,値\r\n令和7,1".encode("cp932")),
        ("c.txt", "覚書".encode()),
        ("d.jpg", b"\xff\xd8\xff\xe0"),
    ],
)
def test_other_accepted_types(draft, company, name, content):
    assert files.store(draft, SimpleUploadedFile(name, content), slot="x", actor=company.owner).pk


def test_file_over_the_limit_is_refused_by_its_size(draft, company):
    upload = SimpleUploadedFile("big.pdf", PDF)
    upload.size = 200 * 1024 * 1024
    with pytest.raises(ValidationError) as refused:
        files.store(draft, upload, slot="plan", actor=company.owner)
    assert refused.value.code == "file_size"


def test_nightly_reading_names_changed_and_lost_files(draft, company, capsys):
    kept = files.store(draft, SimpleUploadedFile("a.pdf", PDF), slot="plan", actor=company.owner)
    changed = files.store(
        draft, SimpleUploadedFile("b.pdf", PDF + b"b"), slot="plan", actor=company.owner
    )
    lost = files.store(
        draft, SimpleUploadedFile("c.pdf", PDF + b"c"), slot="plan", actor=company.owner
    )
    call_command("reread_files")
    assert "3" in capsys.readouterr().out
    with open(changed.content.path, "ab") as content:
        content.write(b"!")
    lost.content.storage.delete(lost.content.name)
    with pytest.raises(CommandError) as found:
        call_command("reread_files")
    assert (
        "b.pdf" in str(found.value),
        "c.pdf" in str(found.value),
        "a.pdf" in str(found.value),
    ) == (True, True, False)
    kept.refresh_from_db()
    assert kept.reread_at is not None
