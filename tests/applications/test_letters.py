"""Letters: numbered at disclosure, frozen, embargoed, delivered or sent by post, contested in time."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from applications.ledger import writing
from applications.letters.files import make_file
from applications.letters.periods import defendant, periods, review_authority
from applications.models import Company, DeliveryConsent, Letter
from casework import pdf
from casework.transitions import Stale, perform
from tests import factories as make
from tests.applications.machine import at
from zones.models import DocumentNumber

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


def numbered(application):
    return list(application.letters.exclude(kind="receipt").order_by("pk"))


def fresh(letter):
    return Letter.objects.get(pk=letter.pk)


@pytest.fixture
def letter(draft, ministry, town):
    """The letter of a grant to a company that chose electronic delivery."""
    with at(DAY):
        return numbered(make.disclose(draft, ministry, town))[0]


# Embargo


def test_a_determination_has_no_letter_and_no_number_before_its_disclosure(draft, ministry, town):
    decided = make.decide(draft, ministry, town)
    assert numbered(decided) == []
    assert DocumentNumber.objects.count() == 0
    make.step(decided.measures.get(), "disclose", ministry.approver)
    number = numbered(decided)[0].document
    assert (number.office, number.sequence, number.kind) == (
        ministry.organisation,
        1,
        "determination",
    )


def test_a_disclosure_that_fails_leaves_no_letter_and_no_gap(draft, ministry, town):
    measure = make.decide(draft, ministry, town).measures.get()
    with pytest.raises(Stale):
        perform(measure, "disclose", actor=ministry.approver, version=99)
    with pytest.raises(PermissionDenied):
        make.step(measure, "disclose", ministry.examiner)
    assert (Letter.objects.exclude(kind="receipt").count(), DocumentNumber.objects.count()) == (
        0,
        0,
    )


def test_every_measure_has_its_own_letter_by_its_own_authority(draft, ministry, town):
    other = make.make_ministry("mhlw", "厚生労働省")
    draft.measures.create(
        position=2,
        law_title="医師法",
        article="第20条",
        text_asked="対面に代える。",
        authority=other.organisation,
    )
    application = make.step(make.examine(draft, ministry), "consult", ministry.examiner)
    givers = {"town": town.examiner, "mhlw": other.examiner}
    for opinion in application.opinions.all():
        giver = givers[opinion.organisation.code]
        make.step(opinion, "give", giver, view="no_objection", text="なし", reason_codes=[])
    first, second = application.measures.order_by("position")
    make.step(first, "determine", ministry.approver, **make.grant_inputs())
    make.step(second, "determine", other.approver, **make.refusal_inputs())
    make.step(second, "disclose", other.approver)
    assert [(le.office.code, le.measure_id) for le in numbered(application)] == [
        ("mhlw", second.pk)
    ]
    make.step(first, "disclose", ministry.approver)
    assert [(le.office.code, le.document.sequence) for le in numbered(application)] == [
        ("mhlw", 1),
        ("ministry", 1),
    ]


# What a letter says


def test_a_refusal_gives_reasons_per_criterion_both_texts_and_the_appeal_notice(
    draft, ministry, town
):
    ministry.organisation.head_title = "国土交通大臣"
    ministry.organisation.save(update_fields=["head_title"])
    with at(DAY):
        application = make.disclose(draft, ministry, town, **make.refusal_inputs())
    letter = numbered(application)[0]
    measure = application.measures.get()
    expected = [
        letter.document.text,
        application.number,
        measure.text_asked,
        *[c["reason"] for c in measure.determination.criteria],
        measure.determination.reasons,
        measure.determination.basis,
        measure.determination.signer_name,
        "国土交通大臣",
        "令和9年2月24日",
        "令和9年5月24日",
    ]
    assert [text for text in expected if text not in letter.body] == []
    assert letter.body_sha256 == hashlib.sha256(letter.body.encode()).hexdigest()


def test_a_grant_names_its_conditions_with_reason_and_check(letter):
    condition = letter.measure.determination.conditions[0]
    assert [v for v in condition.values() if v not in letter.body] == []


def test_what_a_company_wrote_is_text_in_a_letter_and_never_markup(draft, ministry, town):
    type(draft).objects.update(title="<b>計画</b>")
    application = make.disclose(type(draft).objects.get(), ministry, town)
    assert "<b>計画</b>" not in numbered(application)[0].body
    assert "&lt;b&gt;計画&lt;/b&gt;" in numbered(application)[0].body


def test_a_letter_stays_as_issued_when_facts_change_later(letter):
    before = make_file(letter)
    Company.objects.update(name="別の名前")
    assert fresh(letter).body == letter.body
    assert make_file(fresh(letter)).pk == before.pk


def test_a_determination_that_is_no_disposition_has_no_appeal_notice(draft, ministry, town):
    type(draft.procedure).objects.update(is_disposition=False, appeal_notice="")
    application = make.disclose(type(draft).objects.get(), ministry, town)
    assert "letter__appeal" not in numbered(application)[0].body


# The file


def test_the_file_holds_the_letter_with_the_hash_it_is_stored_under(letter):
    stored = make_file(letter)
    with stored.content.open("rb") as content:
        written = content.read()
    assert stored.sha256 == hashlib.sha256(written).hexdigest()
    assert (stored.case_type, stored.case_id, stored.slot) == (
        "applications.letter",
        letter.pk,
        "letter",
    )
    assert (
        pdf.render(
            "applications/letters/frozen.html", {"bodies": [letter.body], "title": letter.title}
        )
        == written
    )


def test_the_file_is_the_companys_and_the_offices_and_nobody_elses(
    client, letter, company, ministry, town
):
    others = make.make_company("8000012010038", "デモ別会社").owner
    elsewhere = make.make_town("other", "別の町役場").examiner
    answers = {}
    for name, person, route in (
        ("company", company.owner, "apply_letter_pdf"),
        ("other company", others, "apply_letter_pdf"),
        ("authority", ministry.examiner, "console:letter_pdf"),
        ("town", town.viewer, "console:letter_pdf"),
        ("other town", elsewhere, "console:letter_pdf"),
        ("stored file, past the letter", company.owner, "console:file"),
        ("stored file, office", ministry.examiner, "console:file"),
    ):
        client.force_login(person)
        key = make_file(letter).pk if route == "console:file" else letter.pk
        answer = client.get(reverse(route, args=[key]))
        answers[name] = answer.status_code
        if answer.streaming:
            assert b"".join(answer).startswith(b"%PDF-")
    assert answers == {
        "company": 200,
        "other company": 404,
        "authority": 200,
        "town": 200,
        "other town": 404,
        "stored file, past the letter": 403,
        "stored file, office": 404,
    }


def test_without_a_pdf_library_the_page_to_print_takes_its_place(
    client, letter, company, monkeypatch
):
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    client.force_login(company.owner)
    answer = client.get(reverse("apply_letter_pdf", args=[letter.pk]))
    assert answer.url == reverse("apply_letter", args=[letter.pk])
    page = client.get(answer.url)
    assert page.context["pdf_available"] is False
    assert letter.body in page.content.decode()


# Delivery


def test_electronic_delivery_arrives_as_it_is_recorded_and_asks_nothing_of_the_post(letter):
    assert (letter.channel, letter.delivered_on, hasattr(letter, "dispatch")) == (
        "electronic",
        DAY,
        False,
    )


def test_without_the_choice_the_letter_goes_by_post_and_has_not_arrived(
    client, draft, ministry, town, company
):
    Company.objects.update(electronic_delivery=False)
    letter = numbered(make.disclose(type(draft).objects.get(), ministry, town))[0]
    assert (letter.channel, letter.delivered_on) == ("post", None)
    assert (letter.dispatch.status, letter.dispatch.address) == ("to_print", company.address)
    client.force_login(company.owner)
    page = client.get(draft.company_url())
    assert [(r["letter"].pk, r["periods"]) for r in page.context["letter_rows"]] == [
        (letter.pk, None)
    ]


def test_the_choice_is_recorded_with_day_and_person_and_may_be_withdrawn(client, company):
    client.force_login(company.owner)
    url = reverse("apply_company_edit", args=[company.pk])
    facts = company.facts()
    for data in (facts, facts, {**facts, "electronic_delivery": "on"}):
        with at(DAY):
            client.post(url, {**data, "seen": writing.newest(company)})
    choices = DeliveryConsent.objects.order_by("pk")
    assert [(c.accepted, c.made_by) for c in choices] == [
        (False, company.owner),
        (True, company.owner),
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        choices.update(accepted=True)


def test_a_new_company_that_chooses_electronic_delivery_has_it_recorded(client):
    person = make.make_user("new")
    client.force_login(person)
    facts = {
        "corporate_number": "7000012050002",
        "company_name": "デモ新社",
        "company_address": "東京都",
        "representative": "代表",
        "contact_name": "担当",
        "electronic_delivery": "on",
    }
    assert client.post(reverse("apply_company"), facts).status_code == 302
    assert [(c.accepted, c.made_by) for c in DeliveryConsent.objects.all()] == [(True, person)]


# Periods


@pytest.mark.parametrize(
    ("known_on", "review", "suit"),
    [
        (date(2026, 11, 24), date(2027, 2, 24), date(2027, 5, 24)),
        (date(2026, 11, 30), date(2027, 3, 1), date(2027, 5, 31)),  # 28 February is a Sunday
        (date(2026, 9, 30), date(2027, 1, 4), date(2027, 3, 31)),  # 31 December is closed
    ],
)
def test_periods_run_from_the_day_after_and_end_on_an_open_day(known_on, review, suit):
    found = periods(known_on)
    assert (found.review_until, found.suit_until) == (review, suit)


def test_whom_to_ask_and_whom_to_sue(ministry, town):
    ministry.organisation.head_title, town.organisation.head_title = "国土交通大臣", "養父市長"
    town.organisation.municipality = make.make_municipality()
    assert review_authority(ministry.organisation) == "国土交通大臣"
    assert defendant(town.organisation) == ("養父市", "養父市長")
    assert defendant(ministry.organisation) == ("国", "法務大臣")


# The receipt


def test_the_receipt_is_kept_as_it_was_at_the_arrival(client, draft, company, ministry):
    with at(DAY):
        application = make.submit(draft)
    receipt = application.letters.get()
    assert (receipt.kind, receipt.document) == ("receipt", None)
    measure = application.measures.get()
    client.force_login(company.owner)
    page = client.get(reverse("apply_receipt", args=[application.pk]))
    expected = [application.number, measure.text_asked, page.context["plan_sha256"]]
    assert [text for text in expected if text not in receipt.body] == []
    assert page.context["expected"].due == date(2026, 12, 24)
    answer = client.get(reverse("apply_receipt_pdf", args=[application.pk]), follow=True)
    assert b"".join(answer).startswith(b"%PDF-")
