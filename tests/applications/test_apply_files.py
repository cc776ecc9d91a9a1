"""Files of a draft: by content, by size, proved by hash, only for those who may see the case."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application, CompanyMember
from casework.files import files_of
from casework.models import StoredFile
from casework.transitions import Blocked
from tests import factories as make

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture
def owner(client, draft):
    client.force_login(draft.created_by)
    return client


@pytest.fixture
def url(draft):
    return f"/apply/applications/{draft.pk}/files/"


def upload(client, url, name="計画書.pdf", content=PDF, **fields):
    return client.post(url, {"file": SimpleUploadedFile(name, content), **fields})


def test_upload_is_stored_and_shown_with_its_hash(owner, draft, url):
    assert upload(owner, url).status_code == 302
    stored = files_of(draft).get()
    assert (stored.name, stored.size) == ("計画書.pdf", len(PDF))
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert stored.sha256 in owner.get(url).content.decode()


def test_replacing_leaves_one_file_and_keeps_the_record(owner, draft, url):
    upload(owner, url)
    upload(owner, url, name="第2版.pdf", content=PDF + b"2", replace=files_of(draft).get().pk)
    assert [f.name for f in files_of(draft)] == ["第2版.pdf"]
    assert StoredFile.objects.count() == 2


def test_removing_takes_the_file_off_the_draft(owner, draft, url):
    upload(owner, url)
    owner.post(url, {"remove": files_of(draft).get().pk})
    assert not files_of(draft).exists()


def test_executable_named_pdf_is_refused(owner, draft, url):
    answer = upload(owner, url, name="請求書.pdf", content=b"MZ\x90\x00" + b"\x00" * 500)
    assert (answer.status_code, files_of(draft).exists()) == (422, False)
    assert "請求書.pdf" in answer.context["error"]


@pytest.mark.parametrize(
    ("name", "content"), [("空.pdf", b""), ("run.exe", b"MZ\x90"), ("名なし", PDF)]
)
def test_other_unusable_files_are_refused(owner, draft, url, name, content):
    assert upload(owner, url, name=name, content=content).status_code == 422
    assert not files_of(draft).exists()


class Body:
    """A request's body that counts what was read of it."""

    def __init__(self, size):
        self.size, self.left, self.largest = size, size, 0

    def read(self, size=-1):
        piece = min(self.left, size if size >= 0 else self.left)
        self.left -= piece
        self.largest = max(self.largest, piece)
        return b"\0" * piece

    readline = read


def test_200_megabytes_are_refused_by_their_announced_size(owner, draft, url):
    body = Body(200 * 1024**2)
    headers = {"wsgi.input": body, "CONTENT_LENGTH": str(body.size)}
    answer = owner.generic(
        "POST", url, b"", content_type="multipart/form-data; boundary=x", **headers
    )
    assert (answer.status_code, files_of(draft).exists()) == (413, False)
    assert "200" in answer.context["error"]
    assert (body.left, body.largest) == (0, 1024**2)


def test_file_just_over_the_limit_is_refused(owner, draft, url, settings):
    settings.MAX_FILE_BYTES = 1000
    answer = upload(owner, url, content=b"%PDF-" + b"x" * 996)
    assert (answer.status_code, files_of(draft).exists()) == (422, False)
    assert upload(owner, url, content=b"%PDF-" + b"x" * 995).status_code == 302


def test_post_without_a_file_names_the_remedy(owner, draft, url):
    answer = owner.post(url, {})
    assert (answer.status_code, bool(answer.context["error"])) == (422, True)


def test_upload_needs_the_csrf_token(draft, url, owner):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(draft.created_by)
    assert upload(strict, url).status_code == 403
    assert not files_of(draft).exists()


def test_files_of_a_filed_application_do_not_change(owner, draft, url):
    upload(owner, url)
    stored = files_of(draft).get()
    make.submit(draft)
    assert upload(owner, url).status_code == 409
    assert owner.post(url, {"remove": stored.pk}).status_code == 409
    assert [f.pk for f in files_of(draft)] == [stored.pk]
    assert StoredFile.objects.count() == 1


