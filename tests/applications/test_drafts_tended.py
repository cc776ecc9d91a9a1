"""Drafts: deleted by who may, told of once, deleted after a year; the last look; the title."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.apply.drafting import add_file
from applications.models import Application, CompanyMember
from applications.tasks import tend_drafts
from casework import clock
from casework.models import AuditEntry, Notice, StoredFile
from casework.transitions import Blocked, touch
from tests import factories as make

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 24, 9, tzinfo=clock.JST)


@pytest.fixture
def old(town, ministry, company):
    """A draft saved at START."""
    with clock.set_to(START):
        return make.make_draft(town, ministry, company)


@pytest.fixture
def owner(client, draft):
    client.force_login(draft.created_by)
    return client


def discard_url(draft):
    return f"/apply/applications/{draft.pk}/steps/discard/"


def tend_after(days):
    with clock.set_to(START + timedelta(days=days)):
        return tend_drafts.func()


def kinds(draft):
    rows = Notice.objects.filter(case_type="applications.application", case_id=draft.pk)
    return list(rows.order_by("pk").values_list("kind", flat=True))


def test_draft_is_deleted_with_its_files_and_only_the_trail_stays(
    owner, draft, django_capture_on_commit_callbacks
):
    upload = SimpleUploadedFile("a.txt", b"text", content_type="text/plain")
    stored = add_file(draft, upload, slot="attachment", actor=draft.created_by)
    name, storage = stored.content.name, stored.content.storage
    version = Application.objects.get(pk=draft.pk).version
    assert owner.get(discard_url(draft)).status_code == 200
    assert Application.objects.filter(pk=draft.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = owner.post(discard_url(draft), {"version": version})
    assert (answer.status_code, answer.url) == (302, "/apply/")
    assert not Application.objects.filter(pk=draft.pk).exists()
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    assert not storage.exists(name)
    trail = AuditEntry.objects.filter(case_type="applications.application", case_id=draft.pk)
    assert trail.order_by("-pk").values_list("step", flat=True)[0] == "discard"


def test_reader_office_and_stranger_delete_nothing(client, draft, town):
    reader = make.make_user()
    CompanyMember.objects.create(company=draft.company, user=reader, role="reader")
    for user, status in ((reader, 403), (make.make_user(), 404), (town.administrator, 404)):
        client.force_login(user)
        assert client.post(discard_url(draft), {"version": draft.version}).status_code == status
        with pytest.raises(PermissionDenied):
            make.step(draft, "discard", user)
    assert Application.objects.filter(pk=draft.pk).exists()


def test_filed_application_is_not_deleted(draft):
    make.submit(draft)
    with pytest.raises(Blocked):
        make.step(draft, "discard", draft.created_by)
    assert Application.objects.filter(pk=draft.pk).exists()


def test_stale_deletion_deletes_nothing(owner, draft):
    touch(draft, version=draft.version, title="別の題名")
    assert owner.post(discard_url(draft), {"version": draft.version}).status_code == 409
    assert Application.objects.filter(pk=draft.pk).exists()


def test_draft_left_lying_is_told_of_once(old):
    # 14 business days from 24 November 2026 end on 14 December.
    assert (tend_after(19), kinds(old)) == (0, [])
    assert (tend_after(20), kinds(old)) == (1, ["draft.reminder"])
    assert (tend_after(21), tend_after(200), kinds(old)) == (0, 0, ["draft.reminder"])


def test_filed_application_is_not_told_of(old):
    with clock.set_to(START):
        make.submit(old)
    tend_after(60)
    assert [kind for kind in kinds(old) if kind.startswith("draft.")] == []


def test_untouched_draft_is_deleted_a_year_later_but_only_after_a_warning(old):
    tend_after(20)
    assert (tend_after(334), kinds(old)) == (0, ["draft.reminder"])
    assert (tend_after(335), kinds(old)) == (1, ["draft.reminder", "draft.expiring"])
    assert tend_after(364) == 0
    assert tend_after(370) == 1
    assert not Application.objects.filter(pk=old.pk).exists()


def test_draft_is_not_deleted_without_a_warning_a_month_before(old):
    assert tend_after(500) == 1
    assert kinds(old) == ["draft.expiring"]
    assert tend_after(520) == 0
    assert Application.objects.filter(pk=old.pk).exists()
    assert tend_after(540) == 1
    assert not Application.objects.filter(pk=old.pk).exists()


def test_saving_after_the_warning_begins_the_year_anew(old):
    tend_after(20)
    tend_after(340)
    with clock.set_to(START + timedelta(days=350)):
        touch(old, version=None, saved_at=clock.now())
    assert tend_after(400) == 0
    assert tend_after(350 + 335) == 1
    assert kinds(old) == ["draft.reminder", "draft.expiring", "draft.expiring"]
    assert Application.objects.filter(pk=old.pk).exists()


def test_last_look_leads_to_every_field_to_be_mended(owner, draft):
    url = f"/apply/applications/{draft.pk}/check/"
    page = owner.get(url)
    assert (page.context["count"], page.context["submit"].is_open) == (0, True)
    plan = {**draft.plan, "goal": "", "minors": "yes", "funds": "1", "sites": []}
    touch(draft, version=draft.version, plan=plan)
    page = owner.get(url)
    found = [
        f.url.partition("/items/")[2] for row in page.context["items"] for f in row["findings"]
    ]
    assert found == [
        "1/?check=1#id_goal",
        "3/?check=1#id_sites.1.name",
        "4/?check=1#id_guardian_consent",
        "5/?check=1#id_funds",
    ]
    assert page.context["submit"].is_open is False


def test_item_is_checked_when_asked(owner, draft):
    touch(draft, version=draft.version, plan={**draft.plan, "goal": ""})
    url = f"/apply/applications/{draft.pk}/items/1/"
    assert list(owner.get(url).context["form"].errors) == []
    assert list(owner.get(f"{url}?check=1").context["form"].errors) == ["goal"]


@pytest.mark.parametrize(("title", "status"), [("新しい題名", 302), ("", 422), ("あ" * 121, 422)])
def test_title_is_changed_or_refused(owner, draft, title, status):
    url = f"/apply/applications/{draft.pk}/title/"
    assert owner.post(url, {"title": title, "version": draft.version}).status_code == status
    kept = Application.objects.get(pk=draft.pk).title
    assert kept == (title if status == 302 else draft.title)


def test_stale_title_loses_nothing(owner, draft):
    touch(draft, version=draft.version, title="同僚の題名")
    url = f"/apply/applications/{draft.pk}/title/"
    answer = owner.post(url, {"title": "私の題名", "version": draft.version})
    assert (answer.status_code, answer.context["form"]["title"].value()) == (409, "私の題名")
    assert Application.objects.get(pk=draft.pk).title == "同僚の題名"
