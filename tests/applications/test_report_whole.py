"""Reports from reminder to correction: told once, entered three ways, taken back, revised, never overwritten."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.figures_file import read_figures
from applications.models import ApiToken, Report
from applications.reminders import remind_of_reports, stage_of
from casework import clock
from casework.models import AuditEntry, Notice
from casework.transitions import Blocked, Stale, perform
from kpis.models import Observation
from kpis.reference import load_catalogue
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(town, ministry, company):
    load_catalogue()
    exemption = make.make_exemption(town, ministry, company)
    return make.run(exemption, company.owner).reports.order_by("period_start").first()


def at(day):
    return clock.set_to(datetime.combine(day, datetime.min.time(), clock.JST) + timedelta(hours=9))


def figures(report, value="7"):
    return [
        {"indicator_code": code, "value": Decimal(value), "unit": "", "note": ""}
        for code in report.exemption.report_indicators
    ]


def fresh(report):
    return Report.objects.get(pk=report.pk)


# Reminders


@pytest.mark.parametrize(
    ("left", "kind"),
    [
        (31, ""),
        (30, "report.due_in_30"),
        (8, "report.due_in_30"),
        (7, "report.due_in_7"),
        (1, "report.due_in_7"),
        (0, "report.due_today"),
        (-1, "report.overdue"),
        (-400, "report.overdue"),
    ],
)
def test_the_day_says_which_reminder_is_due(left, kind):
    assert stage_of(date(2026, 7, 31), date(2026, 7, 31) - timedelta(days=left)) == kind


def test_each_reminder_is_sent_exactly_once_and_the_office_hears_when_overdue(report, town):
    Report.objects.exclude(pk=report.pk).delete()
    sent = []
    for left in (40, 30, 30, 12, 7, 6, 0, 0, -1, -1, -30):
        with at(report.due_on - timedelta(days=left)):
            sent.append(remind_of_reports())
    assert sent == [0, 1, 0, 0, 1, 0, 1, 0, 2, 0, 0]
    told = Notice.objects.filter(case_type=report.case_type, case_id=report.pk)
    late = told.filter(kind="report.overdue")
    owner = report.exemption.holder.owner if hasattr(report.exemption.holder, "owner") else None
    reached = {r.user for n in late for r in n.recipients.all()}
    assert town.administrator in reached
    assert report.exemption.holder.members.get().user in reached
    assert owner is None or owner in reached
    early = {r.user for n in told.exclude(kind="report.overdue") for r in n.recipients.all()}
    assert town.administrator not in early


def test_submitted_report_is_not_reminded(report, company):
    Report.objects.exclude(pk=report.pk).delete()
    with at(report.period_end + timedelta(days=1)):
        make.step(report, "submit", company.owner, figures=figures(report), narrative="")
    with at(report.due_on + timedelta(days=5)):
        assert remind_of_reports() == 0


def test_reminders_say_first_what_to_do_by_when_so_that_digests_can_sort_them(report):
    from casework.subjects import TO_DO, head_of

    Report.objects.exclude(pk=report.pk).delete()
    for left in (30, 7, 0, -1):
        with at(report.due_on - timedelta(days=left)):
            remind_of_reports()
    heads = [
        head_of(n.subject, report.due_on) for n in Notice.objects.filter(kind__startswith="report.")
    ]
    assert {head.code for head in heads} == {TO_DO}
    assert [head.due_on for head in heads if head.due_on] == [report.due_on] * 3


# Files as people have them


INDICATORS = [
    {"code": "K26", "name": "利用者数", "unit": "人"},
    {"code": "F1", "name": "飛行回数", "unit": "回"},
]
MESSY = (
    "令和8年度 第1四半期 実施報告,,,\r\n作成：デモ空輸（担当者）,,,\r\n,,,\r\n"
    "年月日,利用者数（人）,飛行回数,備考\r\n"
    'R8.4.1,１２人,"１，０００回",晴\r\n,,,\r\n令和8年5月2日,3 人,－,\r\n合計,15,1000,\r\n'
)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_messy_file_is_read_as_meant(encoding):
    upload = SimpleUploadedFile("a.csv", MESSY.encode(encoding))
    found = read_figures(upload, INDICATORS, date(2026, 4, 1), date(2026, 6, 30))
    assert found.errors == []
    assert found.figures == {"K26": Decimal(15), "F1": Decimal(1000)}


@pytest.mark.parametrize("text", ["▲3", "△３", "-3", "−3人"])
def test_negative_figures_are_named_with_their_cell(text):
    content = f"指標,値\nK26,{text}\n合計,3\n"
    upload = SimpleUploadedFile("a.csv", content.encode("utf-8"))
    found = read_figures(upload, INDICATORS, date(2026, 4, 1), date(2026, 6, 30))
    assert len(found.errors) == 1
    assert text in found.errors[0]
    assert "2" in found.errors[0].split(text)[0]
    assert found.figures == {}


# Taken back, corrected


def submit(report, actor, value="7", **more):
    return make.step(
        report, "submit", actor, figures=figures(report, value), narrative="一", **more
    )


def test_submission_is_taken_back_to_exactly_what_stood_before(report, company):
    with at(report.due_on):
        file = {"how": "file", "name": "a.csv", "sha256": "0" * 64}
        submit(report, company.owner, entry=file)
        assert fresh(report).entry == file
        make.step(report, "take_back", company.owner)
        assert fresh(report).figures.count() == 0
        assert (fresh(report).status, fresh(report).narrative) == ("due", "")
        assert fresh(report).submitted_at is None
    steps = AuditEntry.objects.filter(case_type=report.case_type, case_id=report.pk)
    assert list(steps.order_by("pk").values_list("step", flat=True)) == ["submit", "take_back"]


def test_what_was_returned_stands_again(report, company, ministry):
    with at(report.due_on):
        submit(report, company.owner)
        make.step(report, "send_back", ministry.examiner, reasons="K26 を確かめてください。")
        submit(report, company.owner, "9")
        with pytest.raises(Blocked):
            make.step(report, "take_back", company.owner)
        make.step(report, "take_back_again", company.owner)
    now = fresh(report)
    assert (now.status, now.return_reasons) == ("returned", "K26 を確かめてください。")
    assert {f.value for f in now.figures.all()} == {Decimal(7)}


def test_correction_is_a_revised_observation_and_overwrites_nothing(report, company, ministry):
    with at(report.due_on):
        submit(report, company.owner)
        make.step(report, "accept", ministry.examiner)
    count = len(report.exemption.report_indicators)
    assert Observation.objects.filter(provenance__report=report.pk).count() == count
    changed = figures(report)
    changed[0]["value"] = Decimal(8)
    with at(report.due_on + timedelta(days=3)):
        with pytest.raises(Blocked):
            make.step(report, "correct", company.owner, figures=changed, narrative="", reasons=" ")
        make.step(report, "correct", company.owner, figures=changed, narrative="", reasons="誤記")
        make.step(report, "take_back_correction", company.owner)
        assert (fresh(report).status, fresh(report).narrative) == ("accepted", "一")
        assert {f.value for f in fresh(report).figures.all()} == {Decimal(7)}
        make.step(report, "correct", company.owner, figures=changed, narrative="", reasons="誤記")
        assert Observation.objects.filter(provenance__report=report.pk).count() == count
        make.step(report, "accept", ministry.examiner)
    rows = Observation.objects.filter(provenance__report=report.pk).order_by("pk")
    assert [r.status for r in rows] == ["final"] * count + ["revised"]
    assert (rows.last().value, rows.last().provenance["correction"]) == (Decimal(8), "誤記")
    assert {r.value for r in rows[:count]} == {Decimal(7)}


# Conditions


def test_conditions_are_asked_and_what_was_not_kept_is_explained(report, company):
    owner = Client()
    owner.force_login(company.owner)
    address = f"/apply/reports/{report.pk}/steps/submit/"
    sent = {f"figure_{code}": "7" for code in report.exemption.report_indicators}
    with at(report.due_on):
        sent |= {"version": report.version, "condition_1": "broken", "condition_1_note": ""}
        assert owner.post(address, sent).status_code == 422
        assert fresh(report).status == "due"
        assert owner.post(address, {**sent, "condition_1": "maybe"}).status_code == 422
        owner.post(address, {**sent, "condition_1_note": "通知が1日遅れた。"})
    row = fresh(report).compliance[0]
    assert (row["number"], row["answer"], row["note"]) == (1, "broken", "通知が1日遅れた。")


# API


@pytest.fixture
def secret(company):
    owner = Client()
    owner.force_login(company.owner)
    days = {"name": "基幹システム", "expires_on": clock.today() + timedelta(days=30)}
    answer = owner.post(f"/apply/company/{company.pk}/tokens/", days)
    found = answer.content.decode().split("data-secret>")[1].split("<")[0]
    assert found not in owner.get(f"/apply/company/{company.pk}/tokens/").content.decode()
    return found


def send(secret, report, **content):
    return Client().post(
        f"/api/v1/reports/{report.pk}",
        json.dumps(content),
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )


def test_token_is_hashed_and_its_issue_is_in_the_trail(secret, company):
    token = ApiToken.objects.get()
    assert secret not in {token.secret_sha256, token.shown}
    assert token.shown == secret[:14]
    trail = AuditEntry.objects.filter(case_type=token.case_type, case_id=token.pk)
    assert list(trail.values_list("step", flat=True)) == ["issue"]


@pytest.mark.parametrize("days", [-1, 367])
def test_token_without_end_or_already_over_is_refused(company, days):
    owner = Client()
    owner.force_login(company.owner)
    day = clock.today() + timedelta(days=days)
    answer = owner.post(f"/apply/company/{company.pk}/tokens/", {"name": "x", "expires_on": day})
    assert (answer.status_code, ApiToken.objects.count()) == (422, 0)


def test_report_is_submitted_by_the_api_all_or_nothing(secret, report):
    codes = report.exemption.report_indicators
    with at(report.due_on):
        ApiToken.objects.update(expires_on=report.due_on)
        good = dict.fromkeys(codes, "７")
        wrong = send(secret, report, version=report.version, figures={codes[0]: "多数", "K99": 1})
        assert wrong.status_code == 422
        named = {e["field"] for e in wrong.json()["errors"]}
        asked = [code for code in codes if code != "K27"]  # the console knows the incidents itself
        assert {"figures.K99", *(f"figures.{code}" for code in asked)} == named
        foreign = send(secret, report, version=report.version, figures=good, uses={"K99": 3})
        assert [e["field"] for e in foreign.json()["errors"]] == ["uses.K99"]
        assert fresh(report).status == "due"
        stale = send(secret, report, version=report.version + 5, figures=good)
        assert (stale.status_code, stale.json()["errors"][0]["field"]) == (409, "version")
        done = send(secret, report, version=report.version, figures=good, uses={"K27": 400})
        assert (done.status_code, done.json()["status"]) == (200, "submitted")
    now = fresh(report)
    assert {f.value for f in now.figures.exclude(indicator_code="K27")} == {Decimal(7)}
    known = now.figures.get(indicator_code="K27")
    assert (known.value, known.denominator) == (0, 400)
    assert now.entry == {"how": "api", "name": "基幹システム", "known": ["K27"]}


def test_revoked_expired_and_foreign_tokens_are_refused(secret, report, company):
    listed = {"Authorization": f"Bearer {secret}"}
    assert len(Client().get("/api/v1/reports", headers=listed).json()) > 0
    other = make.make_company("8000012010038", "デモ別会社")
    _token, foreign = ApiToken.prepare(
        company=other, user=other.owner, name="x", expires_on=clock.today()
    )
    perform(_token, "issue", actor=other.owner, version=_token.version)
    assert send(foreign, report, version=0, figures={}).status_code == 404
    token = ApiToken.objects.get(company=company)
    owner = Client()
    owner.force_login(company.owner)
    with clock.set_to(clock.now() + timedelta(days=31)):
        assert send(secret, report, version=0, figures={}).status_code == 401
    owner.post(f"/apply/company/{company.pk}/tokens/{token.pk}/revoke/")
    assert send(secret, report, version=0, figures={}).status_code == 401
    assert send("dejima_wrong", report, version=0, figures={}).status_code == 401
    with pytest.raises((Stale, Blocked)):
        perform(token, "revoke", actor=company.owner, version=token.version)
