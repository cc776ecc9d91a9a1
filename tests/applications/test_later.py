"""After filing: a change before the decision, a copy of a letter, a succession, a changed grant."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications.apply.plan_form import shown_values
from applications.later.tasks import take_over
from applications.models import Application, ChangeRequest, Exemption, Letter, Reissue, Succession
from casework import clock
from casework.transitions import Blocked
from tests import factories as make
from tests.applications.machine import at
from tests.applications.office import errors, now

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


def opened(case, step, actor, **inputs):
    """Open a case and take its first step, as the screen does."""
    case.save()
    return make.step(case, step, actor, **inputs)


def propose(application, actor, **changes):
    case = ChangeRequest(application=application)
    inputs = {"changes": {"place": "関宮地区"}, "reason": "用地の都合", **changes}
    return opened(case, "propose", actor, **inputs)


@pytest.fixture
def examined(draft, ministry):
    with at(DAY):
        return make.examine(draft, ministry)


@pytest.fixture
def granted(draft, ministry, town):
    return make.disclose(draft, ministry, town)


@pytest.fixture
def other():
    return make.make_company("8000012010038", "デモ承継株式会社")


def letter_of(application):
    return application.letters.get(kind="determination")


# A change before the decision


@pytest.mark.parametrize(("effect", "restarts"), [("none", False), ("restart", True)])
def test_an_accepted_change_is_a_new_revision_with_an_explicit_effect_on_the_period(
    examined, ministry, company, effect, restarts
):
    change = propose(examined, company.owner)
    later = DAY + timedelta(days=7)
    with at(later):
        done = make.step(change, "accept", ministry.examiner, effect=effect, answer="")
        application = Application.objects.get()
        revision = application.revisions.order_by("-number").first()
        assert (done.status, application.plan["place"], revision.number, revision.cause) == (
            "accepted",
            "関宮地区",
            2,
            f"change:{change.pk}",
        )
        assert application.clock().start == (later if restarts else DAY)


def test_a_declined_change_leaves_the_plan_and_needs_a_reason(examined, ministry, company):
    change = propose(examined, company.owner)
    with pytest.raises(Blocked):
        make.step(change, "decline", ministry.examiner, answer=" ")
    make.step(change, "decline", ministry.examiner, answer="審査が終わっている。")
    assert Application.objects.get().plan["place"] == examined.plan["place"]
    assert Application.objects.get().revisions.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"changes": {}},
        {"changes": {"place": "大屋地区"}},
        {"changes": {"place": ""}},
        {"changes": {"status": "decided"}},
        {"reason": ""},
    ],
)
def test_a_change_that_changes_nothing_or_too_much_is_refused(examined, company, changes):
    with pytest.raises(Blocked):
        propose(examined, company.owner, **changes)
    assert Application.objects.get().plan == examined.plan


def test_none_is_proposed_after_the_disclosure(granted, company):
    with pytest.raises(Blocked):
        propose(granted, company.owner)


def test_a_second_change_waits_for_the_first(examined, company):
    propose(examined, company.owner)
    with pytest.raises(Blocked):
        propose(examined, company.owner)


def test_a_change_is_not_accepted_once_something_is_determined_and_nobody_outside_learns_why(
    draft, ministry, town, company
):
    application = make.decide(draft, ministry, town)
    change = propose(application, company.owner)
    assert change.status == "proposed"
    with pytest.raises(Blocked):
        make.step(change, "accept", ministry.examiner, effect="none", answer="")


def test_nothing_is_determined_while_a_change_waits(draft, ministry, town, company):
    application = make.consult(draft, ministry, town)
    change = propose(application, company.owner)
    measure = application.measures.get()
    with pytest.raises(Blocked):
        make.step(measure, "determine", ministry.approver, **make.grant_inputs())
    make.step(change, "decline", ministry.examiner, answer="理由")
    make.step(measure, "determine", ministry.approver, **make.grant_inputs())


def test_a_withdrawn_application_takes_its_change_with_it(examined, company):
    change = propose(examined, company.owner)
    make.step(examined, "withdraw", company.owner)
    assert now(change).status == "withdrawn"


def test_only_the_company_proposes_and_only_the_examiner_answers(
    examined, ministry, town, company, other
):
    for person in (other.owner, ministry.examiner):
        with pytest.raises(PermissionDenied):
            propose(examined, person)
    ChangeRequest.objects.all().delete()
    change = propose(examined, company.owner)
    for person in (company.owner, town.examiner, ministry.approver):
        with pytest.raises(PermissionDenied):
            make.step(change, "accept", person, effect="none", answer="")


def test_the_screen_proposes_only_what_differs_and_loses_nothing(client, examined, company):
    client.force_login(company.owner)
    url = reverse("apply_change_new", args=[examined.pk])
    filled = {**shown_values(examined.plan, None, examined.plan_schema), "place": "関宮地区"}
    answer = client.post(url, filled)
    assert (answer.status_code, errors(answer)) == (422, {"reason"})
    assert "関宮地区" in answer.content.decode()
    assert ChangeRequest.objects.count() == 0
    client.post(url, {**filled, "reason": "用地の都合"})
    assert ChangeRequest.objects.get().changes == {"place": "関宮地区"}


# A copy


def test_a_copy_has_its_own_number_the_same_text_and_revokes_nothing(granted, ministry, company):
    first = letter_of(granted)
    case = Reissue(application=granted, letter=first)
    asked = opened(case, "request", company.owner, cause="lost", reason="移転の際に失った。")
    done = make.step(asked, "issue", ministry.examiner)
    copy = done.copy
    assert (copy.copy_of, copy.kind, copy.document.kind) == (first, "reissue", "reissue")
    assert copy.document.sequence == first.document.sequence + 1
    assert first.body in copy.body
    assert granted.measures.get().determination.annulled_at is None
    assert make.step(done, "report_found", company.owner).found_on == clock.today()


def test_a_copy_of_a_copy_or_of_a_receipt_is_refused(granted, ministry, company):
    first = letter_of(granted)
    asked = opened(
        Reissue(application=granted, letter=first),
        "request",
        company.owner,
        cause="lost",
        reason="失った。",
    )
    copy = make.step(asked, "issue", ministry.examiner).copy
    for letter in (copy, granted.letters.get(kind="receipt")):
        with pytest.raises(Blocked):
            opened(
                Reissue(application=granted, letter=letter),
                "request",
                company.owner,
                cause="lost",
                reason="失った。",
            )


def test_only_the_office_of_the_letter_issues_the_copy(granted, ministry, town, company):
    asked = opened(
        Reissue(application=granted, letter=letter_of(granted)),
        "request",
        company.owner,
        cause="damaged",
        reason="破れた。",
    )
    for person in (town.examiner, company.owner):
        with pytest.raises(PermissionDenied):
            make.step(asked, "issue", person)
    assert Letter.objects.filter(kind="reissue").count() == 0


# A succession


def hand_over(application, company, successor, on=DAY, **changes):
    inputs = {"kind": "merger", "effective_on": on, "reason": "吸収合併", **changes}
    case = Succession(application=application)
    return opened(case, "file", company.owner, successor=successor, **inputs)


def test_a_succession_makes_the_successor_applicant_and_holder_and_both_keep_the_past(
    client, granted, ministry, company, other
):
    case = hand_over(granted, company, other)
    make.step(case, "confirm", other.owner)
    done = make.step(case, "record", ministry.examiner)
    application, exemption = Application.objects.get(), Exemption.objects.get()
    assert (now(done).status, application.company, exemption.holder) == ("in_effect", other, other)
    assert Letter.objects.get(kind="succession").company == other
    answers = {}
    for name, person in (("old", company.owner), ("new", other.owner)):
        client.force_login(person)
        answers[name] = (
            client.get(application.company_url()).status_code,
            client.get(done.company_url()).status_code,
            client.get(reverse("apply_letter", args=[letter_of(granted).pk])).status_code,
        )
    assert answers == {"old": (404, 200, 200), "new": (200, 200, 200)}


def test_a_succession_waits_for_its_day(granted, ministry, company, other):
    with at(DAY):
        day = clock.today() + timedelta(days=30)
        case = hand_over(granted, company, other, on=day)
        make.step(case, "confirm", other.owner)
        make.step(case, "record", ministry.examiner)
        assert take_over.func() == 0
    assert Application.objects.get().company == company
    with at(day):
        assert take_over.func() == 1
        assert take_over.func() == 0
    assert (now(case).status, Application.objects.get().company) == ("in_effect", other)


def test_only_the_other_side_confirms_and_only_the_office_records(
    granted, ministry, town, company, other
):
    case = hand_over(granted, company, other)
    with pytest.raises(PermissionDenied):
        make.step(case, "confirm", company.owner)
    with pytest.raises(Blocked):
        make.step(case, "record", ministry.examiner)
    make.step(case, "confirm", other.owner)
    for person in (company.owner, other.owner, town.examiner):
        with pytest.raises(PermissionDenied):
            make.step(case, "record", person)
    assert Application.objects.get().company == company


def test_somebody_on_either_side_cannot_record_it(granted, ministry, company, other):
    case = hand_over(granted, company, other)
    make.step(case, "confirm", other.owner)
    make.add_member(ministry.organisation, "examiner", other.owner)
    with pytest.raises(Blocked):
        make.step(case, "record", other.owner)


@pytest.mark.parametrize("changes", [{"kind": "gift"}, {"effective_on": None}, {"reason": ""}])
def test_an_undescribed_succession_is_refused(granted, company, other, changes):
    inputs = {"kind": "merger", "effective_on": DAY, "reason": "合併", **changes}
    with pytest.raises(Blocked):
        opened(Succession(application=granted), "file", company.owner, successor=other, **inputs)


def test_nobody_succeeds_themselves(granted, company):
    with pytest.raises(Blocked):
        hand_over(granted, company, company)


def test_the_document_is_needed_and_kept_for_both_sides(client, granted, company, other):
    client.force_login(company.owner)
    url = reverse("apply_succession_new", args=[granted.pk])
    data = {
        "corporate_number": other.corporate_number,
        "kind": "merger",
        "effective_on": "2027-01-01",
        "reason": "吸収合併",
    }
    answer = client.post(url, data)
    assert (answer.status_code, errors(answer)) == (422, {"document"})
    assert Succession.objects.count() == 0
    paper = SimpleUploadedFile("合併契約書.pdf", b"%PDF-1.7\n")
    answer = client.post(url, {**data, "document": paper})
    case = Succession.objects.get()
    assert answer.url == case.company_url()
    client.force_login(other.owner)
    answer = client.get(reverse("apply_succession_file", args=[case.pk]))
    assert b"".join(answer).startswith(b"%PDF-")


# A changed grant


def test_a_grant_is_changed_by_a_new_application_prefilled_and_linked(client, granted, company):
    client.force_login(company.owner)
    url = reverse("apply_amend", args=[granted.pk])
    answer = client.post(url)
    new = Application.objects.get(amends=granted)
    assert answer.url == reverse("apply_draft", args=[new.pk])
    assert (new.status, new.plan, new.measures.get().text_asked) == (
        "draft",
        granted.plan,
        granted.measures.get().text_asked,
    )
    assert client.post(url).url == answer.url
    assert Application.objects.filter(amends=granted).count() == 1


def test_what_was_not_granted_is_not_changed_by_a_new_application(client, draft, ministry, town):
    refused = make.disclose(draft, ministry, town, **make.refusal_inputs())
    client.force_login(refused.company.members.get().user)
    assert client.post(reverse("apply_amend", args=[refused.pk])).status_code == 404
