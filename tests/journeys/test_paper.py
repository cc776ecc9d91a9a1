"""A filing that came on paper: a clerk enters it as it is written, with its rows, and prints the receipt."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from casework import clock
from tests.journeys import papers

COMPANY = {
    "corporate_number": "8000012010038",
    "company_name": "株式会社デモ紙申請",
    "company_address": "兵庫県養父市八鹿町（デモ）",
    "representative": "出島 三郎（デモ）",
    "contact_name": "出島 四郎（デモ）",
}
FIRST_SITE = {"sites.1.name": "旧大屋小学校", "sites.1.municipality": "養父市"}


@pytest.fixture
def clerk(empty_site, people):
    return people(empty_site, "yabu-administrator")


def begin(clerk, today):
    """Enter how and when the original arrived, from whom, and its scan."""
    clerk.go("/console/applications/new/")
    clerk.fill(
        {
            "channel": "counter",
            "original_arrived_on": (today - timedelta(days=2)).isoformat(),
            "title": "窓口で受け付けた申請",
            **COMPANY,
        }
    )
    clerk.page.locator("[name=zone]").select_option(index=0)
    clerk.page.locator("[name=procedure]").select_option(index=0)
    clerk.page.locator("[name=original]").set_input_files(papers.upload("original.pdf"))
    clerk.submit("main form.form [type=submit]")


def test_clerk_enters_a_filing_on_paper(empty_site, clerk):
    begin(clerk, (empty_site.moment or datetime.now(clock.JST)).date())
    entry = clerk.path
    clerk.fill(papers.MEASURE)
    clerk.page.locator("[name=authority]").select_option(label="国土交通省")
    clerk.submit("form[action$='/measures/'].form [type=submit]")
    assert clerk.path == entry
    clerk.fill({"goal": "夜間の配送を試す。", "starts_on": "2027-04-01", **FIRST_SITE})
    sites = clerk.page.locator("[data-group=sites]")
    sites.locator("[data-add-row]").click()
    expect(sites.locator("[data-row]")).to_have_count(2)
    sites.locator("input[name$='.name']").nth(1).fill("大屋市民センター")
    clerk.shoot("office-paper", at="[data-group=sites]")
    clerk.submit("#plan .form-actions [type=submit]")
    names = [field.input_value() for field in sites.locator("input[name$='.name']").all()]
    assert names == ["旧大屋小学校", "大屋市民センター"]
    assert clerk.value("goal") == "夜間の配送を試す。"
    clerk.page.once("dialog", lambda dialog: dialog.accept())
    sites.locator("[data-row]").nth(0).locator("[data-remove-row]").click()
    clerk.submit("#plan .form-actions [type=submit]")
    names = [field.input_value() for field in sites.locator("input[name$='.name']").all()]
    assert names == ["大屋市民センター"]
    clerk.step(f"{entry}steps/file_paper/")
    assert clerk.path == f"{entry}receipt/"
    assert papers.sha256() in clerk.text()


def test_clerk_enters_rows_without_javascript(empty_site, people):
    clerk = people(empty_site, "yabu-administrator", javascript=False)
    begin(clerk, (empty_site.moment or datetime.now(clock.JST)).date())
    entry = clerk.path
    clerk.fill({"goal": "目標", **FIRST_SITE}).submit("button[name=add][value=sites]")
    assert clerk.path == entry
    clerk.fill({"sites.2.name": "二つ目"}).submit("button[name=remove][value='sites.1']")
    assert (clerk.sees("[name='sites.1.name']"), clerk.value("sites.2.name")) == (False, "二つ目")
    assert clerk.value("goal") == "目標"
