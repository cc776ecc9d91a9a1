"""Each step of the office through its screen: once well, once badly; stale, preview, refusal."""

import pytest

from applications.models import (
    Application,
    Clarification,
    Exemption,
    Opinion,
    Report,
    RequestedMeasure,
)
from applications.office import forms
from applications.office.determination_form import SPARE_ROWS
from casework import clock
from casework.calendar import add_business_days
from casework.models import AuditEntry, Notice
from casework.transitions import transitions_of
from tests import factories as make
from tests.applications.office import correction, errors, grant, now, post, url
from zones.models import Zone
from zones.plan_forms import ZONE_FORMS

OFFICE_FORMS = {
    Application: forms.APPLICATION_FORMS,
    RequestedMeasure: forms.MEASURE_FORMS,
    Clarification: forms.CLARIFICATION_FORMS,
    Opinion: forms.OPINION_FORMS,
    Exemption: forms.EXEMPTION_FORMS,
    Report: forms.REPORT_FORMS,
    Zone: ZONE_FORMS,
}
OUTSIDE = {"filer", "holder", "system"}


@pytest.mark.parametrize("model", OFFICE_FORMS)
def test_every_step_that_an_office_takes_has_the_form_it_names(model):
    wanted = {
        t.name: t.custom["form"]
        for t in transitions_of(model)
        if t.custom.get("form") and set(t.permission.codes) - OUTSIDE
    }
    assert {name: form.__name__ for name, form in OFFICE_FORMS[model].items()} == wanted


def test_examination_starts_from_the_screen(client, draft, ministry):
    application = make.submit(draft)
    response = post(client, ministry.examiner, "application", application, "start_examination")
    assert (response.status_code, response.url) == (302, application.get_absolute_url())
    assert (now(application).status, now(application).examiner) == ("examining", ministry.examiner)


def test_screen_previews_the_notices_of_a_step(client, draft, ministry, company):
    application = make.submit(draft)
    client.force_login(ministry.examiner)
    context = client.get(url("application", application, "start_examination")).context
    assert [(d.kind, d.to) for d in context["drafts"]] == [
        ("application.examining", (company.owner,))
    ]


def test_preview_shows_the_text_entered_and_takes_no_step(client, examined, ministry):
    before = (AuditEntry.objects.count(), Notice.objects.count())
    due = add_business_days(clock.today(), 7)
    data = correction(due_on=due.isoformat(), preview="1")
    response = post(
        client, ministry.examiner, "application", examined, "request_clarification", **data
    )
    assert (response.status_code, response.context["previewed"]) == (200, True)
    assert f"{due.month}/{due.day}" in response.context["drafts"][0].subject
    assert response.context["form"]["message"].value() == data["message"]
    assert (AuditEntry.objects.count(), Notice.objects.count()) == before


def test_correction_is_requested(client, examined, ministry):
    response = post(
        client, ministry.examiner, "application", examined, "request_clarification", **correction()
    )
    assert response.status_code == 302
    asked = examined.clarifications.get()
    assert (asked.fields, asked.reason_code, asked.effect) == (
        ["place", "goal"],
        "incomplete",
        "pause",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fields": []}, "fields"),
        ({"fields": ["funds", "no_such_fact"]}, "fields"),
        ({"message": "  "}, "message"),
        ({"example": ""}, "example"),
        ({"due_on": ""}, "due_on"),
        ({"due_on": "31/31/2026"}, "due_on"),
        ({"due_on": "2026-01-05"}, "due_on"),
        ({"effect": "explode"}, "effect"),
        ({"reason_code": ""}, "reason_code"),
    ],
)
def test_bad_correction_is_refused_at_its_field_and_kept(
    client, examined, ministry, changes, field
):
    data = correction(**changes)
    response = post(
        client, ministry.examiner, "application", examined, "request_clarification", **data
    )
    assert (response.status_code, errors(response)) == (422, {field})
    assert response.context["form"]["message"].value() == data["message"]
    assert not examined.clarifications.exists()
    label = str(response.context["form"][field].label)
    text = response.content.decode()
    assert text.index("data-error-summary") < text.index("<form class=")
    assert label in text


def test_form_of_a_blocked_case_says_why_before_anything_is_entered(client, examined, ministry):
    post(
        client, ministry.examiner, "application", examined, "request_clarification", **correction()
    )
    response = client.get(url("application", examined, "consult"))
    assert len(response.context["reasons"]) == 1
    blocked = post(client, ministry.examiner, "application", examined, "consult")
    assert (blocked.status_code, len(blocked.context["reasons"])) == (422, 1)
    assert now(examined).status == "examining"


def test_clarification_is_closed_by_the_examiner_only(client, examined, ministry, town):
    post(
        client, ministry.examiner, "application", examined, "request_clarification", **correction()
    )
    asked = examined.clarifications.get()
    assert post(client, town.examiner, "clarification", asked, "close").status_code == 403
    assert post(client, ministry.examiner, "clarification", asked, "close").status_code == 302
    assert now(asked).status == "closed"


def test_opinion_is_given(client, examined, ministry, town):
    make.step(examined, "consult", ministry.examiner)
    opinion = examined.opinions.get()
    bad = post(client, town.examiner, "opinion", opinion, "give", view="objection", text="反対")
    assert (bad.status_code, errors(bad)) == (422, {"reason_codes"})
    data = {"view": "objection", "text": "危険です。", "reason_codes": ["safety"]}
    assert post(client, town.examiner, "opinion", opinion, "give", **data).status_code == 302
    given = now(opinion)
    assert (given.status, given.view, given.reason_codes) == ("given", "objection", ["safety"])


