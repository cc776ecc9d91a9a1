"""Trade secrets and requests for disclosure: what is withheld appears nowhere, and who is heard when."""

import io
import json
import zipfile
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications import facts, redaction
from applications.apply.secrets import mark
from applications.models import Application, DisclosureRequest, SecretMark
from applications.office.disclosure import receive
from casework import audit, clock, queue
from casework.files import files_of, store
from casework.models import Notice, WorkRow
from casework.transitions import Blocked
from tests import factories as make

pytestmark = pytest.mark.django_db
MARKER = "極秘マーカー7319"
REQUESTER = {
    "requester_name": "出島 市郎",
    "requester_address": "兵庫県養父市",
    "scope": "申請書一式",
}


def secret_plan():
    texts = (facts.Kind.TEXT, facts.Kind.LONG_TEXT)
    return make.complete_plan(
        **{
            f.key: f"{MARKER}{f.key}"
            for f in facts.facts(facts.Owner.PLAN)
            if f.kind in texts and f.key not in redaction.PUBLISHED
        }
    )


def mark_everything(application):
    for target, _label in redaction.markable(application):
        mark(
            application,
            actor=application.created_by,
            target=target,
            ground="business",
            reason="競争上の地位を害する。",
        )


@pytest.fixture
def secret(draft):
    """A filed application in which every field and the file's name are marked as secret."""
    Application.objects.filter(pk=draft.pk).update(plan=secret_plan())
    draft.refresh_from_db()
    upload = SimpleUploadedFile(f"{MARKER}.txt", f"{MARKER}中身".encode())
    store(draft, upload, slot="plan", actor=draft.created_by)
    mark_everything(draft)
    return draft


@pytest.fixture
def filed(draft, ministry):
    return make.examine(draft, ministry)


def request_for(application, actor, office):
    return receive(
        application,
        actor=actor,
        office=office.organisation.pk,
        received_on=clock.today(),
        **REQUESTER,
    )


def now(case):
    return type(case)._base_manager.get(pk=case.pk)


def at(day):
    return clock.set_to(datetime.combine(day, datetime.min.time(), clock.JST))


# Marks


def test_nothing_marked_is_in_the_copy_and_the_rest_is(draft, ministry, client):
    mark(draft, actor=draft.created_by, target="plan.technology", ground="business", reason="秘")
    filed = make.submit(draft)
    client.force_login(ministry.examiner)
    page = client.get(f"/console/applications/{filed.pk}/public-copy/")
    rows = {
        str(r["label"]): (r["value"], r["is_black"])
        for item in page.context["copy"]["plan"]
        for r in item["rows"]
    }
    black = [value for value, is_black in rows.values() if is_black]
    assert black == ["■■■（法人情報・5条2号イ）"]
    assert filed.plan["technology"] not in page.content.decode()
    assert filed.plan["goal"] in page.content.decode()


def test_towns_name_their_ordinance_and_no_article_of_the_act(draft, ministry, town):
    draft.procedure.examiner_kind = "municipality"
    draft.procedure.save()
    mark(draft, actor=draft.created_by, target="plan.goal", ground="business", reason="秘")
    filed = make.submit(draft)
    shown = redaction.copy_of(filed, redaction.hidden(filed))
    assert shown["plan"][0]["rows"][0]["value"] == "■■■（法人情報・情報公開条例）"


def test_rejected_mark_hides_for_two_more_weeks(filed, ministry):
    made = mark(filed, actor=filed.created_by, target="plan.goal", ground="business", reason="秘")
    make.step(made, "reject", ministry.examiner, reasons="公知である。")
    filed = now(filed)
    days = [0, 14, 15]
    found = [bool(redaction.hidden(filed, clock.today() + timedelta(d))) for d in days]
    assert found == [True, True, False]


