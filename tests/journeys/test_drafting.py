"""No word of a draft is lost: server gone, session ended, two windows, no connection, no script."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import new_draft

EXPECTED = re.compile(
    r"ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_(?:REFUSED|RESET)|ERR_EMPTY_RESPONSE|/autosave/.* (401|409)$"
)
PATIENCE = 30_000  # a failed attempt is repeated after a while
STATUS = "[data-autosave-status]"
TITLES = iter(f"失われない下書き {number}" for number in range(1, 100))


@pytest.fixture
def owner(empty_site, people):
    return people(empty_site, "sora-owner", phone=True)


@contextmanager
def trouble(*persons):
    """Let the browser complain of what the test itself breaks, and of nothing else."""
    try:
        yield
    finally:
        for person in persons:
            person.complaints[:] = [c for c in person.complaints if not EXPECTED.search(c)]


def item(pk, number):
    return f"/apply/applications/{pk}/items/{number}/"


def draft_at(owner, number):
    pk = new_draft(owner, next(TITLES))
    owner.go(item(pk, number))
    return pk


def write(person, name, text):
    """Write into a field and leave it."""
    field = person.page.locator(f"main [name='{name}']")
    field.fill(text)
    field.blur()


def saved(person):
    expect(person.page.locator(STATUS)).to_have_text(re.compile(r"\d\d:\d\d"), timeout=PATIENCE)
    expect(person.page.locator(".autosave--problem")).to_have_count(0)


def in_trouble(person):
    expect(person.page.locator(".autosave--problem")).to_have_count(1)


def copies(person):
    return person.page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('dejima-draft:')).length"
    )


def nothing_kept(person):
    """Wait until everything is saved, so that nothing is kept on the device."""
    # The page's policy forbids eval, by which Playwright would wait for a function.
    for _try in range(PATIENCE // 200):
        if copies(person) == 0:
            return
        person.page.wait_for_timeout(200)
    raise AssertionError("something is still kept on the device")


def stored(people, site, pk, number, name):
    """Return what another window of the same person reads in a field."""
    reader = people(site, "sora-owner", javascript=False)
    return reader.go(item(pk, number)).value(name)


def test_field_is_saved_when_it_is_left(owner, empty_site, people):
    pk = draft_at(owner, 1)
    write(owner, "goal", "離れたら保存される。")
    saved(owner)
    assert copies(owner) == 0
    assert stored(people, empty_site, pk, 1, "goal") == "離れたら保存される。"


def test_killed_server_loses_nothing(owner, empty_site, people):
    pk = draft_at(owner, 1)
    empty_site.kill()
    with trouble(owner):
        write(owner, "goal", "サーバーが落ちた間に書いた。")
        in_trouble(owner)
        assert copies(owner) == 1
        empty_site.start()
        saved(owner)
    assert stored(people, empty_site, pk, 1, "goal") == "サーバーが落ちた間に書いた。"


def test_closed_window_comes_back_with_what_was_not_saved(owner, empty_site, people):
    pk = draft_at(owner, 1)
    with trouble(owner):
        owner.context.set_offline(True)
        write(owner, "goal", "閉じる前に書いた。")
        in_trouble(owner)
        owner.page.goto("about:blank")
        owner.context.set_offline(False)
        owner.go(item(pk, 1))
        expect(owner.page.locator("[name=goal]")).to_have_value("閉じる前に書いた。")
        nothing_kept(owner)
    assert stored(people, empty_site, pk, 1, "goal") == "閉じる前に書いた。"


def test_no_connection_keeps_the_page_and_the_text(owner, empty_site, people):
    pk = draft_at(owner, 2)
    with trouble(owner):
        owner.context.set_offline(True)
        write(owner, "method", "圏外で書いた。")
        in_trouble(owner)
        owner.page.locator("main button[name=next]").click()
        owner.page.wait_for_timeout(
            2_000
        )  # the click has had its time: without a connection it stays
        expect(owner.page.locator("[name=method]")).to_have_value("圏外で書いた。")
        assert owner.path == item(pk, 2)
        owner.context.set_offline(False)
        saved(owner)
    assert stored(people, empty_site, pk, 2, "method") == "圏外で書いた。"


def sign_out_silently(person):
    """End the session as the server would."""
    person.context.clear_cookies(name="sessionid")


def sign_in_elsewhere(person, account):
    """Sign in in a new tab, as the page proposes."""
    with person.context.expect_page() as opened:
        person.page.locator("[data-sign-in]").click()
    tab = opened.value
    tab.locator("input[name=login]").fill(f"{account}@demo.example.jp")
    tab.locator("input[name=password]").fill("dejima-demo-2026")
    with tab.expect_navigation():
        tab.locator("main form [type=submit]").first.click()
    tab.wait_for_load_state()
    tab.close()


def test_ended_session_saves_after_signing_in_in_another_tab(empty_site, people):
    owner = people(empty_site)
    owner.sign_in("sora-owner@demo.example.jp")
    pk = draft_at(owner, 1)
    sign_out_silently(owner)
    with trouble(owner):
        write(owner, "goal", "切れた後に書いた。")
        in_trouble(owner)
        sign_in_elsewhere(owner, "sora-owner")
        saved(owner)
    assert stored(people, empty_site, pk, 1, "goal") == "切れた後に書いた。"
    owner.submit("main button[name=overview]")
    assert owner.path == f"/apply/applications/{pk}/draft/"


def test_another_person_signing_in_saves_nothing_of_the_first(empty_site, people):
    owner = people(empty_site)
    owner.sign_in("sora-owner@demo.example.jp")
    pk = draft_at(owner, 1)
    sign_out_silently(owner)
    with trouble(owner):
        write(owner, "goal", "他人の名で保存されない。")
        in_trouble(owner)
        sign_in_elsewhere(owner, "norai-owner")
        expect(owner.page.locator("[data-autosave-action]")).to_be_hidden()
        in_trouble(owner)
    owner.complaints.clear()  # the draft is not found for the second person
    assert stored(people, empty_site, pk, 1, "goal") == ""


def test_copies_of_another_person_are_not_shown_and_signing_out_removes_ones_own(
    empty_site, people
):
    owner = people(empty_site)
    owner.sign_in("sora-owner@demo.example.jp")
    pk = draft_at(owner, 1)
    user = int(owner.page.locator("form[data-autosave]").get_attribute("data-user"))
    copy = (
        '{"at": %d, "removed": [], "fields": {"goal": {"value": "見えてはならない。", "base": ""}}}'
    )
    now = owner.page.evaluate("Date.now()")
    for who in (user, user + 1):
        key = f"dejima-draft:{who}:999:1:x" if who == user else f"dejima-draft:{who}:{pk}:1:x"
        owner.page.evaluate("([k, v]) => localStorage.setItem(k, v)", [key, copy % now])
    owner.go(item(pk, 1))
    assert owner.value("goal") == ""
    owner.page.locator("form[action*=logout] [type=submit]").first.click()
    owner.page.wait_for_url(re.compile("/$|logout"))
    left = owner.page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('dejima-draft:'))"
    )
    assert left == [f"dejima-draft:{user + 1}:{pk}:1:x"]


def two_windows(owner, number):
    pk = draft_at(owner, number)
    first, second = owner.page, owner.context.new_page()
    second.goto(owner.site.address + item(pk, number))
    return pk, first, second


def fill(page, name, text):
    page.locator(f"main [name='{name}']").fill(text)
    page.locator(f"main [name='{name}']").blur()


def test_two_windows_write_different_fields(owner, empty_site, people):
    pk, first, second = two_windows(owner, 2)
    fill(first, "technology", "一つ目の窓")
    saved(owner)
    fill(second, "method", "二つ目の窓")
    expect(second.locator(STATUS)).to_have_text(re.compile(r"\d\d:\d\d"))
    # Each window shows what the other has saved, without being asked.
    expect(first.locator("[name=method]")).to_have_value("二つ目の窓")
    expect(second.locator("[name=technology]")).to_have_value("一つ目の窓")
    assert stored(people, empty_site, pk, 2, "technology") == "一つ目の窓"
    assert stored(people, empty_site, pk, 2, "method") == "二つ目の窓"


@pytest.mark.parametrize(("button", "holds"), [("keepEntered", "B"), ("keepStored", "A")])
def test_two_people_write_the_same_field(owner, empty_site, people, button, holds):
    pk = draft_at(owner, 2)
    other = people(empty_site, "sora-owner").go(item(pk, 2))
    write(owner, "method", "A")
    saved(owner)
    with trouble(other):
        other.page.locator("[name=method]").fill("B")
        write(other, "technology", "別の欄")
        attribute = re.sub("([A-Z])", lambda m: f"-{m[1].lower()}", button)
        choice = other.page.locator(f"button[data-{attribute}]")
        expect(choice).to_be_visible()
        in_trouble(other)
        assert stored(people, empty_site, pk, 2, "method") == "A"
        choice.click()
        saved(other)
    other.submit("main button[name=overview]")
    assert stored(people, empty_site, pk, 2, "method") == holds
    assert stored(people, empty_site, pk, 2, "technology") == "別の欄"


def test_rows_are_added_and_removed_in_place(owner, empty_site, people):
    pk = draft_at(owner, 3)
    owner.page.locator("[data-group=sites] [data-add-row]").click()
    rows = owner.page.locator("[data-group=sites] [data-row]")
    expect(rows).to_have_count(2)
    rows.nth(1).locator("input[name$='.name']").fill("二つ目の場所")
    rows.nth(1).locator("input[name$='.municipality']").fill("養父市")
    owner.page.locator("[name=place]").focus()
    saved(owner)
    reader = people(empty_site, "sora-owner", javascript=False).go(item(pk, 3))
    names = reader.page.locator("[data-group=sites] input[name$='.name']")
    assert [names.nth(n).input_value() for n in range(names.count())] == ["二つ目の場所"]
    owner.page.on("dialog", lambda dialog: dialog.accept())
    rows.nth(1).locator("[data-remove-row]").click()
    expect(rows).to_have_count(1)
    nothing_kept(owner)
    names = reader.go(item(pk, 3)).page.locator("[data-group=sites] input[name$='.name']")
    assert [names.nth(n).input_value() for n in range(names.count())] == [""]


def test_conditional_question_appears_with_its_answer_and_keeps_what_was_written(owner):
    pk = draft_at(owner, 4)
    asked = owner.page.locator("[data-asked=guardian_consent]")
    expect(asked).to_be_hidden()
    owner.page.locator("[name=minors][value=yes]").check()
    expect(asked).to_be_visible()
    write(owner, "guardian_consent", "保護者が書面で同意する。")
    saved(owner)
    owner.page.locator("[name=minors][value=no]").check()
    expect(asked).to_be_hidden()
    owner.submit("main button[name=overview]")
    owner.go(item(pk, 4))
    owner.page.locator("[name=minors][value=yes]").check()
    assert owner.value("guardian_consent") == "保護者が書面で同意する。"


def test_without_script_rows_and_texts_are_saved_all_the_same(empty_site, people):
    owner = people(empty_site, "sora-owner", phone=True, javascript=False)
    pk = draft_at(owner, 3)
    owner.fill({"place": "大屋地区", "sites.1.name": "一つ目"})
    owner.submit("button[name=add][value=sites]")
    assert owner.value("place") == "大屋地区"
    owner.fill({"sites.2.name": "二つ目"}).submit("button[name=remove][value='sites.1']")
    owner.submit("[role=alert] button[name=remove]")
    assert owner.path == item(pk, 3)
    assert not owner.sees("[name='sites.1.name']")
    assert owner.value("sites.2.name") == "二つ目"


def test_without_script_an_entry_after_the_session_ended_is_shown_again(empty_site, people):
    owner = people(empty_site, javascript=False)
    owner.sign_in("sora-owner@demo.example.jp")
    pk = draft_at(owner, 1)
    sign_out_silently(owner)
    owner.fill({"goal": "切れた後の全文"}).submit("main button[name=overview]", status=401)
    assert owner.value("goal") == "切れた後の全文"
    tab = owner.context.new_page()
    tab.goto(f"{empty_site.address}/accounts/login/")
    tab.locator("input[name=login]").fill("sora-owner@demo.example.jp")
    tab.locator("input[name=password]").fill("dejima-demo-2026")
    with tab.expect_navigation():
        tab.locator("main form [type=submit]").first.click()
    owner.submit("main form.form [type=submit]", status=403)
    assert owner.value("goal") == "切れた後の全文"
    owner.submit("main form.form [type=submit]")
    assert stored(people, empty_site, pk, 1, "goal") == "切れた後の全文"
