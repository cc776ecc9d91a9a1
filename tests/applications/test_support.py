"""Support asked for in the same application: chosen in the draft, filed, shown to the office."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from applications.content import content_of, content_sha256
from tests import factories as make
from zones.models import Municipality
from zones.reference import load_reference


@pytest.fixture
def kaso_draft(draft):
    """A draft in a zone that is all depopulated area."""
    load_reference()
    Municipality.objects.filter(zones=draft.zone).update(kaso="whole")
    return draft


def ask(client, draft, *codes, version=None):
    """Choose instruments on the page of the draft."""
    seen = draft.version if version is None else version
    return client.post(
        reverse("apply_support", args=[draft.pk]), {"instrument": codes, "version": seen}
    )


@pytest.fixture
def owner(client, company):
    """A browser of the company's owner."""
    client.force_login(company.owner)
    return client


def test_what_is_chosen_is_kept_with_the_answer_of_the_day(owner, kaso_draft):
    assert ask(owner, kaso_draft, "kaso-23", "kaso-24").status_code == 302
    found = kaso_draft.support_requests.values_list("instrument_id", "fit")
    assert list(found) == [("kaso-23", "unknown"), ("kaso-24", "unknown")]
    kaso_draft.refresh_from_db()
    ask(owner, kaso_draft, "kaso-24")
    assert [r.instrument_id for r in kaso_draft.support_requests.all()] == ["kaso-24"]


@pytest.mark.parametrize("code", ["nsz-28", "kaso-14", "nothing"])
def test_what_is_ruled_out_cannot_be_asked_for(owner, kaso_draft, code):
    answer = ask(owner, kaso_draft, code)
    assert answer.status_code == 422
    assert not kaso_draft.support_requests.exists()


def test_a_stale_choice_is_refused_and_nothing_is_saved(owner, kaso_draft):
    assert ask(owner, kaso_draft, "kaso-23", version=99).status_code == 409
    assert not kaso_draft.support_requests.exists()


def test_the_page_says_why_and_why_not(owner, kaso_draft):
    page = BeautifulSoup(
        owner.get(reverse("apply_support", args=[kaso_draft.pk])).content, "html.parser"
    )
    assert [box["value"] for box in page.select("input[name=instrument]")] == [
        "kaso-23",
        "kaso-24",
        "town-subsidy",
    ]
    assert len(page.select('[data-status="no"]')) == 11


def test_the_request_is_part_of_the_content_that_is_signed(owner, kaso_draft):
    before = content_sha256(kaso_draft)
    assert "support" not in content_of(kaso_draft)
    ask(owner, kaso_draft, "kaso-23")
    assert content_of(kaso_draft)["support"] == ["kaso-23"]
    assert content_sha256(kaso_draft) != before


def test_the_office_reads_what_was_asked_for_and_nobody_changes_it_after_filing(
    owner, kaso_draft, company, ministry
):
    ask(owner, kaso_draft, "kaso-23")
    kaso_draft.refresh_from_db()
    filed = make.submit(kaso_draft, company.owner)
    assert ask(owner, filed).status_code == 302
    assert filed.support_requests.count() == 1
    owner.force_login(ministry.examiner)
    page = owner.get(reverse("console:application", args=[filed.pk])).content.decode()
    assert 'data-support="kaso-23"' in page


def test_a_draft_with_a_request_can_be_deleted(owner, kaso_draft, company):
    ask(owner, kaso_draft, "kaso-23")
    kaso_draft.refresh_from_db()
    make.step(kaso_draft, "discard", company.owner)
    assert not type(kaso_draft).objects.filter(pk=kaso_draft.pk).exists()


def test_another_company_sees_nothing(client, kaso_draft):
    client.force_login(make.make_company("8000012010038", "別会社").owner)
    assert client.get(reverse("apply_support", args=[kaso_draft.pk])).status_code == 404