@pytest.mark.parametrize(("step", "hides"), [("accept", True), ("withdraw", False)])
def test_accepted_marks_hide_and_withdrawn_ones_do_not(filed, ministry, company, step, hides):
    made = mark(filed, actor=filed.created_by, target="plan.goal", ground="person", reason="秘")
    inputs = {"reasons": "該当する。"} if step == "accept" else {}
    actor = ministry.examiner if step == "accept" else company.owner
    make.step(made, step, actor, **inputs)
    later = clock.today() + timedelta(days=100)
    assert bool(redaction.hidden(now(filed), later)) is hides


def test_marks_are_decided_with_reasons_by_the_examining_office_alone(
    filed, ministry, town, company
):
    made = mark(filed, actor=filed.created_by, target="plan.goal", ground="business", reason="秘")
    for user in (company.owner, town.examiner, ministry.approver):
        with pytest.raises(PermissionDenied):
            make.step(made, "accept", user, reasons="可")
    with pytest.raises(Blocked):
        make.step(made, "accept", ministry.examiner, reasons=" ")
    insider = make.make_user("insider")
    make.add_member(ministry.organisation, "examiner", insider)
    company.members.create(user=insider, role="reader")
    with pytest.raises(Blocked):
        make.step(made, "accept", insider, reasons="可")
    assert make.step(made, "accept", ministry.examiner, reasons="可").status == "accepted"
    assert audit.trail(made).first().data["target"] == "plan.goal"


def test_page_marks_once_and_keeps_what_is_entered(client, draft, company):
    client.force_login(company.owner)
    url = f"/apply/applications/{draft.pk}/secrets/"
    data = {"target": "plan.goal", "ground": "business", "reason": "秘"}
    assert client.post(url, {**data, "reason": ""}).status_code == 422
    assert client.post(url, {**data, "ground": "security"}).status_code == 422
    assert client.post(url, {**data, "target": "company.name"}).status_code == 422
    assert client.post(url, {**data, "target": "plan.place"}).status_code == 422
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 422
    assert SecretMark.objects.count() == 1


def test_what_an_exemption_publishes_cannot_be_marked(draft, company):
    with pytest.raises(ValueError, match=r"plan\.place"):
        mark(draft, actor=company.owner, target="plan.place", ground="business", reason="秘")


def test_only_filers_of_the_company_mark(client, draft, company):
    reader = make.make_user()
    company.members.create(user=reader, role="reader")
    url = f"/apply/applications/{draft.pk}/secrets/"
    data = {"target": "plan.goal", "ground": "business", "reason": "秘"}
    answers = []
    for user in (reader, make.make_user()):
        client.force_login(user)
        answers.append(client.post(url, data).status_code)
    assert (answers, SecretMark.objects.exists()) == ([403, 404], False)


def test_no_secret_on_any_public_page_or_in_the_api(secret, ministry, town):
    from tests.console.test_routes import EXPECTED, PUBLIC
    from tests.console.world import build

    exemption = make.run(make.disclose(secret, ministry, town).exemptions.get(), secret.created_by)
    world = build(codes=("town2", "ministry2", "other2"), number="3010001010696")
    world.arguments["register_exemption"] = {"public_number": exemption.public_number}
    world.arguments["api:exemption"] = {"number": exemption.public_number}
    world.arguments["zone"] = world.arguments["api:zone"] = {"slug": town.zone.slug}
    world.arguments["dashboard_zone"] = {"slug": town.zone.slug}
    from tests.console.test_routes import _address

    visitor, leaks, read = Client(), [], 0
    for name in (n for n, answers in EXPECTED.items() if answers == PUBLIC):
        answer = visitor.get(_address(name, world.arguments))
        text = b"".join(answer) if answer.streaming else answer.content
        read += answer.status_code == 200
        if MARKER.encode() in text or MARKER in text.decode("unicode_escape", "ignore"):
            leaks.append(name)
    assert leaks == []
    assert read == sum(answers == PUBLIC for answers in EXPECTED.values())


# Requests for disclosure


