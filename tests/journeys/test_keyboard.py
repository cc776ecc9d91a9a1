"""The company's path with the keyboard alone, and without JavaScript."""

from datetime import datetime

from playwright.sync_api import expect

from casework import clock
from tests.journeys.acts import add_measure, file_application, new_draft, write_items

FOCUSED = """() => {
  const one = document.activeElement, look = getComputedStyle(one);
  const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0;
  return one === document.body ? '' : [one.tagName, ring || look.boxShadow !== 'none'].join(' ');
}"""


def tab_to(person, selector, *, most=80):
    """Press Tab until an element has the focus; the focus is visible on the way."""
    for _press in range(most):
        person.page.keyboard.press("Tab")
        focused = person.page.evaluate(FOCUSED)
        assert focused.endswith("true"), f"no visible focus: {focused} on {person.path}"
        if person.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with Tab on {person.path}")


def press(person, key="Enter"):
    """Press a key that leads to another page."""
    with person.page.expect_navigation():
        person.page.keyboard.press(key)


def write(person, selector, text):
    """Go to a field and write."""
    tab_to(person, selector)
    person.page.keyboard.type(text)


def test_company_saves_an_item_with_the_keyboard_alone(empty_site, people):
    person = people(empty_site)
    person.go("/accounts/login/")
    write(person, "[name=login]", "sora-owner@demo.example.jp")
    write(person, "[name=password]", "dejima-demo-2026")
    press(person)
    assert person.path == "/apply/"
    tab_to(person, "a[href='/apply/new/']")
    press(person)
    if "zone=" not in person.page.url and not person.sees("a[href='?zone=yabu']"):
        tab_to(person, "a[href='?start=1']")
        press(person)
    tab_to(person, "a[href='?zone=yabu']")
    press(person)
    tab_to(person, "[name=procedure]")
    if person.page.evaluate("document.activeElement.value") != "pic_plan":
        person.page.keyboard.press("ArrowDown")
    write(person, "[name=title]", "鍵盤だけの申請")
    press(person)
    if person.path.endswith("/carry/"):
        tab_to(person, "main a[href$='/draft/']")
        press(person)
    tab_to(person, "a[href$='/items/1/']")
    press(person)
    write(person, "[name=goal]", "鍵盤だけで書ける。")
    tab_to(person, "button[name=overview]")
    press(person, "Space")
    tab_to(person, "a[href$='/items/1/']")
    press(person)
    assert person.value("goal") == "鍵盤だけで書ける。"


def test_skip_link_leads_to_the_main_part(empty_site, people):
    person = people(empty_site, "sora-owner")
    for path in ("/", "/apply/"):
        person.go(path)
        person.page.keyboard.press("Tab")
        assert person.page.evaluate("document.activeElement.hash") == "#main"
        expect(person.page.locator(".skip-link:focus")).to_be_in_viewport(ratio=1, timeout=2000)
        person.page.keyboard.press("Enter")
        assert person.page.evaluate("document.activeElement.id") == "main"


def test_menu_on_a_phone_opens_and_closes_with_the_keyboard(empty_site, people):
    person = people(empty_site, phone=True)
    person.go("/")
    tab_to(person, "[data-menu-button]")
    menu = person.page.locator("[data-menu-button]:focus")
    person.page.keyboard.press("Space")
    assert menu.get_attribute("aria-expanded") == "true"
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Escape")
    assert person.page.locator("[data-menu-button]").first.get_attribute("aria-expanded") == "false"


def test_errors_take_the_focus_and_lead_to_their_field(empty_site, people):
    person = people(empty_site, "sora-owner")
    person.go("/apply/new/?zone=yabu")
    tab_to(person, "[name=title]")
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    assert person.page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    tab_to(person, "[data-error-summary] a", most=3)
    person.page.keyboard.press("Enter")
    assert person.page.evaluate("document.activeElement.name") == "title"


def test_company_files_without_javascript(empty_site, people):
    today = (empty_site.moment or datetime.now(clock.JST)).date()
    person = people(empty_site, "sora-owner", javascript=False)
    file_application(person, today, title="スクリプトのない申請")


def test_what_is_missing_is_told_without_javascript(empty_site, people):
    today = (empty_site.moment or datetime.now(clock.JST)).date()
    person = people(empty_site, "sora-owner", javascript=False)
    pk = new_draft(person, "スクリプトのない書きかけ")
    write_items(person, pk, today, leave_out={"participant_groups.1.who"})
    add_measure(person, pk)
    person.go(f"/apply/applications/{pk}/steps/submit/").fill({"declared": True})
    person.submit("main form.form [type=submit]", status=422)
    assert person.sees(".notice--error")
