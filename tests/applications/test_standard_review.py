"""The evaluation design of a standard measure is carried into the review of what came from it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from applications.models import Application
from casework.transitions import touch
from tests import factories as make
from tests.applications import standards as makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def exemption(town, ministry, company):
    return make.make_exemption(town, ministry, company)


@pytest.fixture
def standard(exemption):
    return makers.make_standard(exemption, makers.make_cabinet())


@pytest.fixture
def second(db):
    return make.make_town("second", "二つ目の町役場")


@pytest.fixture
def another(db):
    return make.make_company("8000012010038", "デモ別会社")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_design_of_the_package_fills_in_the_review_and_may_be_changed(
    standard, second, another, ministry, exemption, town
):
    draft = makers.take(standard, second, another)
    touch(draft, version=None, plan={**make.complete_plan(), **draft.plan})
    application = make.disclose(Application.objects.get(pk=draft.pk), ministry, second)
    granted = application.measures.get().exemptions.get()
    url = reverse("console:review_open", args=[granted.pk])
    assert client_of(town.administrator).get(url).status_code == 404
    assert client_of(second.examiner).get(url).status_code == 403
    administrator = client_of(second.administrator)
    answer = administrator.get(url)
    form = answer.context["form"]
    assert {part: form[part].value() for part in makers.EVALUATION} == makers.EVALUATION
    assert form["indicators"].value() == ["K26", "K27"]
    assert page(answer).select_one(f".notice a[href='{standard.public_url()}']")
    changed = {**makers.EVALUATION, "baseline": "この町の値", "indicators": ["K26"]}
    sent = {**changed, "regulator": ministry.organisation.pk}
    assert administrator.post(url, sent).status_code == 302
    review = granted.reviews.get()
    assert (review.baseline, review.method) == ("この町の値", makers.EVALUATION["method"])
    assert list(review.indicators.values_list("pk", flat=True)) == ["K26"]


def test_review_of_a_measure_from_no_package_starts_empty(standard, exemption, town):
    url = reverse("console:review_open", args=[exemption.pk])
    answer = client_of(town.administrator).get(url)
    form = answer.context["form"]
    assert answer.context["design"] is None
    assert {form[part].value() for part in makers.EVALUATION} == {None}