def test_period_is_thirty_days_and_extended_once(filed, ministry):
    case = request_for(filed, ministry.examiner, ministry)
    assert case.due_on == case.received_on + timedelta(days=30)
    case = make.step(case, "extend", ministry.examiner, reasons="文書が多い。")
    assert case.due_on == case.received_on + timedelta(days=60)
    with pytest.raises(Blocked):
        make.step(case, "extend", ministry.examiner, reasons="まだ多い。")
    assert [case.is_overdue(case.due_on + timedelta(d)) for d in (0, 1)] == [False, True]


def test_marked_information_is_not_disclosed_before_the_applicant_is_asked(
    filed, ministry, company
):
    mark(filed, actor=company.owner, target="plan.goal", ground="business", reason="秘")
    case = request_for(filed, ministry.examiner, ministry)
    decision = {"withheld": {}, "reasons": ""}
    with pytest.raises(Blocked):
        make.step(case, "decide", ministry.approver, **decision)
    due = clock.today() + timedelta(days=7)
    with pytest.raises(Blocked):
        make.step(case, "consult", ministry.examiner, due_on=due - timedelta(days=1))
    make.step(case, "consult", ministry.examiner, due_on=due)
    with pytest.raises(Blocked):
        make.step(case, "decide", ministry.approver, **decision)
    with at(due + timedelta(days=1)):
        assert make.step(case, "decide", ministry.approver, **decision).status == "decided"


def test_two_weeks_lie_between_decision_and_disclosure_after_an_objection(filed, ministry, company):
    case = request_for(filed, ministry.examiner, ministry)
    make.step(case, "consult", ministry.examiner, due_on=clock.today() + timedelta(days=7))
    with pytest.raises(Blocked):
        make.step(case, "give_opinion", company.owner, opposes=True, text="")
    make.step(case, "give_opinion", company.owner, opposes=True, text="営業上の秘密である。")
    case = make.step(case, "decide", ministry.approver, withheld={}, reasons="")
    told = Notice.objects.get(kind="disclosure.decided")
    assert [r.user for r in told.recipients.all()] == [company.owner]
    with at(case.decided_on + timedelta(days=14)), pytest.raises(Blocked):
        make.step(case, "release", ministry.examiner)
    with at(case.decided_on + timedelta(days=15)):
        assert make.step(case, "release", ministry.examiner).status == "released"


def test_package_holds_the_rest_and_nothing_withheld(secret, ministry):
    filed = make.submit(secret)
    open_key = "plan.funds"
    case = request_for(filed, ministry.examiner, ministry)
    withheld = {t: "business" for t, _l in redaction.targets_of(filed) if t != open_key}
    make.step(case, "consult", ministry.examiner, due_on=clock.today() + timedelta(days=7))
    make.step(case, "give_opinion", filed.created_by, opposes=False, text="")
    with pytest.raises(Blocked):
        make.step(case, "decide", ministry.approver, withheld=withheld, reasons="")
    make.step(case, "decide", ministry.approver, withheld=withheld, reasons="利益を害する。")
    case = make.step(case, "release", ministry.examiner)
    stored = files_of(case).get()
    with (
        stored.content.open("rb") as content,
        zipfile.ZipFile(io.BytesIO(content.read())) as zipped,
    ):
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    assert set(parts) == {"application.html", "sha256.json"}
    assert [MARKER.encode() in data for data in parts.values()] == [False, False]
    assert "12,000,000" in parts["application.html"].decode()
    assert set(json.loads(parts["sha256.json"])) == {"application.html"}


def test_withholding_everything_is_a_refusal(filed, ministry):
    case = request_for(filed, ministry.examiner, ministry)
    everything = {t: "operations" for t, _l in redaction.targets_of(filed)}
    with pytest.raises(Blocked):
        make.step(case, "decide", ministry.approver, withheld=everything, reasons="支障がある。")
    with pytest.raises(Blocked):
        make.step(case, "refuse", ministry.approver, ground="other", reasons="支障がある。")
    case = make.step(case, "refuse", ministry.approver, ground="operations", reasons="支障がある。")
    assert (case.status, case.release_from()) == ("refused", None)


