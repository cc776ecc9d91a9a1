"""Findings prepare a determination and never take it; the machine's hints decide nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from applications import checks
from applications.criteria import criteria_of
from applications.models import Application, Finding
from casework import audit, clock
from casework.transitions import Blocked
from tests import factories as make
from tests.applications.office import errors, grant, now, post
from zones.loader import load_first_criteria, regime

pytestmark = pytest.mark.django_db
CODES = ["fits_policy", "runs_smoothly", "breaks_no_law"]


@pytest.fixture
def measure(examined):
    return examined.measures.get()


def found(*judgments, reason="計画のとおり。", links=()):
    """Return the inputs of the step: a judgment for each criterion in their order."""
    findings = [
        {"code": c, "judgment": j, "reason": reason, "links": list(links)}
        for c, j in zip(CODES, judgments, strict=False)
    ]
    return {
        "findings": findings,
        "judged": {f["code"]: f["judgment"] for f in findings},
        "machine_hints": {"period_order": "ok"},
    }


def form_data(*judgments, reason="計画のとおり。", **more):
    data = {f"{c}_judgment": j for c, j in zip(CODES, judgments, strict=True)}
    return {**data, **{f"{c}_reason": reason for c in CODES}, **more}


def test_findings_are_kept_with_their_history_and_say_nothing_twice(measure, ministry):
    make.step(measure, "record_findings", ministry.examiner, **found("met", "not_yet", "met"))
    make.step(measure, "record_findings", ministry.examiner, **found("met", "not_met", "met"))
    kept = [(f.criterion, f.judgment) for f in Finding.objects.order_by("pk")]
    assert kept == [
        ("fits_policy", "met"),
        ("runs_smoothly", "not_yet"),
        ("breaks_no_law", "met"),
        ("runs_smoothly", "not_met"),
    ]
    assert (now(measure).status, now(measure).version) == ("pending", measure.version)


def test_trail_tells_what_the_machine_hinted_from_what_the_person_found(measure, ministry):
    make.step(measure, "record_findings", ministry.examiner, **found("met", "met", "met"))
    entry = audit.trail(measure).get()
    assert (entry.actor_kind, entry.data["judged"]) == ("person", dict.fromkeys(CODES, "met"))
    assert entry.data["machine_hints"] == {"period_order": "ok"}
    assert set(entry.data["findings"]) == {"sha256"}


@pytest.mark.parametrize(
    "inputs",
    [
        found("met", reason=" "),
        found("perhaps"),
        found("met", links=["nothing"]),
        found("met", links=["file:99"]),
        {**found("met"), "findings": []},
        {**found("met"), "findings": [{"code": "beauty", "judgment": "met", "reason": "x"}]},
        {**found("met"), "findings": found("met")["findings"] * 2},
    ],
)
def test_findings_refuse_what_says_nothing_or_leads_nowhere(measure, ministry, inputs):
    with pytest.raises(Blocked):
        make.step(measure, "record_findings", ministry.examiner, **inputs)
    assert not Finding.objects.exists()


def test_findings_are_for_examiners_of_the_competent_office(measure, ministry, town, company):
    for actor in (ministry.approver, town.examiner, town.administrator, company.owner):
        with pytest.raises(PermissionDenied):
            make.step(measure, "record_findings", actor, **found("met"))


def test_who_wrote_findings_does_not_determine(examined, measure, ministry, town):
    both = make.add_member(ministry.organisation, "examiner")
    make.add_member(ministry.organisation, "approver", both)
    make.step(measure, "record_findings", both, **found("met", "met", "met"))
    make.step(examined, "consult", ministry.examiner)
    given = {"view": "no_objection", "text": "異存なし", "reason_codes": []}
    make.step(examined.opinions.get(), "give", town.examiner, **given)
    with pytest.raises(Blocked):
        make.step(measure, "determine", both, **make.grant_inputs())
    assert make.step(measure, "determine", ministry.approver, **make.grant_inputs()).status == (
        "determined"
    )


def test_findings_cannot_be_changed(measure, ministry):
    make.step(measure, "record_findings", ministry.examiner, **found("met"))
    for change in (Finding.objects.all().delete, lambda: Finding.objects.update(judgment="met")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# The forms


def test_findings_are_entered_on_screen_and_stand_there_again(client, measure, ministry):
    data = form_data("met", "not_met", "not_yet", runs_smoothly_links=["consent_method", "funds"])
    assert (
        post(client, ministry.examiner, "measure", measure, "record_findings", **data).status_code
        == 302
    )
    address = reverse("console:measure_step", args=[measure.pk, "record_findings"])
    form = client.get(address).context["form"]
    assert form["runs_smoothly_judgment"].value() == "not_met"
    assert form["runs_smoothly_links"].value() == ["consent_method", "funds"]
    hints = audit.trail(measure).get().data["machine_hints"]
    assert set(hints) == {c.code for c in checks.checks_of(measure.application)}


def test_a_judgment_without_reason_names_its_field(client, measure, ministry):
    data = form_data("met", "not_yet", "not_yet", reason="")
    answer = post(client, ministry.examiner, "measure", measure, "record_findings", **data)
    assert (answer.status_code, errors(answer)) == (422, {"fits_policy_reason"})


def test_findings_prefill_the_determination_and_a_difference_is_kept(
    client, examined, measure, ministry, town
):
    make.step(measure, "record_findings", ministry.examiner, **found("met", "not_met", "not_yet"))
    make.step(examined, "consult", ministry.examiner)
    given = {"view": "no_objection", "text": "異存なし", "reason_codes": []}
    make.step(examined.opinions.get(), "give", town.examiner, **given)
    client.force_login(ministry.approver)
    address = reverse("console:measure_step", args=[measure.pk, "determine"])
    form = client.get(address).context["form"]
    assert [form[f"criterion_{c}_met"].value() for c in CODES] == ["yes", "no", None]
    assert form["criterion_runs_smoothly_reason"].value() == "計画のとおり。"
    assert (
        post(client, ministry.approver, "measure", measure, "determine", **grant()).status_code
        == 302
    )
    kept = now(measure).determination.criteria
    assert [(c["met"], c["found"]) for c in kept] == [
        (True, "met"),
        (True, "not_met"),
        (True, "not_yet"),
    ]
    page = client.get(reverse("console:application", args=[examined.pk]))
    rows = page.context["measures"][0]["criteria"]
    assert [row["differs"] for row in rows] == [False, True, False]


def test_company_and_public_never_read_findings(client, examined, measure, ministry, town, company):
    secret = "体制に疑問がある。"
    make.step(
        measure, "record_findings", ministry.examiner, **found("met", "not_met", reason=secret)
    )
    make.step(examined, "consult", ministry.examiner)
    given = {"view": "no_objection", "text": "異存なし", "reason_codes": []}
    make.step(examined.opinions.get(), "give", town.examiner, **given)
    make.step(measure, "determine", ministry.approver, **make.grant_inputs())
    make.step(measure, "disclose", ministry.approver)
    client.force_login(company.owner)
    page = client.get(reverse("apply_application", args=[examined.pk]))
    assert (page.status_code, secret in page.content.decode()) == (200, False)
    number = Application.objects.get(pk=examined.pk).exemptions.get().public_number
    for address in (
        reverse("register_exemption", args=[number]),
        reverse("api:exemption", kwargs={"number": number}),
    ):
        text = client.get(address).content.decode()
        assert (secret in text, "not_met" in text, '"found"' in text) == (False, False, False)


def test_an_office_that_is_only_asked_sees_no_findings(client, examined, measure, ministry):
    committee = make.make_office("committee", "committee", ("examiner",), "評価委員会")
    make.step(measure, "record_findings", ministry.examiner, **found("met"))
    examined.opinions.create(
        organisation=committee.organisation, asked_at=clock.now(), due_on=clock.today()
    )
    client.force_login(committee.examiner)
    page = client.get(reverse("console:application", args=[examined.pk]))
    assert (page.status_code, page.context["finding_rows"]) == (200, [])


# The pinned version


def test_application_is_judged_by_the_version_of_its_day_of_arrival(draft, ministry):
    first = make.submit(draft)
    load_first_criteria(draft.procedure, regime()["criteria"])
    second = make.submit(make.make_draft(_town_of(draft), ministry, draft.company))
    assert first.criteria_version is None
    assert second.criteria_version == draft.procedure.criteria_versions.get()
    assert [c.code for c in criteria_of(first)] == [c.code for c in criteria_of(second)] == CODES


def _town_of(draft):
    """Return an office with the draft's zone."""
    return make.Office(draft.zone.lead, {}, draft.zone)