def test_grant_with_changes_and_conditions(client, pending, ministry):
    row = {
        "condition_2_text": "夜10時まで",
        "condition_2_reason": "騒音",
        "condition_2_check_method": "記録",
    }
    data = grant(outcome="with_changes", reason_codes=["scope"], reasons="時間帯を限る。", **row)
    assert (
        post(client, ministry.approver, "measure", pending, "determine", **data).status_code == 302
    )
    made = now(pending).determination
    assert (made.outcome, made.text_granted, made.reason_codes) == (
        "with_changes",
        "変更した文",
        ["scope"],
    )
    assert made.conditions == [{"text": "夜10時まで", "reason": "騒音", "check_method": "記録"}]
    assert [c["met"] for c in made.criteria] == [True, True, True]


def test_refusal_grants_no_text_and_no_period(client, pending, ministry):
    data = grant(
        outcome="refused", criterion_fits_policy_met="no", reason_codes=["safety"], reasons="危険"
    )
    assert (
        post(client, ministry.approver, "measure", pending, "determine", **data).status_code == 302
    )
    made = now(pending).determination
    assert (made.outcome, made.text_granted, made.ends_on, made.conditions) == (
        "refused",
        "",
        None,
        [],
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "refused", "reason_codes": ["safety"], "reasons": "危険"}, "outcome"),
        ({"criterion_fits_policy_met": "no"}, "outcome"),
        ({"criterion_breaks_no_law_met": ""}, "criterion_breaks_no_law_met"),
        ({"criterion_breaks_no_law_reason": " "}, "criterion_breaks_no_law_reason"),
        ({"outcome": "with_changes", "reasons": "限る"}, "reason_codes"),
        (
            {
                "outcome": "with_changes",
                "reason_codes": ["scope"],
                "reasons": "限る",
                "text_granted": "",
            },
            "text_granted",
        ),
        ({"ends_on": ""}, "ends_on"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"ends_on": "2031-04-01"}, "ends_on"),
        ({"condition_1_reason": "安全"}, "condition_1_text"),
    ],
)
def test_bad_determination_is_refused_at_its_field(client, pending, ministry, changes, field):
    response = post(client, ministry.approver, "measure", pending, "determine", **grant(**changes))
    assert (response.status_code, errors(response)) == (422, {field})
    assert (
        response.context["form"]["criterion_fits_policy_reason"].value()
        == make.CRITERIA_MET[0]["reason"]
    )
    assert now(pending).status == "pending"


def test_determination_form_shows_the_text_asked_and_prefills(client, pending, ministry):
    client.force_login(ministry.approver)
    form = client.get(url("measure", pending, "determine")).context["form"]
    assert form["text_granted"].value() == pending.text_asked
    assert form["ends_on"].value().isoformat() == pending.application.plan["ends_on"]
    shown = [field.name for group in form.groups() for field in group["fields"]]
    assert sorted(shown) == sorted(form.fields)
    assert sum(group.get("folded", False) for group in form.groups()) == SPARE_ROWS


def test_disclosure_from_the_screen_makes_the_exemption(client, draft, ministry, town):
    measure = make.decide(draft, ministry, town).measures.get()
    assert post(client, ministry.approver, "measure", measure, "disclose").status_code == 302
    assert (now(measure).status, now(draft).exemptions.count()) == ("disclosed", 1)


def test_examiner_cannot_determine_what_they_examined(client, pending, ministry):
    make.add_member(ministry.organisation, "approver", ministry.examiner)
    response = post(client, ministry.examiner, "measure", pending, "determine", **grant())
    assert (response.status_code, len(response.context["reasons"])) == (422, 1)
    assert response.context["form"]["outcome"].value() == "as_asked"
    assert now(pending).status == "pending"


def test_stale_form_is_answered_with_409_and_keeps_what_was_entered(client, examined, ministry):
    client.force_login(ministry.examiner)
    where = url("application", examined, "request_clarification")
    seen = client.get(where).context["seen_version"]
    post(
        client, ministry.examiner, "application", examined, "request_clarification", **correction()
    )
    make.step(examined.clarifications.get(), "close", ministry.examiner)
    late = client.post(where, {"version": seen, **correction(message="二度目の依頼")})
    assert (late.status_code, late.context["stale"]) == (409, True)
    assert late.context["form"]["message"].value() == "二度目の依頼"
    assert examined.clarifications.count() == 1
    again = client.post(where, {"version": late.context["seen_version"], **correction()})
    assert (again.status_code, examined.clarifications.count()) == (302, 2)


def test_refused_entry_does_not_hide_that_somebody_was_faster(client, examined, ministry):
    client.force_login(ministry.examiner)
    where = url("application", examined, "request_clarification")
    seen = client.get(where).context["seen_version"]
    post(
        client, ministry.examiner, "application", examined, "request_clarification", **correction()
    )
    make.step(examined.clarifications.get(), "close", ministry.examiner)
    bad = client.post(where, {"version": seen, **correction(message="")})
    assert (bad.status_code, bad.context["seen_version"]) == (422, seen)


def test_step_without_a_version_is_stale(client, draft, ministry):
    application = make.submit(draft)
    client.force_login(ministry.examiner)
    response = client.post(url("application", application, "start_examination"))
    assert (response.status_code, now(application).status) == (409, "arrived")
