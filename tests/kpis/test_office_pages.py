"""The office's pages of reviews: scope, steps, forms, lists."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.work import work_of
from kpis import reviewing
from kpis.models import EvidenceReview, Indicator
from kpis.work import items_of
from tests import factories
from tests.factories import make_office, make_town
from tests.kpis.makers import DAY, PLAN, ROUTE, advance, at, design, draft_inputs, freeze


@pytest.mark.parametrize("state", ROUTE)
def test_every_state_has_its_page(client, review, scene, state):
    found = advance(review, scene, state)
    client.force_login(scene.town.administrator)
    answer = client.get(found.get_absolute_url())
    assert answer.status_code == 200
    assert f'data-status="{state}"' in answer.content.decode()


@pytest.mark.parametrize("name", ["review", "review_plan", "review_step"])
def test_a_foreign_review_is_404(client, review, name):
    client.force_login(make_town("other").administrator)
    args = [review.pk, "register_plan"] if name == "review_step" else [review.pk]
    assert client.get(reverse(f"console:{name}", args=args)).status_code == 404


def test_an_exemption_leads_to_its_review(client, scene):
    address = reverse("console:review_open", args=[scene.exemption.pk])
    form = {
        **PLAN,
        "regulator": scene.ministry.organisation.pk,
        "indicators": ["K06", "K30"],
    }
    client.force_login(scene.town.examiner)
    assert client.get(address).status_code == 403
    client.force_login(scene.town.administrator)
    assert client.get(address).status_code == 200
    missing = client.post(address, {**form, "threshold": ""})
    assert missing.status_code == 422
    assert PLAN["question"] in missing.content.decode()
    assert client.post(address, form).status_code == 302
    made = EvidenceReview.objects.get()
    assert set(made.indicators.values_list("pk", flat=True)) == {"K06", "K30"}
    assert client.post(address, form).status_code == 422


def test_a_plan_changed_by_somebody_else_loses_nothing(client, review, scene):
    address = reverse("console:review_plan", args=[review.pk])
    form = {**PLAN, "question": "新しい問い", "indicators": ["K30"], "version": review.version}
    client.force_login(scene.town.administrator)
    reviewing.change_plan(
        review,
        version=review.version,
        actor=scene.town.administrator,
        indicators=review.indicators.all(),
        **PLAN,
    )
    stale = client.post(address, form)
    assert stale.status_code == 409
    assert "新しい問い" in stale.content.decode()
    assert EvidenceReview.objects.get(pk=review.pk).question == PLAN["question"]
    fresh = EvidenceReview.objects.get(pk=review.pk).version
    assert client.post(address, {**form, "version": fresh}).status_code == 302
    assert EvidenceReview.objects.get(pk=review.pk).question == "新しい問い"


def test_a_draft_goes_through_its_screen(client, review, scene):
    collecting = advance(review, scene, "collecting")
    address = reverse("console:review_step", args=[review.pk, "draft"])
    client.force_login(scene.town.examiner)
    with at(DAY + timedelta(days=9)):
        slug = freeze(scene)
        snapshot = scene.zone.snapshots.get(slug=slug)
        form = {**draft_inputs(slug), "snapshots": [snapshot.pk], "version": collecting.version}
        assert client.get(address).status_code == 200
        refused = client.post(address, {**form, "counter_evidence": ""})
        assert refused.status_code == 422
        assert client.post(address, form).status_code == 302
    found = EvidenceReview.objects.get(pk=review.pk)
    assert (found.status, [s.slug for s in found.snapshots.all()]) == ("drafted", [slug])


def test_a_comment_is_answered_on_its_screen(client, review, scene):
    found = advance(review, scene, "public_comment")
    with at(found.comment_due_on):
        comment = reviewing.comment(found, name="", body="夜の音が気になる。")
        address = reverse("console:comment_step", args=[comment.pk, "answer"])
        client.force_login(make_town("other").examiner)
        assert client.get(address).status_code == 404
        client.force_login(scene.town.examiner)
        form = {"reply": "21時までとしました。", "version": comment.version}
        assert client.post(address, form)["Location"] == found.get_absolute_url()
    comment.refresh_from_db()
    assert comment.status == "answered"


WAITS = {
    "designing": ("regulator", "agree_to_plan"),
    "registered": ("administrator", "start_collecting"),
    "collecting": ("examiner", "draft"),
    "drafted": ("administrator", "ask_about_harm"),
    "objection": ("regulator", "answer_about_harm"),
    "public_comment": ("judge", "decide"),
    "decided": ("regulator", "record_implementation"),
}


@pytest.mark.parametrize("state", WAITS)
def test_work_names_the_step_and_the_person(review, scene, state):
    from casework.transitions import transitions_of

    found = advance(review, scene, state)
    who, name = WAITS[state]
    label = next(str(t.custom["label"]) for t in transitions_of(EvidenceReview) if t.name == name)
    with at((found.objection_due_on if state == "objection" else None) or DAY):
        for person in ("regulator", "examiner", "judge"):
            (item,) = items_of(scene.people()[person])
            assert item.next_step == label
            assert item.is_mine == (person == who)
        if who == "administrator":
            assert items_of(scene.town.administrator)[0].is_mine
        assert any(i.case_type == "kpis.evidencereview" for i in work_of(scene.people()[who]))


def more_reviews(scene, rows):
    """Make further reviews of further exemptions in the same zone."""
    with at(DAY):
        for _number in range(rows):
            draft = factories.make_draft(scene.town, scene.ministry, scene.company)
            disclosed = factories.disclose(draft, scene.ministry, scene.town)
            scene.exemption = disclosed.exemptions.get()
            design(scene)


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(client, scene, rows, django_assert_num_queries):
    more_reviews(scene, rows)
    client.force_login(scene.cabinet.reviewer)
    client.get(reverse("console:reviews"))
    with django_assert_num_queries(4):
        answer = client.get(reverse("console:reviews"))
    assert answer.content.decode().count("data-row-link") == rows
    client.get("/api/v1/reviews")
    with django_assert_num_queries(1):
        client.get("/api/v1/reviews")
    with django_assert_num_queries(1):
        client.get("/api/v1/indicators")
    with at(DAY), django_assert_num_queries(1):
        assert len(items_of(scene.town.administrator)) == rows


def test_the_list_pages_by_key(client, scene, monkeypatch):
    monkeypatch.setattr("kpis.views.reviews.PAGE", 1)
    more_reviews(scene, 2)
    client.force_login(scene.town.viewer)
    first = client.get(reverse("console:reviews"), {"status": "designing"}).content.decode()
    newest = EvidenceReview.objects.latest("pk")
    assert newest.number in first
    assert f"?status=designing&amp;after={newest.pk}" in first
    second = client.get(reverse("console:reviews"), {"status": "designing", "after": newest.pk})
    assert newest.number not in second.content.decode()
    assert 'rel="next"' not in second.content.decode()


def test_only_the_zones_own_frozen_views_are_offered(client, review, scene):
    collecting = advance(review, scene, "collecting")
    other = make_town("other")
    make_office("x", "ministry", ("reviewer",))
    from kpis import snapshots

    with at(DAY + timedelta(days=9)):
        indicator = Indicator.objects.get(pk="K30")
        foreign = snapshots.freeze(zone=other.zone, indicator=indicator, actor=other.examiner)
        own = freeze(scene)
        client.force_login(scene.town.examiner)
        page = client.get(reverse("console:review_step", args=[collecting.pk, "draft"]))
    html = page.content.decode()
    assert own in html
    assert foreign.slug not in html
