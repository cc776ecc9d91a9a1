"""The hard way, by its people: a correction, an office that is late, a refusal, an appeal."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from casework import clock
from tests.journeys import papers
from tests.journeys.acts import file_application, new_draft, number_in

LATE = "照会先の検討に時間を要しているため。"

OPINION = {"view": "objection", "text": "騒音の説明が足りない。", "reason_codes": ["consent"]}


@pytest.fixture
def site(empty_site):
    """The site on a morning in autumn, after the other journeys of this site."""
    today = datetime.now(clock.JST).replace(hour=10, minute=0, second=0, microsecond=0)
    empty_site.travel(max(today, empty_site.moment or today) + timedelta(days=3))
    return empty_site


def test_from_a_correction_over_a_delay_and_a_refusal_to_an_appeal(site, people):
    company = people(site, "sora-owner", phone=True)
    examiner = people(site, "mlit-examiner")
    town = people(site, "yabu-administrator")
    approver = people(site, "mlit-approver")

    write_an_item(company, site.moment.date())
    pk = file_application(company, site.moment.date(), title="夜間配送の再実証")
    case, ours = f"/console/applications/{pk}/", f"/apply/applications/{pk}/"
    company.shoot("company-receipt")
    correct(examiner, company, case)
    be_late(site, examiner, town, company, case, ours)
    refuse(site, approver, people(site, "committee-examiner"), examiner, case)
    appeal(site, company, approver, ours)


def write_an_item(company, today):
    """Look for what others were granted, then write the third item of a draft, which saves itself."""
    company.go("/apply/find/?q=ドローン").shoot("company-find", at="form.finder")
    pk = new_draft(company, "書きかけの実証")
    company.go(f"/apply/applications/{pk}/items/3/").fill(papers.items(today)[3])
    company.page.locator("[name=place]").focus()
    expect(company.page.locator("[data-autosave-status]")).to_have_text(re.compile(r"\d\d:\d\d"))
    company.shoot("company-item", at="[data-group=sites]")


def correct(examiner, company, case):
    """The office names two fields; the company sees just these, with an example, and answers."""
    examiner.go("/console/").shoot("office-work")
    examiner.step(f"{case}steps/start_examination/")
    request = f"{case}steps/request_clarification/"
    examiner.go(request).fill(papers.CORRECTION).shoot(
        "office-correction", at="fieldset:has([name=message])"
    )
    examiner.step(request, papers.CORRECTION)
    examiner.go(case).shoot("office-case")
    company.go("/apply/").shoot("company-start")
    link = company.page.locator("a[href^='/apply/clarifications/']").first.get_attribute("href")
    company.go(link)
    assert {f for f in papers.ALL_FIELDS if company.sees(f"main [name={f}]")} == set(papers.ANSWERS)
    assert papers.CORRECTION["example"] in company.text()
    company.shoot("company-correction")
    company.step(link, papers.ANSWERS)


def be_late(site, examiner, town, company, case, ours):
    """The town lets its month pass: one notice of delay is drafted, a person sends it with reasons."""
    examiner.step(f"{case}steps/consult/")
    site.pass_days(40)
    for _twice in range(2):
        site.manage("shell", "-c", "from applications.delays import draft_delays; draft_delays()")
    examiner.go(case)
    drafts = examiner.page.locator("[data-step=send][href^='/console/delays/']")
    screens = [drafts.nth(i).get_attribute("href") for i in range(drafts.count())]
    assert len(screens) == len(set(screens)) >= 1
    before = company.go(ours).sees("#delays")
    examiner.go(screens[0]).shoot("office-delay")
    examiner.step(screens[0], {"reasons": LATE})
    company.go(ours)
    assert (before, company.sees("#delays"), LATE in company.text()) == (False, True, True)
    company.shoot("company-delay", at="#delays")
    company.shoot("company-case")
    town.go(case)
    town.go(town.page.locator("[data-step=give]").first.get_attribute("href"))
    town.fill(OPINION).shoot("office-opinion")
    town.step(town.path, OPINION)


def refuse(site, approver, committee, examiner, case):
    """The committee is heard; the ministry refuses with reasons for each criterion, and discloses."""
    examiner.step(f"{case}steps/hear_committee/", {"statement": "安全の説明が足りないと考える。"})
    committee.go(case)
    committee.go(committee.page.locator("[data-step=give]").first.get_attribute("href"))
    committee.step(committee.path, {"view": "no_objection", "text": "異存ありません。"})
    approver.go(case)
    screen = approver.page.locator("[data-step=determine]").get_attribute("href")
    approver.go(screen).fill(papers.refusal())
    approver.shoot("office-determine", at="fieldset:has([name=outcome])")
    approver.submit("main form[method=post] [type=submit]:not([name])")
    approver.go(approver.page.locator("[data-step=disclose]").get_attribute("href"))
    approver.step(approver.path)


def appeal(site, company, approver, ours):
    """The company reads the reasons, lodges an appeal, and sees who has to act on it."""
    company.go(ours)
    assert papers.refusal()["reasons"] in company.text()
    company.shoot("company-refused")
    screen = company.page.locator("a[href*='/appeal/']").first.get_attribute("href")
    company.go(screen)
    company.fill({"grounds": "遠隔監視の記録を見れば、安全は示されている。"}).shoot(
        "company-appeal"
    )
    company.submit("main form[method=post] [type=submit]:not([name=preview])")
    pk = number_in(company.path)
    assert company.path == f"/apply/appeals/{pk}/"
    approver.go("/console/appeals/")
    assert approver.sees(f"a[href='/console/appeals/{pk}/']")
    approver.go(f"/console/appeals/{pk}/").shoot("office-appeal")
