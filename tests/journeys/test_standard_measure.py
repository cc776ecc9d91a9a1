"""A second zone takes over a standard measure; a company gets the prefilled draft there and files it."""

from datetime import datetime

import pytest

from casework import clock
from tests.journeys.acts import add_file, number_in, write_items

pytestmark = pytest.mark.browser

NAME, ZONE = "山間部の夜間ドローン配送", "suo-oshima"
PREFILLED = ("goal", "method", "consent_method", "provisions", "safeguards")


def test_second_zone_takes_over_and_a_company_files(full_site, people):
    town = people(full_site, f"{ZONE}-administrator")
    company = people(full_site, "hikari-owner", phone=True)
    today = datetime.now(clock.JST).date()

    town.go("/standard-measures/?verdict=nationwide")
    link = town.page.locator("[data-standard] h3 a", has_text=NAME).get_attribute("href")
    slug = link.split("/")[-2]
    town.go(f"/console/standard-measures/{slug}/take/").submit("main form [name=zone]")
    assert town.sees("main a[href*='/standard-measures/offers/']")

    anybody = people(full_site, "")
    anybody.go(link)
    assert anybody.sees("[data-status=nationwide]")
    company.go(f"/apply/standard-measures/{slug}/?zone={ZONE}")
    company.fill({"zone": ZONE, "procedure": "pic_plan"}).submit("main form.form [type=submit]")
    pk = number_in(company.path)
    assert company.path == f"/apply/applications/{pk}/draft/"
    assert company.sees("[data-standard-card] [data-status=nationwide]")
    company.go(f"/apply/applications/{pk}/items/1/")
    assert company.value("goal")

    write_items(company, pk, today, leave_out=PREFILLED)
    add_file(company, pk)
    company.go(f"/apply/applications/{pk}/draft/").follow(f"/apply/applications/{pk}/steps/submit/")
    company.fill({"declared": True}).submit("main form.form [type=submit]")
    assert company.path == f"/apply/applications/{pk}/receipt/"

    examiner = people(full_site, "mlit-examiner")
    examiner.go(f"/console/applications/{pk}/")
    assert examiner.sees(f"[data-standard-section] [data-standard='{slug}'] [data-status]")
    town.go(f"/console/applications/{pk}/")
    assert town.sees("[data-standard-section]")
