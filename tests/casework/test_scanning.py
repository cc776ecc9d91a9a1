"""Virus scan against a small server that speaks clamd's protocol; nothing of ours is replaced."""

import socketserver
import struct
import threading
from base64 import b64decode
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application
from casework import audit, files, scanning
from casework.models import Notice, StoredFile
from casework.preview import preview_of
from casework.tasks import reread_files, scan_files
from tests import factories as make

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 700_000
# The EICAR test file, encoded so that no scanner takes this source for a find.
EICAR = b64decode(
    "WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo="
)


class Clamd(socketserver.BaseRequestHandler):
    """Reads INSTREAM as clamd does and answers by what it read."""

    def _exactly(self, size):
        data = b""
        while len(data) < size:
            data += self.request.recv(size - len(data))
        return data

    def handle(self):
        assert self._exactly(10) == b"zINSTREAM\0"
        body = b""
        while size := struct.unpack("!L", self._exactly(4))[0]:
            body += self._exactly(size)
        self.server.seen.append(body)
        found = b"stream: Eicar-Signature FOUND\0" if EICAR in body else b"stream: OK\0"
        self.request.sendall(self.server.answer or found)


@pytest.fixture
def clamd(settings, tmp_path):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
    server.seen, server.answer, server.daemon_threads = [], b"", True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
    settings.QUARANTINE_ROOT = tmp_path / "quarantine"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def nobody_there(settings, tmp_path):
    settings.QUARANTINE_ROOT = tmp_path / "quarantine"
    with socketserver.TCPServer(("127.0.0.1", 0), Clamd) as server:
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"


def keep(case, name="a.txt", content=b"plain", actor=None):
    upload = SimpleUploadedFile(name, content)
    return files.store(case, upload, slot="attachment", actor=actor or case.created_by)


def test_without_a_scanner_files_are_served_unscanned(draft, ministry):
    stored = keep(draft)
    assert (stored.scan, files.may_open(stored, ministry.examiner)) == ("unscanned", True)


def test_clean_file_is_scanned_whole_and_open_to_others(clamd, draft, ministry):
    stored = keep(draft, "a.pdf", PDF)
    assert (stored.scan, clamd.seen) == ("clean", [PDF])
    assert files.may_open(stored, ministry.examiner) is True


def test_virus_in_an_upload_is_refused_and_leaves_nothing_to_serve(clamd, draft, company):
    with pytest.raises(ValidationError) as refused:
        keep(draft, content=EICAR)
    stored = StoredFile.objects.get()
    assert refused.value.code == "file_infected"
    assert (stored.scan, stored.found) == ("infected", "Eicar-Signature")
    assert stored.content.storage.exists(stored.content.name) is False
    assert (Path(scanning.quarantine_storage().location) / stored.content.name).exists()
    assert files.may_open(stored, company.owner) is False
    assert list(files.files_of(draft)) == []
    entry = audit.trail(draft).get()
    assert (entry.step, entry.actor_kind, entry.data["sha256"]) == (
        "quarantine_file",
        "system",
        stored.sha256,
    )
    told = Notice.objects.get(kind="file.quarantined")
    assert [r.user for r in told.recipients.all()] == [company.owner], "no office knows of a draft"


def test_scanner_down_holds_the_file_for_everybody_but_the_uploader(
    nobody_there, draft, company, ministry, client
):
    stored = keep(draft)
    second = make.make_user("second")
    company.members.create(user=second, role="owner")
    assert stored.scan == "unavailable"
    assert [files.may_open(stored, u) for u in (company.owner, second, ministry.examiner)] == [
        True,
        False,
        False,
    ]
    filed = make.submit(draft)
    client.force_login(ministry.examiner)
    answers = {
        name: client.get(f"/console/files/{stored.pk}/{name}").status_code
        for name in ("", "preview/", "inline/")
    }
    assert (answers, filed.status) == ({"": 404, "preview/": 404, "inline/": 404}, "arrived")


def test_held_file_is_scanned_again_and_opened(draft, settings, ministry, request):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    stored = keep(draft)
    request.getfixturevalue("clamd")
    assert scanning.check_waiting() == []
    stored.refresh_from_db()
    assert (stored.scan, files.may_open(stored, ministry.examiner)) == ("clean", True)


def test_virus_found_later_reaches_applicant_and_office(
    draft, settings, ministry, company, request, client
):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    stored = keep(draft, content=EICAR)
    make.submit(draft)
    request.getfixturevalue("clamd")
    assert scan_files.call() == [stored.pk]
    told = Notice.objects.filter(kind="file.quarantined").order_by("pk")
    assert [[r.user for r in n.recipients.all()] for n in told] == [
        [company.owner],
        [ministry.examiner],
    ]
    client.force_login(ministry.examiner)
    assert client.get(f"/console/files/{stored.pk}/").status_code == 404
    assert client.get(f"/console/applications/{draft.pk}/").status_code == 200
    assert reread_files.call() == []
    assert list(audit.broken_entries(audit.trail(draft))) == []


def test_quarantined_file_stops_the_filing(draft, settings, request):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    keep(draft, content=EICAR)
    request.getfixturevalue("clamd")
    scanning.check_waiting()
    from casework.transitions import Blocked

    with pytest.raises(Blocked) as refused:
        make.submit(draft)
    assert len(refused.value.reasons) == 1
    assert Application.objects.get(pk=draft.pk).status == "draft"


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: \0", b"UNKNOWN COMMAND\0"]
)
def test_answer_that_is_no_verdict_is_not_taken_for_clean(clamd, draft, answer):
    clamd.answer = answer
    assert keep(draft).scan == "unavailable"


def test_previews_by_type(draft):
    csv = "年度,値\r\n令和7,1\r\n<script>,2".encode("cp932")
    shown = preview_of(keep(draft, "a.csv", csv))
    assert (shown.kind, shown.header, shown.rows) == (
        "table",
        ["年度", "値"],
        [["令和7", "1"], ["<script>", "2"]],
    )
    assert preview_of(keep(draft, "a.txt", "覚書".encode())).text == "覚書"
    assert preview_of(keep(draft, "a.pdf", PDF)).kind == "pdf"


def test_preview_of_long_text_is_cut_between_characters(draft):
    shown = preview_of(keep(draft, "a.txt", ("あ" * 200_000).encode()))
    assert (shown.is_cut, set(shown.text)) == (True, {"あ"})
