"""The office's landing page, notices, trail, files and zones: who sees what, and what it costs."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework import clock, files
from casework.models import AuditEntry, Recipient
from casework.work import work_of
from console.console_urls import urlpatterns
from tests import factories as make
from tests.zones.planning import Plan
from zones.models import Zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbor(db):
    """Another town with its own zone."""
    return make.make_town("neighbor", "隣町役場")


def get(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def needs(user):
    return [
        (i.next_step, i.waits_for, i.is_mine)
        for i in work_of(user)
        if i.case_type.startswith("applications.")
    ]


def kinds(user):
    return [(i.case_type.split(".")[1], i.is_mine) for i in work_of(user)]


def test_every_office_route_is_behind_the_door(client, company):
    client.force_login(company.owner)
    for pattern in urlpatterns:
        words = {
            n: "x" if type(c).__name__ == "SlugConverter" else 1
            for n, c in pattern.pattern.converters.items()
        }
        response = client.get(reverse(f"console:{pattern.name}", kwargs=words))
        assert (pattern.name, response.status_code) == (pattern.name, 403)


def test_work_follows_an_application_to_whoever_it_waits_for(draft, ministry, town, company):
    assert kinds(ministry.examiner) == []
    application = make.examine(draft, ministry)
    assert kinds(ministry.examiner) == [("application", True)]
    assert kinds(ministry.approver) == []
    make.step(application, "consult", ministry.examiner)
    assert kinds(town.examiner) == [("opinion", True)]
    waiting = work_of(ministry.examiner)[0]
    assert (waiting.waits_for, waiting.due_on) == ("養父市役所", application.opinions.get().due_on)
    give = {"view": "no_objection", "text": "異存なし", "reason_codes": []}
    make.step(application.opinions.get(), "give", town.examiner, **give)
    assert kinds(town.examiner) == []
    assert kinds(ministry.approver) == [("requestedmeasure", True)]
    before = work_of(ministry.approver)[0].next_step
    make.step(application.measures.get(), "determine", ministry.approver, **make.grant_inputs())
    assert kinds(ministry.approver) == [("requestedmeasure", True)]
    assert work_of(ministry.approver)[0].next_step != before
    make.step(application.measures.get(), "disclose", ministry.approver)
    assert (kinds(ministry.approver), kinds(ministry.examiner)) == ([], [])


def test_open_correction_waits_for_the_company(draft, ministry, company):
    application = make.examine(draft, ministry)
    due = clock.today() + timedelta(days=30)
    asked = {
        "fields": ["place"],
        "reason_code": "incomplete",
        "message": "道路名",
        "example": "市道",
        "effect": "pause",
    }
    make.step(application, "request_clarification", ministry.examiner, due_on=due, **asked)
    item = work_of(ministry.examiner)[0]
    assert (item.waits_for, item.due_on) == (company.name, due)


def test_work_of_another_examiner_is_not_mine(draft, ministry):
    colleague = make.add_member(ministry.organisation, "examiner")
    application = make.submit(draft)
    assert kinds(colleague) == [("application", True)]
    make.step(application, "start_examination", ministry.examiner)
    assert kinds(colleague) == [("application", False)]


def test_reports_that_are_late_or_submitted_are_work(town, ministry, company):
    exemption = make.run(make.make_exemption(town, ministry, company), company.owner)
    report = exemption.reports.order_by("period_start").first()
    with clock.set_to(
        datetime.combine(report.due_on + timedelta(1), datetime.min.time(), clock.JST)
    ):
        town.examiner.__dict__.pop("_memberships", None)
        late = work_of(town.examiner)
    town.examiner.__dict__.pop("_memberships", None)
    assert [(i.case_id, i.waits_for, i.is_mine) for i in late] == [(report.pk, company.name, False)]


def test_suspended_exemption_waits_for_its_authority(town, ministry, company):
    exemption = make.run(make.make_exemption(town, ministry, company), company.owner)
    make.step(exemption, "suspend", ministry.approver, reasons="事故")
    assert kinds(ministry.approver) == [("exemption", True)]


def test_landing_page_filters_by_person_zone_due_words_and_kind(client, draft, ministry, town):
    colleague = make.add_member(ministry.organisation, "examiner")
    application = make.examine(draft, ministry)

    def rows(user, **query):
        return len(get(client, user, "console:work", **query).context["rows"])

    assert (rows(ministry.examiner), rows(colleague), rows(colleague, whose="all")) == (1, 0, 1)
    assert (rows(ministry.examiner, zone="town"), rows(town.examiner, zone="town")) == (1, 0)
    due = application.clock().due
    assert rows(ministry.examiner, due="week") == int(due <= clock.today() + timedelta(days=7))
    assert (rows(ministry.examiner, q="ﾄﾞﾛｰﾝ"), rows(ministry.examiner, q="無人バス")) == (1, 0)
    assert rows(ministry.examiner, kind="applications.report") == 0


def test_landing_page_marks_what_is_late(client, draft, ministry):
    make.submit(draft)
    (waiting,) = work_of(ministry.examiner)
    long_after = waiting.due_on + timedelta(days=2)
    with clock.set_to(datetime.combine(long_after, datetime.min.time(), clock.JST)):
        row = get(client, ministry.examiner, "console:work").context["rows"][0]
    assert (row["is_late"], row["over"]) == (True, 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_landing_page_costs_the_same(
    client, town, ministry, company, django_assert_num_queries, rows
):
    for _ in range(rows):
        make.examine(make.make_draft(town, ministry, company), ministry)
    client.force_login(ministry.examiner)
    with django_assert_num_queries(13):
        assert len(client.get(reverse("console:work")).context["rows"]) == rows


def failed_delivery(draft):
    make.submit(draft)
    Recipient.objects.update(status="sent")
    row = Recipient.objects.get(notice__kind="application.received")
    Recipient.objects.filter(pk=row.pk).update(status="failed", attempts=5, last_error="refused")
    return row


def resend(client, user, row, **data):
    client.force_login(user)
    return client.post(reverse("console:notices"), {"recipient": row.pk, **data})


def test_notices_are_those_of_the_offices_zones_and_ones_own(
    client, draft, town, ministry, neighbor
):
    make.submit(draft)

    def seen(user):
        page = get(client, user, "console:notices").context["page"]
        return {row.notice.kind for row in page.rows}

    assert seen(town.examiner) == {"application.received", "application.new"}
    assert seen(ministry.examiner) == {"application.new"}
    assert (seen(ministry.approver), seen(neighbor.examiner)) == (set(), set())


def test_failed_notice_is_sent_again(client, draft, town, django_capture_on_commit_callbacks):
    row = failed_delivery(draft)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        response = resend(
            client, town.examiner, row, back=reverse("console:notices") + "?status=failed"
        )
    assert (response.status_code, response.url) == (
        302,
        reverse("console:notices") + "?status=failed",
    )
    row.refresh_from_db()
    assert (row.status, [m.to for m in mail.outbox]) == ("sent", [[row.address]])


def test_resending_refuses_others_readers_and_what_did_not_fail(client, draft, town, neighbor):
    row = failed_delivery(draft)
    assert resend(client, neighbor.examiner, row).status_code == 404
    assert resend(client, town.viewer, row).status_code == 404
    Recipient.objects.filter(pk=row.pk).update(status="sent")
    assert resend(client, town.examiner, row).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.attempts) == ("sent", 5)


def test_resending_never_leads_to_another_site(client, draft, town):
    row = failed_delivery(draft)
    response = resend(client, town.examiner, row, back="https://example.com/")
    assert response.url == reverse("console:notices")


@pytest.mark.parametrize("pk", ["", "abc", "99999999"])
def test_resending_of_nothing_is_not_found(client, town, pk):
    client.force_login(town.examiner)
    assert client.post(reverse("console:notices"), {"recipient": pk}).status_code == 404


def test_trail_is_that_of_the_offices_zones(client, draft, town, ministry, neighbor):
    application = make.examine(draft, ministry)
    page = get(
        client, town.examiner, "console:audit", case=f"applications.application:{application.pk}"
    )
    assert [row["entry"].step for row in page.context["rows"]] == ["start_examination", "submit"]
    assert page.context["subject"]["url"] == application.get_absolute_url()
    for user in (neighbor.examiner, ministry.examiner):
        case = f"applications.application:{application.pk}"
        assert get(client, user, "console:audit", case=case).context["rows"] == []


@pytest.mark.parametrize(
    "case", ["nonsense", "applications.application:x", "zones.law:1", ":", "a.b.c:1"]
)
def test_trail_of_nonsense_is_empty(client, town, case):
    response = get(client, town.examiner, "console:audit", case=case)
    assert (response.status_code, response.context["rows"]) == (200, [])


def test_trail_filters_by_kind(client, draft, town, ministry):
    make.examine(draft, ministry)
    rows = get(client, town.examiner, "console:audit", kind="zones.zone").context["rows"]
    assert [row["entry"].step for row in rows] == ["register_existing"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["console:audit", "console:notices"])
def test_trail_and_notices_cost_the_same(
    client, town, ministry, company, django_assert_num_queries, rows, name
):
    for _ in range(rows):
        make.submit(make.make_draft(town, ministry, company))
    client.force_login(town.examiner)
    with django_assert_num_queries({"console:audit": 5, "console:notices": 6}[name]):
        response = client.get(reverse(name))
    expected = {"console:audit": AuditEntry.objects.count(), "console:notices": 2 * rows}
    assert len(response.context["rows"]) == expected[name]


def stored(case, actor):
    upload = SimpleUploadedFile("計画書.pdf", b"%PDF-1.4 text")
    return files.store(case, upload, slot="attachment", actor=actor)


def test_file_is_a_download_for_those_who_see_its_case(client, draft, town, company):
    file = stored(draft, company.owner)
    make.submit(draft)
    response = get(client, town.viewer, "console:file", file.pk)
    assert b"".join(response.streaming_content) == b"%PDF-1.4 text"
    assert response["Content-Disposition"].startswith("attachment;")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == (
        "application/pdf",
        "nosniff",
    )


def test_file_of_a_foreign_case_a_draft_or_a_removed_one_is_not_found(
    client, draft, town, company, neighbor
):
    file = stored(draft, company.owner)
    assert get(client, town.examiner, "console:file", file.pk).status_code == 404
    make.submit(draft)
    assert get(client, neighbor.examiner, "console:file", file.pk).status_code == 404
    file.removed_at = clock.now()
    file.save()
    assert get(client, town.examiner, "console:file", file.pk).status_code == 404


def test_zone_lists_own_zones_first_and_all_when_asked(client, town, neighbor):
    def seen(**query):
        return [
            z.slug
            for z in get(client, town.examiner, "console:zones", **query).context["page"].rows
        ]

    assert seen() == ["town"]
    assert seen(mine="all") == ["neighbor", "town"]


def test_zone_page_offers_steps_to_its_office_only(client, town, neighbor):
    def offered(user):
        context = get(client, user, "console:zone", town.zone.pk).context
        return [s.name for s in context["steps"]], len(context["trail"])

    assert offered(town.approver) == (
        ["announce_closing", "take_back_closing", "close"],
        1,
    )
    assert offered(town.examiner) == ([], 1)
    assert offered(neighbor.approver) == ([], 0)


def test_foreign_zone_in_concept_is_not_found(client, town, neighbor):
    zone = Zone.objects.create(slug="new", name="新特区", lead=neighbor.organisation)
    assert get(client, town.examiner, "console:zone", zone.pk).status_code == 404
    assert get(client, neighbor.examiner, "console:zone", zone.pk).status_code == 200


def test_closing_is_announced_with_reasons_from_the_screen(client, town):
    zone = Zone.objects.get(pk=town.zone.pk)
    client.force_login(town.approver)
    where = reverse("console:zone_step", args=[zone.pk, "announce_closing"])
    entry = {
        "version": zone.version,
        "closes_on": (clock.today() + timedelta(days=200)).isoformat(),
        "plan": "契約の終わりまで続け、登録は近隣の特区へ移せる。",
        "reasons": " ",
    }
    bad = client.post(where, entry)
    assert (bad.status_code, set(bad.context["form"].errors)) == (422, {"reasons"})
    done = client.post(where, {**entry, "reasons": "計画期間の満了による。"})
    assert (done.status_code, done.url) == (302, reverse("console:zone", args=[zone.pk]))
    zone = Zone.objects.get(pk=town.zone.pk)
    assert (zone.status, zone.closing_reasons) == ("designated", "計画期間の満了による。")
    early = client.post(
        reverse("console:zone_step", args=[zone.pk, "close"]), {"version": zone.version}
    )
    assert early.status_code == 422
    assert Zone.objects.get(pk=town.zone.pk).status == "designated"


def test_zone_applied_for_reaches_the_cabinet_office(client, db):
    plan = Plan()
    approver = plan.cabinet.approver
    assert get(client, approver, "console:zone", plan.zone.pk).status_code == 404
    plan.hear()
    with clock.set_to(clock.now() + timedelta(days=31)):
        plan.apply()
        context = get(client, approver, "console:zone", plan.zone.pk).context
    assert [s.name for s in context["steps"]] == ["designate", "refuse"]


@pytest.mark.parametrize("rows", [1, 3])
def test_zone_list_costs_the_same(client, town, django_assert_num_queries, rows):
    for number in range(1, rows):
        make.make_zone(f"more{number}", town.organisation)
    client.force_login(town.examiner)
    with django_assert_num_queries(6):
        assert len(client.get(reverse("console:zones")).context["page"].rows) == rows
