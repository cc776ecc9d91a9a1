"""Public notices: drafted at disclosure, published and corrected by steps, readable on their days."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework import audit, clock
from casework.transitions import Blocked
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(draft, ministry, town):
    """The notice drafted when a grant was disclosed."""
    application = make.disclose(draft, ministry, town)
    return application.measures.get().public_notices.get()


def publish(notice, ministry, **more):
    """Publish as drafted, today unless said otherwise."""
    content = {"title": notice.title, "body": notice.body, "published_on": clock.today()}
    return make.step(notice, "publish", ministry.approver, **{**content, **more})


def correct(notice, ministry, **more):
    """Correct a published notice."""
    content = {
        "title": notice.title,
        "body": "正しい文",
        "published_on": notice.published_on,
        "reasons": "期間の誤記",
    }
    return make.step(notice, "correct", ministry.approver, **{**content, **more})


def test_a_draft_is_nowhere_in_public(client, notice):
    assert notice.title not in client.get(reverse("register_notices")).content.decode()
    assert client.get(notice.public_url()).status_code == 404


def test_an_edited_draft_stays_unpublished_and_leaves_its_entry(client, notice, ministry):
    done = make.step(notice, "edit", ministry.examiner, title="新しい件名", body="新しい文")
    assert (done.title, done.published_on, done.status) == ("新しい件名", None, "drafted")
    assert [e.step for e in audit.trail(done)] == ["edit"]
    assert client.get(done.public_url()).status_code == 404


def test_publishing_is_a_step_with_its_entry_and_without_the_text_in_the_chain(
    client, notice, ministry
):
    done = publish(notice, ministry)
    (entry,) = audit.trail(done)
    assert (entry.step, entry.source, entry.target) == ("publish", "drafted", "published")
    assert notice.body not in str(entry.data)
    page = client.get(done.public_url()).content.decode()
    assert notice.title in page
    assert "訂正前の文" not in page


def test_a_day_to_come_opens_the_page_on_that_day(client, notice, ministry):
    done = publish(notice, ministry, published_on=clock.today() + timedelta(days=3))
    assert client.get(done.public_url()).status_code == 404
    with clock.set_to(clock.now() + timedelta(days=3)):
        assert client.get(done.public_url()).status_code == 200


@pytest.mark.parametrize(
    ("entered", "reason"),
    [
        ({"title": " "}, "件名と本文が必要"),
        ({"body": ""}, "件名と本文が必要"),
        ({"published_on": None}, "公表の日を入力"),
        ({"published_on": clock.today() - timedelta(days=1)}, "過ぎています"),
        ({"until": clock.today() - timedelta(days=1)}, "掲載の最終日"),
    ],
)
def test_what_is_not_published(notice, ministry, entered, reason):
    with pytest.raises(Blocked, match=reason):
        publish(notice, ministry, **entered)
    notice.refresh_from_db()
    assert (notice.status, notice.published_on) == ("drafted", None)
    assert not audit.trail(notice)


def test_a_correction_shows_what_it_said_before_and_why(client, notice, ministry):
    before = notice.body
    done = correct(publish(notice, ministry), ministry)
    assert [e.step for e in audit.trail(done)] == ["publish", "correct"]
    page = client.get(done.public_url()).content.decode()
    assert "正しい文" in page
    assert "期間の誤記" in page
    assert before.splitlines()[0] in page


@pytest.mark.parametrize(
    ("entered", "reason"),
    [
        ({"reasons": ""}, "何が誤って"),
        ({"published_on": clock.today() + timedelta(days=1)}, "公表の日は変えられ"),
        ({"body": " "}, "件名と本文が必要"),
    ],
)
def test_what_is_not_a_correction(notice, ministry, entered, reason):
    published = publish(notice, ministry)
    with pytest.raises(Blocked, match=reason):
        correct(published, ministry, **entered)


def test_the_pages_lead_from_draft_to_correction(client, notice, ministry):
    client.force_login(ministry.approver)
    page = client.get(notice.get_absolute_url()).content.decode()
    assert reverse("console:public_notice_step", args=[notice.pk, "publish"]) in page
    step = reverse("console:public_notice_step", args=[notice.pk, "publish"])
    content = {"title": notice.title, "body": notice.body, "published_on": "2020-01-01"}
    refused = client.post(step, {**content, "version": notice.version})
    assert refused.status_code == 422
    assert "published_on" in refused.context["form"].errors
    assert notice.title in refused.content.decode()
    content["published_on"] = clock.today().isoformat()
    assert client.post(step, {**content, "version": notice.version}).status_code == 302
    page = client.get(notice.get_absolute_url()).content.decode()
    assert reverse("console:public_notice_step", args=[notice.pk, "correct"]) in page
    assert notice.public_url() in page


def test_another_office_finds_no_notice(client, notice, town):
    client.force_login(town.approver)
    assert client.get(notice.get_absolute_url()).status_code == 404
    step = reverse("console:public_notice_step", args=[notice.pk, "publish"])
    assert client.post(step, {"version": 1}).status_code == 404
