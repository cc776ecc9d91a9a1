"""Standard measures: published with origin and verdict, taken over in one step, never a disposition."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.test import Client

from applications import origins
from applications.codes_standard import OriginVerdict
from applications.models import Application, StandardMeasure, StandardOffer, StandardUse
from applications.office.determination_form import DeterminationForm
from applications.standards import beginning, comparing, following, taking
from casework.models import AuditEntry, Notice
from casework.transitions import Blocked, Stale, touch
from tests import factories as make
from tests.applications import standards as makers
from zones.models import SpecialMeasure
from zones.reference import load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def cabinet(db):
    return makers.make_cabinet()


@pytest.fixture
def exemption(town, ministry, company):
    return make.make_exemption(town, ministry, company)


@pytest.fixture
def standard(exemption, cabinet):
    return makers.make_standard(exemption, cabinet)


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


def test_draft_begins_with_what_is_public_of_the_exemption(exemption, cabinet):
    draft = beginning.from_exemption(cabinet.organisation, exemption, cabinet.reviewer)
    condition = exemption.conditions.get()
    assert (draft.law_title, draft.text) == (exemption.law_title, exemption.text)
    assert draft.conditions == [
        {
            "text": condition.text,
            "reason": condition.reason,
            "check_method": condition.check_method,
            "owner": "",
            "due": "",
        }
    ]
    assert draft.indicators == exemption.report_indicators
    assert [row["code"] for row in draft.findings] == [c["code"] for c in make.CRITERIA_MET]
    # The company's own plan is not public, and is not copied.
    assert set(draft.plan_parts) == {"provisions", "safeguards"}
    assert beginning.from_exemption(cabinet.organisation, exemption, cabinet.reviewer) == draft


def test_origin_of_a_real_measure_keeps_outcome_and_source(cabinet):
    load_reference()
    known = SpecialMeasure.objects.get(pk="RC34")
    draft = beginning.from_measure(cabinet.organisation, known, cabinet.reviewer)
    origin = draft.read_origin()
    assert (origin["number"], origin["verdict"]) == ("RC34", OriginVerdict.NATIONWIDE)
    assert origin["verdict_on"] == "2005-09-01"
    assert (origin["verdict_text"], origin["source"]) == (known.outcome_note, known.source_text)
    verdicts = {origins.of_measure(one)["verdict"] for one in SpecialMeasure.objects.all()}
    assert verdicts <= set(OriginVerdict.values)
    assert len(verdicts) > 4


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ({"summary": ""}, "is_complete"),
        ({"conditions": []}, "is_complete"),
        ({"indicators": []}, "measures_something"),
        ({"evaluation": {**makers.EVALUATION, "threshold": " "}}, "measures_something"),
    ],
)
def test_incomplete_package_is_not_published(exemption, cabinet, words, rule):
    from applications.rules import standard as rules

    draft = makers.make_draft(exemption, cabinet, **words)
    with pytest.raises(Blocked) as refused:
        make.step(draft, "publish", cabinet.approver)
    assert refused.value.reasons == [str(getattr(rules, rule).reason)]


def test_who_drafted_does_not_publish_and_others_may_not(exemption, cabinet, town, ministry):
    draft = makers.make_draft(exemption, cabinet)
    for stranger in (cabinet.reviewer, cabinet.viewer, town.approver, ministry.approver):
        with pytest.raises(PermissionDenied):
            make.step(draft, "publish", stranger)
    StandardMeasure.objects.filter(pk=draft.pk).update(drafted_by=cabinet.approver)
    with pytest.raises(Blocked):
        make.step(draft, "publish", cabinet.approver)


def test_published_content_is_fixed_in_the_database(standard):
    for change in ({"text": "別の文"}, {"conditions": []}, {"origin": {}}, {"slug": "x"}):
        with pytest.raises(Error), transaction.atomic():
            StandardMeasure.objects.filter(pk=standard.pk).update(**change)
    with pytest.raises(Error), transaction.atomic():
        StandardMeasure.objects.filter(pk=standard.pk).delete()
    assert StandardMeasure.objects.get(pk=standard.pk).text == standard.text


def test_a_change_is_a_new_version_that_says_something_new(standard, cabinet):
    draft = beginning.next_version(standard, cabinet.reviewer)
    assert (draft.number, draft.slug, draft.content()) == (2, standard.slug, standard.content())
    with pytest.raises(Blocked):
        make.step(draft, "publish", cabinet.approver)
    draft = touch(draft, version=None, summary="冬も対象にする。")
    make.step(draft, "publish", cabinet.approver)
    assert list(StandardMeasure.objects.current().values_list("number", flat=True)) == [2]
    assert not standard.is_current()


def test_zone_offers_in_one_step_and_a_newer_version_replaces(standard, cabinet, second):
    offer = taking.offer(standard, second.zone, second.administrator)
    assert (offer.status, offer.offered_by_name) == (
        "offered",
        second.administrator.get_full_name(),
    )
    assert taking.offer(standard, second.zone, second.administrator) == offer
    assert AuditEntry.objects.filter(case_type=offer.case_type, step="offer").count() == 1
    draft = beginning.next_version(standard, cabinet.reviewer)
    newer = make.step(touch(draft, version=None, summary="新"), "publish", cabinet.approver)
    third = make.make_town("third")
    with pytest.raises(Blocked):
        taking.offer(standard, third.zone, third.administrator)
    taking.offer(newer, second.zone, second.administrator)
    states = StandardOffer.objects.order_by("pk").values_list("standard__number", "status")
    assert list(states) == [(1, "ended"), (2, "offered")]


@pytest.mark.parametrize("role", ["examiner", "approver", "viewer"])
def test_only_the_zone_administrator_offers(standard, second, role):
    with pytest.raises(PermissionDenied):
        taking.offer(standard, second.zone, getattr(second, role))
    assert not StandardOffer.objects.exists()


def test_company_gets_a_prefilled_draft_marked_with_its_origin(standard, second, another, ministry):
    draft = makers.take(standard, second, another)
    measure = draft.measures.get()
    use = measure.standard_use
    assert (draft.status, draft.zone, draft.title) == ("draft", second.zone, standard.name)
    assert (measure.law_title, measure.text_asked) == (standard.law_title, standard.text)
    assert measure.authority == ministry.organisation
    assert draft.plan["goal"] == makers.WORDS["plan_parts"]["goal"]
    assert (use.conditions, use.indicators) == ([makers.CONDITION], ["K26", "K27"])
    assert use.evaluation == makers.EVALUATION
    assert use.standard.origin["zone"] != second.zone.name
    assert not measure.determinations.exists()
    again = makers.take(standard, second, another)
    assert (again.pk, StandardUse.objects.count()) == (draft.pk, 1)


def test_own_earlier_answers_are_reused_where_the_package_is_silent(standard, second, company):
    draft = makers.take(standard, second, company)
    carried = dict(draft.carried_answers.values_list("key", "value__value"))
    assert carried
    assert {key: draft.plan[key] for key in carried} == carried
    assert not set(carried) & set(makers.WORDS["plan_parts"])


def test_zone_that_does_not_offer_is_refused(standard, second, another):
    with pytest.raises(Blocked):
        taking.take_over(
            standard,
            zone=second.zone,
            company=another,
            procedure=make.make_procedure(),
            actor=another.owner,
        )
    assert not Application.objects.filter(company=another).exists()


def test_differences_are_readable_and_part_of_what_is_signed(standard, second, another):
    from applications.content import content_of

    draft = makers.take(standard, second, another)
    use = draft.measures.get().standard_use
    assert [p for p in comparing.parts_of(use) if not p.is_same] == []
    taking.save_proposal(
        use,
        version=draft.version,
        conditions=[{**makers.CONDITION, "due": "四半期"}],
    )
    with pytest.raises(Stale):
        taking.save_proposal(use, version=draft.version, conditions=[])
    touch(draft, version=None, plan={**draft.plan, "goal": "別の目標"})
    use = StandardUse.objects.select_related("measure__application", "standard").get()
    assert len([p for p in comparing.parts_of(use) if not p.is_same]) == 2
    signed = content_of(Application.objects.get(pk=draft.pk))["standard"]
    assert signed[0][2] == [{**makers.CONDITION, "due": "四半期"}]


def test_grant_keeps_the_origin_and_asks_for_the_package_s_indicators(
    standard, second, another, ministry
):
    draft = makers.take(standard, second, another)
    touch(draft, version=None, plan={**make.complete_plan(), **draft.plan})
    application = make.disclose(Application.objects.get(pk=draft.pk), ministry, second)
    exemption = application.measures.get().exemptions.get()
    assert exemption.report_indicators == ["K26", "K27"]
    number = exemption.public_number
    for client, address in (
        (client_of(another.owner), f"/apply/exemptions/{exemption.pk}/"),
        (client_of(another.owner), f"/apply/applications/{application.pk}/"),
        (client_of(ministry.examiner), f"/console/exemptions/{exemption.pk}/"),
        (client_of(ministry.examiner), f"/console/applications/{application.pk}/"),
        (Client(), f"/register/exemptions/{number}/"),
    ):
        found = page(client.get(address)).select(f"[data-standard='{standard.slug}']")
        assert len(found) == 1, address
        assert len(found[0].select("[data-status]")) == 1, address
    shown = page(Client().get(f"/standard-measures/{standard.slug}/"))
    assert number in shown.text


def test_conditions_of_the_package_stand_in_the_signer_s_form(standard, second, another, ministry):
    measure = makers.take(standard, second, another).measures.get()
    form = DeterminationForm(case=measure, user=ministry.approver)
    assert form.initial["condition_1_text"] == makers.CONDITION["text"]
    assert form.initial["condition_1_check_method"] == makers.CONDITION["check_method"]


def verdict_of(monkeypatch, **review):
    from applications import hooks

    given = {"number": "ER-1", "url": "/register/reviews/ER-1/", "reasons": "理由", **review}
    monkeypatch.setattr(hooks.origin_review, "functions", [lambda _exemption: given])


def test_new_verdict_on_the_origin_is_told_once_to_all_who_took_it_over(
    standard, second, another, monkeypatch
):
    makers.take(standard, second, another)
    assert following.follow_verdicts.call() == 0
    verdict_of(monkeypatch, verdict="correct", decided_on="2026-11-01")
    assert following.follow_verdicts.call() == 1
    assert following.follow_verdicts.call() == 0
    changed = StandardMeasure.objects.get(pk=standard.pk)
    assert (changed.verdict, changed.verdict_on) == ("correct", date(2026, 11, 1))
    assert (changed.origin["verdict"], changed.verdict_has_changed) == ("none", True)
    told = Notice.objects.filter(kind="standard.verdict")
    reached = {r.user for n in told for r in n.recipients.all()}
    assert {second.administrator, another.owner} <= reached
    assert told.count() == 2
    shown = page(Client().get(f"/standard-measures/{standard.slug}/"))
    assert {t["data-status"] for t in shown.select("[data-status]")} == {"correct"}


def test_withdrawal_is_reasoned_told_and_stops_new_takeovers(standard, cabinet, second, another):
    makers.take(standard, second, another)
    with pytest.raises(Blocked):
        make.step(standard, "withdraw", cabinet.approver, reasons=" ")
    make.step(standard, "withdraw", cabinet.approver, reasons="法律が改正されたため。")
    assert Notice.objects.filter(kind="standard.withdrawn").count() == 2
    owner = client_of(another.owner)
    assert owner.get(f"/apply/standard-measures/{standard.slug}/").status_code == 404
    public = Client().get(f"/standard-measures/{standard.slug}/")
    assert "法律が改正されたため。" in public.content.decode()
    assert page(Client().get("/standard-measures/")).select("[data-standard]") == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1),
        ("?verdict=none", 1),
        ("?verdict=abolish", 0),
        ("?sector=mobility", 1),
        ("?sector=food", 0),
        ("?law=航空法", 1),
    ],
)
def test_public_list_is_filtered(exemption, cabinet, query, count):
    makers.make_standard(exemption, cabinet, sectors=["mobility"])
    answer = Client().get(f"/standard-measures/{query}")
    assert answer.status_code == 200
    assert len(page(answer).select("[data-standard]")) == count


def test_unknown_filter_is_refused_and_a_draft_is_not_public(exemption, cabinet):
    draft = makers.make_draft(exemption, cabinet)
    assert Client().get("/standard-measures/?sector=moon").status_code == 422
    assert Client().get(f"/standard-measures/{draft.slug}/").status_code == 404
    assert Client().get(f"/standard-measures/{draft.slug}/?version=1").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_public_list_asks_four_queries(
    town, ministry, company, cabinet, rows, django_assert_num_queries
):
    for _row in range(rows):
        makers.make_standard(make.make_exemption(town, ministry, company), cabinet)
    client = Client()
    client.get("/standard-measures/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/standard-measures/")


LIST_QUERIES = 2


def test_office_writes_and_publishes_on_its_pages(exemption, cabinet, ministry):
    reviewer = client_of(cabinet.reviewer)
    answer = reviewer.post("/console/standard-measures/new/", {"origin": "T0000-00000"})
    assert answer.status_code == 422
    makers.load_catalogue()
    answer = reviewer.post("/console/standard-measures/new/", {"origin": exemption.public_number})
    draft = StandardMeasure.objects.get()
    assert answer["Location"] == draft.get_absolute_url()
    form = page(reviewer.get(draft.get_absolute_url())).select_one("#edit form")
    sent = {i["name"]: i.get("value", "") for i in form.select("input[name]")}
    sent |= {t["name"]: t.text.removeprefix("\n") for t in form.select("textarea[name]")}
    sent = {k: v for k, v in sent.items() if k not in {"sectors", "csrfmiddlewaretoken"}}
    wrong = reviewer.post(draft.get_absolute_url(), {**sent, "indicators": "K99", "summary": ""})
    assert wrong.status_code == 422
    assert {e["href"] for e in page(wrong).select("#edit .error-summary a")} == {
        "#id_indicators",
        "#id_summary",
    }
    words = {**makers.EVALUATION, "summary": "一式", "indicators": "K26、K27"}
    assert reviewer.post(draft.get_absolute_url(), {**sent, **words}).status_code == 302
    stale = reviewer.post(draft.get_absolute_url(), {**sent, **words})
    assert stale.status_code == 409
    draft.refresh_from_db()
    assert (draft.indicators, draft.evaluation) == (["K26", "K27"], makers.EVALUATION)
    assert client_of(ministry.examiner).get(draft.get_absolute_url()).status_code == 404
    published = make.step(draft, "publish", cabinet.approver)
    assert reviewer.post(published.get_absolute_url(), sent).status_code == 403
    again = reviewer.post(published.get_absolute_url(), {"version_after": "1"})
    assert again["Location"] == StandardMeasure.objects.get(number=2).get_absolute_url()


def test_town_and_company_take_over_on_their_pages(standard, second, another):
    clerk = client_of(second.administrator)
    address = f"/console/standard-measures/{standard.slug}/take/"
    assert clerk.post(address, {"zone": "0"}).status_code == 404
    assert clerk.post(address, {"zone": second.zone.pk}).status_code == 302
    owner = client_of(another.owner)
    find = page(owner.get("/apply/find/?q=夜間"))
    link = find.select_one("[data-standards] .tag-list a[href^='/apply/standard-measures/']")
    assert link["href"] == f"/apply/standard-measures/{standard.slug}/?zone={second.zone.slug}"
    form = page(owner.get(link["href"])).select_one("form.form")
    sent = {
        i["name"]: i["value"]
        for i in form.select("input[name][checked]")
        if i["name"] != "csrfmiddlewaretoken"
    } | {"company": another.pk}
    assert owner.post(link["href"], {**sent, "zone": "nowhere"}).status_code == 422
    answer = owner.post(link["href"], sent)
    draft = Application.objects.get(company=another)
    assert answer["Location"] == f"/apply/applications/{draft.pk}/draft/"
    assert len(page(owner.get(answer["Location"])).select("[data-standard-card]")) == 1
    item = page(owner.get(f"/apply/applications/{draft.pk}/items/1/"))
    assert standard.name in item.select_one(".notice").text
    use = draft.measures.get().standard_use
    proposal = f"/apply/applications/{draft.pk}/standard/{use.pk}/"
    rows = {
        "row-TOTAL_FORMS": "2",
        "row-INITIAL_FORMS": "1",
        "row-0-text": "",
        "row-0-reason": "理由だけ",
        "version": draft.version,
        **makers.EVALUATION,
    }
    assert owner.post(proposal, rows).status_code == 422
    assert owner.post(proposal, {**rows, "row-0-text": "条件"}).status_code == 302
    use.refresh_from_db()
    assert [c["text"] for c in use.conditions] == ["条件"]
    differs = page(owner.get(answer["Location"])).select("[data-differs]")
    assert len(differs) == 1
