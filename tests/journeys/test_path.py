"""The whole path, by its people, against a real server: from the draft to the verdict."""

from datetime import datetime, timedelta

import pytest

from casework import clock
from tests.journeys import papers
from tests.journeys.acts import file_application, number_in
from tests.journeys.site import without_tokens

YABU = "/dashboard/zones/yabu/"


@pytest.fixture
def site(empty_site):
    """The site on a morning in autumn, before any case."""
    today = datetime.now(clock.JST).replace(hour=10, minute=0, second=0, microsecond=0)
    empty_site.travel(today + timedelta(days=1))
    return empty_site


def test_path_from_draft_to_verdict(site, people):
    company = people(site, "sora-owner", phone=True)
    examiner = people(site, "mlit-examiner")
    town = people(site, "yabu-administrator")
    committee = people(site, "committee-examiner")
    approver = people(site, "mlit-approver")

    application = file_application(company, site.moment.date())
    examine(examiner, company, application)
    give_opinions(application, examiner, town, committee)
    determine_and_disclose(site, approver, company, application)
    exemption = start_trial(site, company, town, people(site, "mlit-reviewer"))
    report(site, company, town, exemption)
    verdict(site, town, people(site, "mlit-reviewer"), people(site, "cao-reviewer"), people)


def examine(examiner, company, pk):
    """Start the examination, have two fields corrected, ask for opinions."""
    case = f"/console/applications/{pk}/"
    examiner.go("/console/?whose=all").follow(case)
    examiner.step(f"{case}steps/start_examination/")
    examiner.step(f"{case}steps/request_clarification/", papers.CORRECTION)
    company.go("/apply/")
    link = company.page.locator("a[href^='/apply/clarifications/']").first.get_attribute("href")
    company.go(link)
    assert {f for f in papers.ALL_FIELDS if company.sees(f"main [name={f}]")} == set(papers.ANSWERS)
    company.step(link, papers.ANSWERS)
    examiner.go(case)
    assert papers.ANSWERS["safeguards"] in examiner.text()
    examiner.step(f"{case}steps/consult/")


def give_opinions(pk, examiner, town, committee):
    """Let the town, then in its own stage the committee, give its opinion."""
    for office in (town, committee):
        if office is committee:
            statement = {"statement": "審査基準に適合すると考える。"}
            examiner.step(f"/console/applications/{pk}/steps/hear_committee/", statement)
        office.go("/console/?whose=all").follow(f"/console/applications/{pk}/")
        office.go(office.page.locator("[data-step=give]").get_attribute("href"))
        office.step(office.path, {"view": "no_objection", "text": "異存ありません。"})


def outward(site, company, pk):
    """Return all that the company and the public can read, byte by byte."""
    pages = ["/register/", "/zones/yabu/", YABU, "/dashboard/", "/", "/api/v1/exemptions"]
    seen = {path: site.read(path) for path in [*pages, "/api/v1/zones", "/api/v1/reviews"]}
    for path in ("/apply/", f"/apply/applications/{pk}/", f"/apply/applications/{pk}/receipt/"):
        seen[path] = without_tokens(company.context.request.get(site.address + path).body())
    return seen


def determine_and_disclose(site, approver, company, pk):
    """Determine the measure; until it is disclosed, nobody outside can tell."""
    before = outward(site, company, pk)
    case = f"/console/applications/{pk}/"
    approver.go("/console/?whose=all").follow(case)
    screen = approver.page.locator("[data-step=determine]").get_attribute("href")
    approver.go(screen).fill(papers.determination(site.moment.date()))
    approver.page.locator("details:has([name=condition_1_text]) summary").click()
    approver.fill(papers.CONDITION).submit("main form[method=post] [type=submit]:not([name])")
    assert approver.path == case
    assert outward(site, company, pk) == before
    approver.go(approver.page.locator("[data-step=disclose]").get_attribute("href"))
    approver.step(approver.path)
    after = outward(site, company, pk)
    assert {path for path in before if before[path] != after[path]} >= {
        "/register/",
        "/api/v1/exemptions",
        "/apply/",
        f"/apply/applications/{pk}/",
    }


