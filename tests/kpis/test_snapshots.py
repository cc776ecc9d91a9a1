"""Frozen views and public review pages: the same bytes whatever is measured later."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from kpis import snapshots
from kpis.models import EvidenceReview, Indicator, Snapshot
from kpis.plan import digest
from tests.kpis.makers import DAY, PLAN, ROUTE, advance, at, observe

LATER = date(2027, 6, 1)
JUNE = {"period_start": date(2026, 6, 1), "period_end": date(2026, 6, 30)}


def body(client, address):
    """Return the bytes of a page that anyone may open."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content


def freeze(zone, actor, code="K30", day=None):
    return snapshots.freeze(
        zone=zone, indicator=Indicator.objects.get(pk=code), as_of=day, actor=actor
    )


def test_a_snapshot_keeps_its_bytes_after_revisions(client, scene):
    with at(DAY):
        observe(scene.zone, "K30", "61")
        made = freeze(scene.zone, scene.town.examiner)
    with at(LATER):
        before = body(client, made.get_absolute_url())
        file = body(client, reverse("snapshot_file", args=[made.slug, "json"]))
        observe(scene.zone, "K30", "48", status="revised")
        observe(scene.zone, "K30", "70", **JUNE)
        assert body(client, made.get_absolute_url()) == before
        assert body(client, reverse("snapshot_file", args=[made.slug, "json"])) == file


def test_a_verdict_page_keeps_its_bytes_after_revisions(client, review, scene):
    with at(DAY):
        observe(scene.zone, "K30", "61")
    decided = advance(review, scene, "decided")
    with at(decided.decided_on + timedelta(days=5)):
        before = body(client, decided.public_url)
        observe(scene.zone, "K30", "48", status="revised")
        assert body(client, decided.public_url) == before


def test_the_same_view_of_the_same_day_has_one_address(scene):
    with at(DAY):
        observe(scene.zone, "K30", "61")
    with at(LATER):
        first = freeze(scene.zone, scene.town.examiner, day=DAY)
        observe(scene.zone, "K30", "48", status="revised")
        again = freeze(scene.zone, scene.ministry.reviewer, day=DAY)
        now = freeze(scene.zone, scene.town.examiner)
    assert (first.pk, now.pk) == (again.pk, Snapshot.objects.latest("pk").pk)
    assert first.slug != now.slug


def test_the_address_follows_from_the_content(scene):
    with at(DAY):
        made = freeze(scene.zone, scene.town.examiner)
    made.refresh_from_db()
    assert digest(made.content) == made.sha256
    assert snapshots.slug_of(made.sha256) == made.slug
    assert made.content["code_version"] == snapshots.code_version()


def test_a_broken_snapshot_says_so(client, scene):
    with at(DAY):
        made = freeze(scene.zone, scene.town.examiner)
    assert b"notice--error" not in body(client, made.get_absolute_url())
    made.pk, made.slug = None, "broken"
    made.content["as_of"] = "2020-01-01"
    made.save(force_insert=True)
    assert b"notice--error" in body(client, made.get_absolute_url())


@pytest.mark.parametrize("state", ROUTE)
def test_what_the_public_sees_in_each_state(client, review, scene, state):
    found = advance(review, scene, state)
    answer = client.get(found.public_url)
    assert answer.status_code == (404 if state == "designing" else 200)
    html = answer.content.decode()
    opened = state in {"public_comment", "decided", "implemented"}
    assert (PLAN["threshold"] in html) == (state != "designing")
    assert ("比較地区は3つしかない" in html) == opened
    assert ('data-verdict="nationwide"' in html) == (state in {"decided", "implemented"})
    ended = client.get("/api/v1/reviews").json()
    assert [r["number"] for r in ended] == (
        [found.number] if state in {"decided", "implemented"} else []
    )
    one = client.get(f"/api/v1/reviews/{found.number}")
    assert one.status_code == (200 if ended else 404)


@pytest.mark.parametrize("number", ["ER-2026-9999", "ER-1999-0001", "x", "ER-2026-1"])
def test_a_number_that_does_not_exist_is_404(client, review, number):
    assert client.get(reverse("register_review", args=[number])).status_code == 404


def test_the_first_verdict_stays_on_the_page_after_the_extension(client, review, scene):
    first = advance(review, scene, "decided", verdict="inconclusive")
    with at(first.decided_on + timedelta(days=1)):
        from tests.factories import step

        until = first.decided_on + timedelta(days=90)
        second = step(first, "extend", scene.cabinet.reviewer, until=until)
    again = advance(second, scene, "decided", verdict="continue")
    html = client.get(again.public_url).content.decode()
    assert html.index('class="verdict" data-verdict="continue"') < html.index(
        'class="verdict" data-verdict="inconclusive"'
    )


def test_a_comment_is_taken_from_anyone_within_the_period(client, review, scene):
    found = advance(review, scene, "public_comment")
    address = reverse("register_review_comment", args=[found.number])
    with at(found.comment_due_on):
        assert client.post(address, {"body": ""}).status_code == 422
        assert client.post(address, {"name": "町民", "body": "<b>賛成</b>"}).status_code == 302
        assert "&lt;b&gt;賛成&lt;/b&gt;" in client.get(found.public_url).content.decode()
    with at(found.comment_due_on + timedelta(days=1)):
        late = client.post(address, {"body": "遅れた意見"})
        assert late.status_code == 422
        assert "遅れた意見" in late.content.decode()
    assert [c.name for c in EvidenceReview.objects.get(pk=found.pk).comments.all()] == ["町民"]


def test_comments_of_one_address_are_limited_and_nothing_typed_is_lost(client, review, scene):
    found = advance(review, scene, "public_comment")
    address = reverse("register_review_comment", args=[found.number])
    cache.clear()
    with at(found.comment_due_on):
        answers = [client.post(address, {"body": f"意見{n}"}) for n in range(6)]
        elsewhere = client.post(address, {"body": "別の人"}, REMOTE_ADDR="192.0.2.7")
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "意見5" in answers[5].content.decode()
    assert elsewhere.status_code == 302
    cache.clear()