def test_who_handles_and_who_decides(filed, ministry, town, company):
    case = request_for(filed, ministry.examiner, ministry)
    for user in (company.owner, town.examiner, town.approver, ministry.approver):
        with pytest.raises(PermissionDenied):
            make.step(case, "consult", user, due_on=clock.today() + timedelta(days=7))
    for user in (company.owner, ministry.examiner, town.approver):
        with pytest.raises(PermissionDenied):
            make.step(case, "decide", user, withheld={}, reasons="")
    assert make.step(case, "decide", ministry.approver, withheld={}, reasons="").status == "decided"


def test_company_never_learns_who_requested(client, filed, ministry, company):
    case = request_for(filed, ministry.examiner, ministry)
    client.force_login(company.owner)
    url = f"/apply/disclosure/{case.pk}/steps/give_opinion/"
    assert client.get(url).status_code == 404
    make.step(case, "consult", ministry.examiner, due_on=clock.today() + timedelta(days=7))
    page = client.get(url)
    texts = [page.content.decode(), *(n.body + n.subject for n in Notice.objects.all())]
    assert [REQUESTER["requester_name"] in text for text in texts] == [False] * len(texts)
    assert client.get(f"/console/disclosure/{case.pk}/").status_code == 403
    data = {"version": now(case).version, "opposes": "yes", "text": ""}
    assert client.post(url, data).status_code == 422
    assert client.post(url, {**data, "text": "秘密"}).status_code == 302


def test_other_offices_do_not_see_a_request(client, filed, ministry, town):
    case = request_for(filed, ministry.examiner, ministry)
    client.force_login(town.administrator)
    assert client.get(f"/console/disclosure/{case.pk}/").status_code == 404
    assert client.get("/console/disclosure/").context["rows"] == []


def test_request_is_recorded_on_the_page(client, filed, ministry):
    client.force_login(ministry.examiner)
    url = f"/console/applications/{filed.pk}/disclosure/"
    data = {**REQUESTER, "received_on": clock.today().isoformat()}
    late = {**data, "received_on": (clock.today() + timedelta(days=1)).isoformat()}
    assert client.post(url, {**data, "scope": ""}).status_code == 422
    assert client.post(url, late).status_code == 422
    assert client.post(url, data).status_code == 302
    assert (
        client.get(f"/console/disclosure/{DisclosureRequest.objects.get().pk}/").status_code == 200
    )
    client.force_login(ministry.approver)
    assert client.post(url, data).status_code == 403


def test_decision_is_made_on_the_page(client, filed, ministry):
    mark(filed, actor=filed.created_by, target="plan.goal", ground="business", reason="秘")
    case = request_for(filed, ministry.examiner, ministry)
    client.force_login(ministry.approver)
    url = f"/console/disclosure/{case.pk}/steps/decide/"
    form = client.get(url).context["form"]
    assert form.fields["part_0"].initial == "business"
    data = {"version": case.version, "part_0": "business"}
    assert client.post(url, data).status_code == 422
    assert client.post(url, {**data, "reasons": "利益を害する。"}).status_code == 302
    assert now(case).withheld == {"plan.goal": "business"}


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_at_any_length(
    client, filed, ministry, rows, django_assert_num_queries
):
    for _ in range(rows):
        request_for(filed, ministry.examiner, ministry)
    client.force_login(ministry.examiner)
    client.get("/console/disclosure/")
    with django_assert_num_queries(4):
        assert len(client.get("/console/disclosure/").context["rows"]) == rows


def test_a_request_waits_in_the_queue_until_it_is_disclosed(filed, ministry):
    made = receive(
        filed,
        actor=ministry.examiner,
        office=ministry.organisation.pk,
        received_on=clock.today(),
        **REQUESTER,
    )
    rows = WorkRow.objects.filter(case_type=made.case_type, case_id=made.pk)
    assert set(rows.values_list("desk", "due_on", "needs")) == {
        (desk, made.due_on, "decide_disclosure") for desk in ("examination", "signature")
    }
    make.step(made, "withdraw", ministry.examiner)
    assert not rows.exists()
    assert list(queue.differences()) == []
