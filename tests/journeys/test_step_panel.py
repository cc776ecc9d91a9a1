"""A step beside its case: opened as a panel, refused and taken in it, closed without loss, and without scripts."""

import pytest
from playwright.sync_api import expect

ZONE = "main tbody a[href^='/console/zones/']"
INTAKE = "/console/zones/{}/procedures/pic_plan/"
TITLE = "#step-panel-title"


@pytest.fixture
def office(empty_site, people):
    """Return a function that opens the page of an intake, on a desk or on a phone."""

    def open_page(**how):
        person = people(empty_site, "yabu-administrator", **how)
        person.go("/console/zones/")
        href = person.page.locator(ZONE).first.get_attribute("href")
        return person.go(INTAKE.format(href.strip("/").split("/")[-1]))

    return open_page


def open_panel(person, step):
    person.page.locator(f"[data-step={step}]").first.click()
    expect(person.page.locator("dialog.panel[open]")).to_be_visible()
    return person.page.locator("dialog.panel")


@pytest.mark.parametrize("phone", [False, True])
def test_panel_is_accessible_holds_the_focus_and_keeps_the_address(office, axe, phone):
    person = office(phone=phone)
    address = person.page.url
    panel = open_panel(person, "pause")
    expect(person.page.locator(TITLE)).to_be_focused()
    assert person.page.url == address
    assert panel.get_attribute("aria-labelledby") == "step-panel-title"
    assert axe(person.page) == []
    width = panel.bounding_box()["width"]
    assert width == 375 if phone else 400 < width < 800
    for _press in range(12):
        person.page.keyboard.press("Tab")
        assert person.page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )


def test_errors_are_shown_in_the_panel_and_the_step_is_taken_from_it(office):
    person = office()
    address = person.page.url
    panel = open_panel(person, "pause")
    with person.page.expect_response(lambda answer: answer.request.method == "POST") as refused:
        panel.locator("form [type=submit]").first.click()
    assert refused.value.status == 422
    expect(panel.locator("[data-error-summary]")).to_be_focused()
    panel.locator("[data-error-summary] a").first.click()
    expect(panel.locator("[name=reasons]")).to_be_focused()
    assert person.page.url == address
    panel.locator("[name=reasons]").fill("庁舎の移転のため")
    panel.locator("form [type=submit]").first.click()
    expect(person.page.locator("[data-step=resume]")).to_be_visible()
    assert person.page.url == address
    assert not person.sees("dialog.panel")
    open_panel(person, "resume").locator("form [type=submit]").first.click()
    expect(person.page.locator("[data-step=pause]")).to_be_visible()
    person.complaints[:] = [one for one in person.complaints if not one.endswith("pause/ 422")]


def test_escape_and_back_ask_before_what_was_typed_is_lost(office):
    person = office()
    address, asked = person.page.url, []
    answers = iter([False, False, True])

    def reply(dialog):
        asked.append(dialog.type)
        dialog.accept() if next(answers) else dialog.dismiss()

    person.page.on("dialog", reply)
    panel = open_panel(person, "pause")
    person.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(person.page.locator("[data-step=pause]")).to_be_focused()
    panel = open_panel(person, "pause")
    panel.locator("[name=reasons]").fill("書きかけ")
    person.page.keyboard.press("Escape")
    expect(panel.locator("[name=reasons]")).to_have_value("書きかけ")
    person.page.evaluate("history.back()")
    expect(panel.locator("[name=reasons]")).to_have_value("書きかけ")
    person.page.evaluate("history.back()")
    expect(panel).to_have_count(0)
    assert (asked, person.page.url) == (["confirm"] * 3, address)


def test_without_scripts_a_step_has_its_own_screen(empty_site, people):
    person = people(empty_site, "yabu-administrator", javascript=False)
    person.go("/console/zones/")
    href = person.page.locator(ZONE).first.get_attribute("href")
    page = INTAKE.format(href.strip("/").split("/")[-1])
    person.go(page).follow(f"{page}pause/")
    assert person.path == f"{page}pause/"
    assert person.sees("main form [name=reasons]")
