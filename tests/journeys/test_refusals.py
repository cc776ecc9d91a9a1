"""Bad input in the browser: a clear answer, and everything that was typed is still there."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation
from playwright.sync_api import expect

from applications.rules.plan import STATUTORY_ITEMS
from casework import clock
from tests.journeys import papers
from tests.journeys.acts import add_file, add_measure, new_draft, number_in, write_items

COMPANY = {
    "corporate_number": "1234567890123",
    "company_name": "株式会社デモ検査",
    "company_address": "兵庫県養父市八鹿町（デモ）",
    "representative": "検査 太郎（デモ）",
    "contact_name": "検査 花子（デモ）",
}


@pytest.fixture
def site(empty_site):
    return empty_site


@pytest.fixture
def owner(site, people):
    return people(site, "sora-owner", phone=True)


def today(site):
    return (site.moment or datetime.now(clock.JST)).date()


def blamed(person):
    """Return the names of the fields that the summary links to and that are marked."""
    summary = person.page.locator("[data-error-summary] a").all()
    ids = [link.get_attribute("href").partition("#")[2] for link in summary]
    marked = person.page.locator("main [aria-invalid=true]").all()
    assert sorted(ids) == sorted(field.get_attribute("id") for field in marked)
    return [field.get_attribute("name") for field in marked]


def test_wrong_check_digit(site, people):
    person = people(site, "resident", phone=True)
    person.go("/apply/company/?new=1")
    person.fill(COMPANY).submit("main form.form [type=submit]", status=422)
    assert blamed(person) == ["corporate_number"]
    assert {name: person.value(name) for name in COMPANY} == COMPANY


def test_end_before_start(owner, site):
    pk = new_draft(owner, "終わりが先の申請")
    start, end = today(site) + timedelta(days=9), today(site)
    days = {"starts_on": start.isoformat(), "ends_on": end.isoformat(), "place": "大屋地区"}
    owner.go(f"/apply/applications/{pk}/items/3/").fill(days).submit("main button[name=overview]")
    assert blamed(owner) == ["ends_on"]
    owner.go(f"/apply/applications/{pk}/items/3/")
    assert {name: owner.value(name) for name in days} == days
    assert blamed(owner) == ["ends_on"]


def test_missing_item_is_named(owner, site):
    pk = new_draft(owner, "四号のない申請")
    write_items(owner, pk, today(site), leave_out={"participant_groups.1.who", "consent_method"})
    add_measure(owner, pk)
    with translation.override("ja"):
        reason = str(STATUTORY_ITEMS[3].reason)
    assert reason in owner.go(f"/apply/applications/{pk}/draft/").text()
    owner.go(f"/apply/applications/{pk}/steps/submit/").fill({"declared": True})
    owner.submit("main form.form [type=submit]", status=422)
    assert reason in owner.text()
    owner.go(f"/apply/applications/{pk}/items/5/")
    assert owner.value("funding") == papers.items(today(site))[5]["funding"]


TOO_LARGE, EXE = ("big.pdf", b"%PDF-" + bytes(60 * 1024**2)), ("tool.pdf", b"MZ\x90\x00" * 64)
REFUSED_FILES = {"too large": ([TOO_LARGE], 422), "an exe called pdf": ([EXE], 422)}
TOGETHER = {"too large together": ([TOO_LARGE, ("other.pdf", TOO_LARGE[1])], 413)}


def choose(person, folder, files):
    """Put files into the field."""
    for name, content in files:
        (folder / name).write_bytes(content)
    person.page.locator("[name=file]").set_input_files([folder / name for name, _content in files])


def stored_files(person):
    """Return the list of stored files, in which the one of ``add_file`` stands."""
    return person.page.locator(f"main .file-list li:has-text('{papers.sha256()}')")


@pytest.mark.parametrize("case", REFUSED_FILES)
def test_refused_file_leaves_the_others(owner, tmp_path, case):
    files, status = REFUSED_FILES[case]
    pk = new_draft(owner, f"添付の申請 {case}")
    add_file(owner, pk)
    expect(stored_files(owner)).to_have_count(1)
    choose(owner, tmp_path, files)
    owner.page.locator("main form[data-upload] [type=submit]").click()
    expect(owner.page.locator("[data-refused]")).to_have_count(1)
    assert [c.endswith(f"/files/ {status}") for c in owner.complaints] == [True]
    owner.complaints.clear()
    assert stored_files(owner).count() == 1
    owner.go(f"/apply/applications/{pk}/files/")
    assert owner.page.locator("main .file-list li").count() == 1


@pytest.mark.parametrize("case", [*REFUSED_FILES, *TOGETHER])
def test_refused_file_leaves_the_others_without_javascript(site, people, tmp_path, case):
    files, status = {**REFUSED_FILES, **TOGETHER}[case]
    person = people(site, "sora-owner", javascript=False)
    pk = new_draft(person, f"スクリプトのない添付 {case}")
    add_file(person, pk)
    choose(person, tmp_path, files)
    person.submit("main form[enctype] [type=submit]", status=status)
    assert person.sees(".notice--error")
    assert stored_files(person).count() == person.page.locator("main .file-list li").count() == 1


def test_of_two_files_the_good_one_is_stored_and_shown(owner, tmp_path):
    pk = new_draft(owner, "二つの添付")
    owner.go(f"/apply/applications/{pk}/files/")
    choose(owner, tmp_path, [("plan.pdf", papers.pdf()), EXE])
    owner.page.locator("main form[data-upload] [type=submit]").click()
    expect(owner.page.locator("[data-refused]")).to_have_count(1)
    expect(stored_files(owner)).to_have_count(1)
    owner.complaints.clear()


def test_stale_draft_keeps_both_texts(owner, site, people):
    pk = new_draft(owner, "二つの窓の申請")
    other = people(site, "sora-owner", javascript=False)
    other.go(f"/apply/applications/{pk}/items/1/")
    owner.go(f"/apply/applications/{pk}/items/1/").fill({"goal": "先に書いた目標"})
    owner.submit("main button[name=overview]")
    other.fill({"goal": "後から書いた目標"}).submit("main button[name=next]", status=409)
    assert other.value("goal") == "後から書いた目標"
    assert "先に書いた目標" in other.text()
    assert owner.go(f"/apply/applications/{pk}/items/1/").value("goal") == "先に書いた目標"


def test_stale_step_of_the_office_keeps_its_text(full_site, people):
    first, second = (people(full_site, "mlit-examiner") for _one in range(2))
    first.go("/console/applications/?status=examining")
    first.go(first.page.locator("main tbody a[href*='/applications/']").first.get_attribute("href"))
    screen = first.page.locator("[data-step=request_clarification]").get_attribute("href")
    for person in (first, second):
        person.go(screen).fill(papers.CORRECTION)
    second.fill({"message": "二人目が書いた補正の求め"})
    button = "main form[method=post] [type=submit]:not([name])"
    first.submit(button)
    second.submit(button, status=409)
    assert second.value("message") == "二人目が書いた補正の求め"
    assert second.page.locator("[name=fields]:checked").count() == 2


def test_foreign_case_is_not_found(owner, site, people):
    pk = new_draft(owner, "よその会社の申請")
    stranger = people(site, "hatake-owner")
    for path in ("draft/", "items/1/", "files/", "steps/submit/", ""):
        stranger.go(f"/apply/applications/{pk}/{path}", status=404)
    people(site, "semboku-administrator").go(f"/console/applications/{pk}/", status=404)


def test_double_click_makes_one_application(owner, site):
    owner.go("/apply/new/?zone=yabu").fill({"procedure": "pic_plan", "title": "二度押しの申請"})
    double_click(owner, "main form.form [type=submit]")
    pk = number_in(owner.path)
    write_items(owner, pk, today(site))
    add_measure(owner, pk)
    owner.go(f"/apply/applications/{pk}/steps/submit/").fill({"declared": True})
    double_click(owner, "main form.form [type=submit]")
    assert owner.path == f"/apply/applications/{pk}/receipt/"
    owner.go("/apply/")
    same = owner.page.locator("main tbody a", has_text="二度押しの申請")
    assert [a.get_attribute("href") for a in same.all()] == [f"/apply/applications/{pk}/"]


def double_click(person, button):
    """Press twice in haste, and wait until nothing moves any more."""
    person.page.locator(button).first.dblclick(no_wait_after=True)
    person.page.wait_for_load_state("networkidle")
    person.page.wait_for_url(lambda url: "/steps/" not in url and "/new/" not in url)