def test_determination_must_judge_the_pinned_criteria_and_keeps_their_words(draft, ministry, town):
    from zones.criteria_views import draft_of

    version = draft_of(ministry.organisation, draft.procedure)
    version.criteria = [{"code": "quiet", "label": "静か", "text": "静かなこと", "basis": "基準1"}]
    version.save()
    make.step(version, "publish", ministry.approver, valid_from=clock.today())
    measure = make.consult(draft, ministry, town).measures.get()
    with pytest.raises(Blocked):
        make.step(measure, "determine", ministry.approver, **make.grant_inputs())
    judged = [{"code": "quiet", "met": True, "reason": "40デシベル以下である。"}]
    done = make.step(measure, "determine", ministry.approver, **make.grant_inputs(criteria=judged))
    assert done.determination.criteria == [{**judged[0], "label": "静か", "found": None}]


# The machine's checks: each says ok, look and unknown at least once where it can.


def hint(draft, code, **plan):
    """Return what a check says of a plan with some answers changed."""
    draft.plan = {**draft.plan, **plan}
    return next(c.hint for c in checks.checks_of(draft) if c.code == code)


@pytest.mark.parametrize(
    ("code", "plan", "expected"),
    [
        ("period_order", {}, "ok"),
        ("period_order", {"starts_on": "2029-01-01", "ends_on": "2028-01-01"}, "look"),
        ("period_order", {"ends_on": "来年"}, "unknown"),
        ("period_within_zone", {"starts_on": "2027-01-01", "ends_on": "2031-03-31"}, "ok"),
        ("period_within_zone", {"starts_on": "2027-01-01", "ends_on": "2031-04-01"}, "look"),
        ("period_within_zone", {"starts_on": "2020-03-31", "ends_on": "2028-01-01"}, "look"),
        ("start_leaves_time", {}, "unknown"),
        ("funds_add_up", {}, "ok"),
        ("funds_add_up", {"funding_sources": []}, "unknown"),
        ("funds_add_up", {"funds": "300", "funding_sources": [{"amount": "100"}]}, "look"),
        ("place_in_zone", {}, "ok"),
        ("place_in_zone", {"sites": []}, "unknown"),
        ("place_in_zone", {"sites": [], "place": "養父市大屋町"}, "ok"),
        ("place_in_zone", {"sites": [{"municipality": "282227"}]}, "ok"),
        ("place_in_zone", {"sites": [{"municipality": "131016"}]}, "look"),
        ("minors_have_guardians", {}, "ok"),
        ("minors_have_guardians", {"minors": "yes"}, "look"),
        ("minors_have_guardians", {"minors": "yes", "guardian_consent": "保護者の署名"}, "ok"),
        ("minors_have_guardians", {"minors": ""}, "unknown"),
        ("minors_have_guardians", {"minors": "", "participants": "中学生20人"}, "look"),
        (
            "minors_have_guardians",
            {"minors": "", "participants": "中学生20人", "consent_method": "保護者の署名"},
            "ok",
        ),
        ("provisions_name_the_laws", {}, "ok"),
        ("provisions_name_the_laws", {"provisions": "道路法"}, "look"),
        ("provisions_name_the_laws", {"provisions": ""}, "unknown"),
        ("corporate_number", {}, "ok"),
    ],
)
def test_checks_hint(draft, code, plan, expected):
    assert hint(draft, code, **plan) == expected


def test_a_wrong_check_digit_is_worth_a_look(draft):
    draft.company.corporate_number = "8000012050002"
    assert hint(draft, "corporate_number") == "look"


def test_no_hint_stands_against_any_step(draft, ministry, town):
    draft.plan = {**draft.plan, "place": "", "provisions": "道路法", "participants": "中学生20人"}
    draft.plan |= {"place": "不明"}
    draft.save()
    case = make.decide(draft, ministry, town)
    assert (case.status, [c.hint for c in checks.checks_of(case)].count("look") > 0) == (
        "decided",
        True,
    )
