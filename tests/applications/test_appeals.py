"""Appeals: who may contest what and until when, who may hear it, and what a ruling does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from applications.models import Appeal, Application, Exemption, Letter, RequestedMeasure
from casework import clock
from casework.transitions import Blocked
from casework.work import work_of
from tests import factories as make
from tests.applications.appeals import conclude, designate, lodge_inputs, make_appeal, new_appeal
from tests.applications.machine import at
from tests.applications.office import errors, now

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
CHANGED = {
    "outcome": "with_changes",
    "reason_codes": ["scope"],
    "reasons": "範囲が広すぎる。",
    "text_granted": "昼間に限り認める。",
}


@pytest.fixture
def refused(draft, ministry, town):
    """A measure refused and disclosed today."""
    return make.disclose(draft, ministry, town, **make.refusal_inputs()).measures.get()


@pytest.fixture
def officer(ministry):
    """Somebody of the ministry who took no part."""
    return make.add_member(ministry.organisation, "viewer")


@pytest.fixture
def lodged(refused, company):
    return make_appeal(refused, company)


@pytest.fixture
def concluded(lodged, ministry, company, officer):
    return conclude(lodged, ministry, company, officer)


def kept(measure):
    return RequestedMeasure.objects.get(pk=measure.pk)


def refused_to_lodge(measure, actor, **changes):
    appeal = new_appeal(measure)
    appeal.save()
    with pytest.raises((Blocked, PermissionDenied)) as why:
        make.step(appeal, "lodge", actor, **lodge_inputs(appeal, **changes))
    return type(why.value)


# Lodging


def test_an_appeal_arrives_with_its_standard_period(lodged, refused, ministry):
    assert (lodged.status, lodged.determination, lodged.reviewing_office) == (
        "lodged",
        refused.determination,
        ministry.organisation,
    )
    assert lodged.review_due_on > clock.today() + timedelta(days=85)


@pytest.mark.parametrize(
    ("days", "reason", "status"),
    [(92, "", "lodged"), (93, "", "new"), (93, "災害で通信が絶えた。", "lodged")],
)
def test_three_months_bind_unless_there_is_just_cause(
    draft, ministry, town, company, days, reason, status
):
    with at(DAY):
        measure = make.disclose(draft, ministry, town, **make.refusal_inputs()).measures.get()
    appeal = new_appeal(measure)
    appeal.save()
    with at(DAY + timedelta(days=days)):
        inputs = lodge_inputs(appeal, known_on=DAY, late_reason=reason)
        if status == "new":
            with pytest.raises(Blocked):
                make.step(appeal, "lodge", company.owner, **inputs)
        else:
            make.step(appeal, "lodge", company.owner, **inputs)
    assert now(appeal).status == status


@pytest.mark.parametrize(
    "changes",
    [
        {"grounds": " "},
        {"relief": "change"},
        {"known_on": None},
        {"known_on": date(2000, 1, 1)},
        {"suspension_reason": "止めてほしい。"},
    ],
)
def test_a_defective_lodging_is_refused(refused, company, changes):
    assert refused_to_lodge(refused, company.owner, **changes) is Blocked


def test_nobody_lodges_for_another_company(refused, ministry):
    other = make.make_company("8000012010038", "デモ別会社").owner
    for person in (other, ministry.examiner):
        assert refused_to_lodge(refused, person) is PermissionDenied


def test_what_is_not_disclosed_cannot_be_contested(draft, ministry, town, company):
    measure = make.decide(draft, ministry, town, **make.refusal_inputs()).measures.get()
    assert refused_to_lodge(measure, company.owner) is Blocked


def test_a_grant_as_asked_without_conditions_burdens_nobody(draft, ministry, town, company):
    grant = make.grant_inputs(conditions=[])
    measure = make.disclose(draft, ministry, town, **grant).measures.get()
    assert refused_to_lodge(measure, company.owner) is Blocked


def test_what_is_no_disposition_cannot_be_appealed(refused, company):
    type(refused.application.procedure).objects.update(is_disposition=False, appeal_notice="")
    assert refused_to_lodge(refused, company.owner) is Blocked


def test_one_appeal_at_a_time_and_none_after_a_ruling(concluded, refused, ministry, company):
    assert refused_to_lodge(refused, company.owner) is Blocked
    make.step(concluded, "dismiss", ministry.approver, reasons="理由がない。")
    assert refused_to_lodge(refused, company.owner) is Blocked


def test_inaction_is_contested_only_after_the_standard_period(draft, ministry, company):
    with at(DAY):
        application = make.examine(draft, ministry)
        measure = application.measures.get()
        assert refused_to_lodge(measure, company.owner) is Blocked
    Appeal.objects.all().delete()
    with at(application.clock(DAY).due + timedelta(days=1)):
        assert make_appeal(measure, company).kind == "inaction"


def test_the_screen_keeps_what_was_entered_and_makes_nothing_on_an_error(client, refused, company):
    client.force_login(company.owner)
    url = reverse("apply_appeal_new", args=[refused.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"relief": "annul", "grounds": "", "known_on": "2000-01-01"})
    assert (answer.status_code, errors(answer)) == (422, {"grounds"})
    answer = client.post(url, {"relief": "annul", "grounds": "理由", "known_on": "2000-01-01"})
    assert (answer.status_code, errors(answer)) == (422, {"known_on"})
    assert "理由" in answer.content.decode()
    assert Appeal.objects.count() == 0
    answer = client.post(url, {"relief": "annul", "grounds": "理由", "known_on": clock.today()})
    appeal = Appeal.objects.get()
    assert (answer.url, appeal.status) == (reverse("apply_appeal", args=[appeal.pk]), "lodged")


def test_a_reader_of_the_company_may_not_open_the_screen(client, refused, company):
    reader = make.make_user("reader")
    company.members.create(user=reader, role="reader")
    client.force_login(reader)
    url = reverse("apply_appeal_new", args=[refused.pk])
    assert [client.get(url).status_code, client.post(url, {}).status_code] == [403, 403]


# The review officer


@pytest.mark.parametrize("who", ["approver", "examiner"])
def test_nobody_reviews_what_they_had_a_hand_in(lodged, ministry, who):
    with pytest.raises(Blocked):
        designate(lodged, ministry, getattr(ministry, who))


def test_the_officer_is_of_the_reviewing_office_and_not_of_the_company(
    lodged, ministry, town, company
):
    for person in (town.viewer, make.add_member(ministry.organisation, "viewer", company.owner)):
        with pytest.raises(Blocked):
            designate(lodged, ministry, person)


def test_an_opinion_giver_took_part(draft, ministry, town, company):
    measure = make.disclose(draft, ministry, town, **make.refusal_inputs()).measures.get()
    make.add_member(ministry.organisation, "viewer", town.examiner)
    with pytest.raises(Blocked):
        designate(make_appeal(measure, company), ministry, town.examiner)


def test_the_officer_neither_defends_nor_rules(concluded, ministry, officer):
    for role in ("examiner", "approver"):
        make.add_member(ministry.organisation, role, officer)
    with pytest.raises(Blocked):
        make.step(concluded, "dismiss", officer, reasons="理由がない。")


def test_only_the_officer_concludes_and_only_after_the_reply_or_its_period(
    lodged, ministry, company, officer
):
    designate(lodged, ministry, officer)
    make.step(lodged, "defend", ministry.examiner, text="弁明")
    with pytest.raises(PermissionDenied):
        make.step(lodged, "conclude", ministry.approver, text="意見")
    with pytest.raises(Blocked):
        make.step(lodged, "conclude", officer, text="意見")
    with at(now(lodged).reply_due_on + timedelta(days=1)):
        with pytest.raises(Blocked):
            make.step(lodged, "reply", company.owner, text="遅い反論")
        assert make.step(lodged, "conclude", officer, text="意見").status == "concluded"


def test_a_correction_leaves_time_and_is_rejected_only_after_it(lodged, ministry, company):
    due = clock.today() + timedelta(days=14)
    make.step(lodged, "order_correction", ministry.approver, message="理由を書く。", due_on=due)
    with pytest.raises(Blocked):
        make.step(lodged, "reject", ministry.approver, reasons="補正がない。")
    assert make.step(lodged, "correct", company.owner, grounds="直した").grounds == "直した"
    make.step(lodged, "order_correction", ministry.approver, message="まだ。", due_on=due)
    with at(due + timedelta(days=1)):
        rejected = make.step(lodged, "reject", ministry.approver, reasons="補正がない。")
    assert rejected.status == "inadmissible"


# Suspension of execution


@pytest.mark.parametrize(("choice", "words"), [("none", ""), ("granted", ""), ("sunny", "x")])
def test_a_request_for_suspension_is_answered_with_reasons(
    draft, ministry, town, company, officer, choice, words
):
    grant = make.grant_inputs(**CHANGED)
    measure = make.disclose(draft, ministry, town, **grant).measures.get()
    appeal = make_appeal(measure, company, suspension_reason="重大な損害を避けるため。")
    with pytest.raises(Blocked):
        make.step(
            appeal,
            "designate",
            ministry.approver,
            officer=officer,
            suspension=choice,
            suspension_words=words,
        )


# Rulings


def test_a_dismissal_leaves_the_determination_and_sends_a_letter(concluded, refused, ministry):
    done = make.step(concluded, "dismiss", ministry.approver, reasons="理由がない。")
    letter = Letter.objects.get(kind="ruling")
    assert (done.status, kept(refused).status, kept(refused).determination.annulled_at) == (
        "dismissed",
        "disclosed",
        None,
    )
    assert (letter.measure_id, letter.document.kind) == (refused.pk, "ruling")
    assert [
        t for t in (done.grounds, "理由がない。", done.officer_opinion) if t not in letter.body
    ] == []


def test_an_annulled_refusal_is_determined_anew_and_may_become_a_grant(
    concluded, refused, ministry
):
    before = refused.determination
    make.step(concluded, "uphold", ministry.approver, reasons="判断の過程に誤りがある。")
    measure = kept(refused)
    application = Application.objects.get()
    assert (measure.status, measure.determination, application.status) == (
        "pending",
        None,
        "consulting",
    )
    assert (application.disclosed_at, application.clock_from, application.clock().start) == (
        None,
        clock.today(),
        clock.today(),
    )
    make.step(measure, "determine", ministry.approver, **make.grant_inputs())
    make.step(measure, "disclose", ministry.approver)
    assert list(kept(refused).determinations.order_by("pk").values_list("outcome", flat=True)) == [
        "refused",
        "as_asked",
    ]
    assert kept(refused).determinations.get(pk=before.pk).annulled_by == concluded
    assert (kept(refused).exemptions.count(), Application.objects.get().status) == (1, "disclosed")


def test_a_changed_grant_gets_the_text_of_the_ruling_and_nothing_else(
    client, draft, ministry, town, company, officer
):
    grant = make.grant_inputs(**CHANGED)
    measure = make.disclose(draft, ministry, town, **grant).measures.get()
    old = measure.determination
    appeal = conclude(make_appeal(measure, company), ministry, company, officer)
    with pytest.raises(Blocked):
        make.step(appeal, "uphold", ministry.approver, reasons="理由")
    make.step(appeal, "uphold", ministry.approver, reasons="理由", changed_text="夜間も認める。")
    new = kept(measure).determination
    exemption = Exemption.objects.get()
    assert (new.text_granted, exemption.text, new.ends_on, new.conditions) == (
        "夜間も認める。",
        "夜間も認める。",
        old.ends_on,
        old.conditions,
    )
    page = client.get(reverse("register_exemption", args=[exemption.public_number]))
    assert [one.status for one in page.context["appeals"]] == ["upheld"]


def test_inaction_is_declared_and_nothing_is_determined_by_it(draft, ministry, company, officer):
    with at(DAY):
        application = make.examine(draft, ministry)
    measure = application.measures.get()
    with at(application.clock(DAY).due + timedelta(days=1)):
        appeal = conclude(make_appeal(measure, company), ministry, company, officer)
        done = make.step(appeal, "uphold", ministry.approver, reasons="違法である。")
    assert (done.status, kept(measure).status, kept(measure).determination) == (
        "upheld",
        "pending",
        None,
    )


def test_the_appellant_may_withdraw_until_the_ruling(concluded, ministry, company):
    assert make.step(concluded, "withdraw", company.owner).status == "withdrawn"
    with pytest.raises(Blocked):
        make.step(concluded, "dismiss", ministry.approver, reasons="理由がない。")


# Who sees it, who has to act


def test_an_appeal_is_seen_by_both_sides_and_nobody_else(client, lodged, ministry, town, company):
    other = make.make_company("8000012010038", "デモ別会社").owner
    seen = {}
    for name, person, route in (
        ("company", company.owner, "apply_appeal"),
        ("other company", other, "apply_appeal"),
        ("reviewing office", ministry.reviewer, "console:appeal"),
        ("town", town.examiner, "console:appeal"),
    ):
        client.force_login(person)
        seen[name] = client.get(reverse(route, args=[lodged.pk])).status_code
    assert seen == {"company": 200, "other company": 404, "reviewing office": 200, "town": 404}


def test_an_appeal_stands_in_the_work_of_whoever_has_to_act(lodged, ministry, company, officer):
    def work(*people):
        return [
            any(i.case_type == "applications.appeal" for i in work_of(person)) for person in people
        ]

    people = (ministry.approver, ministry.examiner, officer)
    make.add_member(ministry.organisation, "examiner", make.make_user("idle"))
    states = [work(*people)]
    designate(lodged, ministry, officer)
    states.append(work(*people))
    make.step(lodged, "defend", ministry.examiner, text="弁明")
    states.append(work(*people))
    make.step(lodged, "reply", company.owner, text="反論")
    make.step(lodged, "conclude", officer, text="意見")
    states.append(work(*people))
    assert states == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
        [True, False, False],
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_however_long(
    client, town, ministry, company, django_assert_num_queries, rows
):
    for _n in range(rows):
        application = make.disclose(
            make.make_draft(town, ministry, company), ministry, town, **make.refusal_inputs()
        )
        make_appeal(application.measures.get(), company)
    client.force_login(ministry.examiner)
    with django_assert_num_queries(5):
        client.get(reverse("console:appeals"))