def start_trial(site, company, town, regulator):
    """Gather consent, register the review's plan, start the trial; return the exemption's key."""
    company.go("/apply/")
    link = company.page.locator("a[href^='/apply/exemptions/']").first.get_attribute("href")
    pk = number_in(link)
    company.step(f"{link}steps/gather_consent/")
    town.go(f"/console/exemptions/{pk}/").follow(f"/console/exemptions/{pk}/review/")
    town.fill(papers.PLAN)
    town.submit("main form[method=post] button")
    review = town.path
    town.go(f"{review}steps/register_plan/")
    assert town.sees(".notice")
    regulator.go("/console/?whose=all").follow(review)
    regulator.step(f"{review}steps/agree_to_plan/")
    town.step(f"{review}steps/register_plan/")
    site.pass_days(10)
    today = site.moment.date().isoformat()
    company.step(f"{link}steps/start/", {"began_on": today, "consents": "96", "refusals": "7"})
    town.step(f"{review}steps/start_collecting/")
    site.review = review
    return pk


def report(site, company, town, pk):
    """Report the first quarter after its end; the accepted figures stand on the dashboard."""
    began = site.moment.date()
    site.travel(datetime.combine(papers.quarter_end(began), datetime.min.time(), clock.JST))
    site.pass_days(8)
    link = f"/apply/exemptions/{pk}/"
    company.go(link)
    href = company.page.locator("a[href^='/apply/reports/']").first.get_attribute("href")
    number = number_in(href)
    before = site.read(YABU)
    company.step(f"/apply/reports/{number}/steps/submit/", papers.FIGURES)
    assert site.read(YABU) == before
    town.go("/console/?whose=all").follow(f"/console/reports/{number}/")
    town.step(f"/console/reports/{number}/steps/accept/")
    visitor = site.read(YABU).decode()
    assert {code for code in papers.REPORTED if f"{YABU}{code}/" in visitor} == papers.REPORTED
    assert papers.FIGURES["figure_K29"] in site.read(f"{YABU}K29/").decode()


def verdict(site, town, regulator, reviewer, people):
    """Complete the trial, draft, ask about harm, hear the public, judge; the public reads it."""
    review = site.review
    for code in ("K27", "K29"):
        town.go(f"{YABU}{code}/").submit("form.freeze button")
        assert town.path.startswith("/s/")
    town.go(review)
    exemption = town.page.locator("a[href^='/register/reviews/']").first.get_attribute("href")
    number = exemption.rstrip("/").rpartition("/")[2]
    site.pass_days(150)
    link = complete(town)
    town.go(f"{review}steps/draft/").fill(papers.FINDINGS)
    for box in town.page.locator("[name=snapshots]").all():
        box.check()
    town.submit("main form[method=post] [type=submit]")
    assert town.path == review
    town.step(f"{review}steps/ask_about_harm/")
    regulator.go("/console/?whose=all").follow(review)
    regulator.step(f"{review}steps/answer_about_harm/", papers.NO_HARM)
    town.step(f"{review}steps/open_public_comment/")
    comment(people(site, phone=True), number)
    town.go(review)
    town.go(town.page.locator("a[href*='/review-comments/']").first.get_attribute("href"))
    town.step(town.path, {"reply": "冬期の値を別に掲げ、雪の日の条件を加えた。"})
    site.pass_days(31)
    reviewer.go("/console/?whose=all").follow(review)
    promise = (site.moment.date() + timedelta(days=270)).isoformat()
    reviewer.go(f"{review}steps/decide/").fill({**papers.VERDICT, "promise_on": promise})
    for box in reviewer.page.locator("[name=snapshots]").all():
        box.check()
    reviewer.submit("main form[method=post] [type=submit]:not([name])")
    assert reviewer.path == review
    read_verdict(people(site, phone=True), link, number)


def complete(town):
    """Record the end of the period; return the exemption's public page."""
    town.go("/console/exemptions/")
    case = town.page.locator("main tbody a[href^='/console/exemptions/']").first.get_attribute(
        "href"
    )
    town.step(f"{case}steps/complete/")
    town.go("/register/")
    return town.page.locator("a[href^='/register/exemptions/']").first.get_attribute("href")


def comment(visitor, number):
    """Comment as anybody may, without an account."""
    visitor.go(f"/register/reviews/{number}/")
    visitor.fill({"name": "近隣の住民", "body": "雪の日の運用も示してほしい。"})
    visitor.submit("form[action$='/comment/'] button")
    assert "雪の日の運用も示してほしい。" in visitor.text()


def read_verdict(visitor, exemption, number):
    """Find the verdict from the register's first page, on a phone, without an account."""
    visitor.go("/register/").follow(exemption)
    assert visitor.sees("[data-verdict=nationwide]")
    visitor.follow(f"/register/reviews/{number}/")
    assert papers.VERDICT["reasons"] in visitor.text()
    assert "冬期の値を別に掲げ" in visitor.text()