def test_download_is_an_attachment_that_is_not_sniffed(owner, draft, url):
    upload(owner, url)
    answer = owner.get(f"{url}{files_of(draft).get().pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_download_only_for_those_who_see_the_case(client, owner, draft, url, town, ministry):
    upload(owner, url)
    file = f"{url}{files_of(draft).get().pk}/"
    seen = {}
    for stage in ("draft", "filed"):
        for name, user in {
            "stranger": make.make_user(),
            "ministry": ministry.examiner,
            "town": town.examiner,
        }.items():
            client.force_login(user)
            answer = client.get(file)
            b"".join(answer.streaming_content if answer.streaming else ())
            seen[stage, name] = answer.status_code
        if stage == "draft":
            make.submit(draft)
    assert seen == {
        ("draft", "stranger"): 404,
        ("draft", "ministry"): 404,
        ("draft", "town"): 404,
        ("filed", "stranger"): 404,
        ("filed", "ministry"): 200,
        ("filed", "town"): 200,
    }


def test_file_of_another_case_is_not_served_under_ones_own(owner, draft, url, town, ministry):
    foreign = make.make_draft(town, ministry, make.make_company("8000012010038", "他社"))
    from casework.files import store

    stored = store(
        foreign, SimpleUploadedFile("秘.pdf", PDF), slot="attachment", actor=foreign.created_by
    )
    assert owner.get(f"{url}{stored.pk}/").status_code == 404
    assert owner.post(url, {"remove": stored.pk}).status_code == 404


def test_reader_may_read_but_not_change(client, draft, url):
    reader = make.make_user()
    CompanyMember.objects.create(company=draft.company, user=reader, role="reader")
    client.force_login(reader)
    assert client.get(url).status_code == 200
    assert upload(client, url).status_code == 403
    assert Application.objects.get(pk=draft.pk).version == draft.version


def test_new_version_names_the_one_before(owner, draft, url):
    upload(owner, url)
    first = files_of(draft).get()
    upload(owner, url, name="第2版.pdf", content=PDF + b"2", replace=first.pk)
    upload(owner, url, name="第3版.pdf", content=PDF + b"3", replace=files_of(draft).get().pk)
    rows = owner.get(url).context["rows"]
    assert [(r["file"].name, r["version"]) for r in rows] == [("第3版.pdf", 3)]
    assert [old.name for old in rows[0]["before"]] == ["第2版.pdf", "計画書.pdf"]


def test_same_content_in_the_same_slot_is_told_and_not_stored_twice(owner, draft, url):
    upload(owner, url)
    answer = upload(owner, url, name="写し.pdf")
    assert (answer.status_code, files_of(draft).count()) == (422, 1)
    assert "計画書.pdf" in answer.context["error"]
    assert upload(owner, url, name="写し.pdf", slot="safety").status_code == 302


def test_several_files_at_once_store_the_good_and_name_the_bad(owner, draft, url):
    uploads = [
        SimpleUploadedFile("a.pdf", PDF + b"a"),
        SimpleUploadedFile("b.pdf", b"MZ"),
        SimpleUploadedFile("c.pdf", PDF + b"c"),
    ]
    answer = owner.post(url, {"file": uploads, "slot": "plan"})
    assert (answer.status_code, [f.name for f in files_of(draft)]) == (422, ["a.pdf", "c.pdf"])
    assert ["b.pdf" in e for e in answer.context["errors"]] == [True]


def test_script_gets_an_answer_in_json(owner, draft, url):
    answer = owner.post(
        url, {"file": SimpleUploadedFile("a.pdf", PDF)}, headers={"Accept": "application/json"}
    )
    stored = files_of(draft).get()
    expected = {"name": "a.pdf", "size": stored.size, "sha256": stored.sha256}
    assert answer.json() == {"stored": [expected], "errors": []}


def test_unknown_kind_of_document_is_refused(owner, draft, url):
    answer = upload(owner, url, slot="secret")
    assert (answer.status_code, files_of(draft).exists()) == (422, False)


def test_required_documents_stand_before_the_filing(owner, draft, url):
    draft.procedure.required_documents = ["safety", "consent"]
    draft.procedure.save()
    with pytest.raises(Blocked):
        make.submit(draft)
    upload(owner, url, slot="consent")
    with pytest.raises(Blocked):
        make.submit(draft)
    upload(owner, url, slot="safety")
    assert make.submit(draft).status == "arrived"


@pytest.mark.parametrize(
    ("name", "content", "status", "sandboxed"),
    [
        ("a.pdf", PDF, 200, False),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 9, 200, True),
        ("a.txt", b"text", 404, True),
    ],
)
def test_inline_is_for_images_and_pdf_and_runs_nothing(
    owner, draft, url, name, content, status, sandboxed
):
    upload(owner, url, name=name, content=content)
    file = f"{url}{files_of(draft).get().pk}/"
    answer = owner.get(f"{file}inline/")
    b"".join(answer.streaming_content if answer.streaming else ())
    assert answer.status_code == status
    assert owner.get(f"{file}preview/").status_code == 200
    if status == 200:
        policy = answer["Content-Security-Policy"]
        assert ("default-src 'none'" in policy, "sandbox" in policy) == (True, sandboxed)
        assert answer["Content-Disposition"].startswith("inline;")
        assert answer["X-Content-Type-Options"] == "nosniff"
