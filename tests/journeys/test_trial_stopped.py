"""An incident stops a trial until its cause is mended; a hearing ends it for good."""

from datetime import datetime, timedelta

import pytest

from casework import clock
from tests.journeys.acts import number_in

pytestmark = pytest.mark.browser

NUMBER, TITLE = "T2025-00011", "駅と集落を結ぶ予約乗合"
VERIFY, REGISTER = f"/verify/{NUMBER}/", f"/register/exemptions/{NUMBER}/"
BUTTON = "main form[method=post] [type=submit]:not([name=preview])"
WHAT_HAPPENED = "停留所で発車したとき、立っていた乗客一人が倒れて骨折した。"
FACTS = "着席を確かめずに発車することが、改善の後も続いた。"
WISH = "事故の前後三か月の運行記録"
STATEMENT = "記録の読み方に誤りがある。発車前の確認は行っていた。"


@pytest.fixture
def site(full_site):
    """The site with the whole demo; its clock shows the real time again when the test is over."""
    yield full_site
    full_site.moment = None
    full_site.clock.write_text("")


@pytest.fixture
def company(site, people):
    """The holder of the exemption, on a phone, on the page of its exemption."""
    owner = people(site, "norai-owner", phone=True).go("/apply/?all=1")
    href = owner.page.locator("main a[href^='/apply/exemptions/']", has_text=TITLE)
    return owner.go(href.first.get_attribute("href"))


def _day(site, days=0):
    return ((site.moment or datetime.now(clock.JST)) + timedelta(days=days)).date().isoformat()


def _assert_standing(person, code):
    """What anybody reads at the certificate's address and in the register, today."""
    tone = "success" if code == "in_force" else "error"
    person.go(VERIFY)
    assert person.sees(f"[data-standing={code}] .notice--{tone}")
    assert not person.sees(f".notice--{'error' if tone == 'success' else 'success'}")
    assert person.go(REGISTER).sees(f".on-day__answer[data-standing={code}]")


def _assert_closed(person, screen):
    """Nobody can take the step now, and the page says what stands against it."""
    person.go(screen)
    assert not person.sees(BUTTON)
    assert person.sees("main .notice--warning")


def test_serious_incident_stops_the_trial_until_its_cause_is_mended(site, people, company):
    pk = number_in(company.path)
    examiner, approver = people(site, "mlit-examiner"), people(site, "mlit-approver")
    anybody = people(site, phone=True)
    resume = f"/console/exemptions/{pk}/steps/resume/"
    _assert_standing(anybody, "in_force")

    company.follow(f"/apply/exemptions/{pk}/incident/")
    facts = {"kind": "incident", "happened_on": _day(site, -1), "happened_time": "09:40"}
    company.fill({**facts, "text": WHAT_HAPPENED, "severity": "serious", "harmed": "0"})
    company.submit("main form.form [type=submit]", status=422)
    assert company.sees("main .field--invalid [name=harmed]")
    assert company.value("text") == WHAT_HAPPENED
    company.fill({"harmed": "1"}).submit("main form.form [type=submit]")
    incident = number_in(company.path)
    assert company.path == f"/apply/incidents/{incident}/"

    _assert_standing(anybody, "suspended")
    assert WHAT_HAPPENED not in anybody.text()
    company.go(f"/apply/exemptions/{pk}/")
    assert company.sees("[data-status=not_in_force]")
    _assert_closed(approver, resume)

    examiner.go("/console/?whose=all").follow(f"/console/incidents/{incident}/")
    assert WHAT_HAPPENED in examiner.text()
    examiner.step(f"/console/incidents/{incident}/steps/acknowledge/", {"severity": "serious"})
    examiner.go(resume, status=403)
    cause = {
        "cause": "発車前の着席確認が手順になかった。",
        "fix": "着席を確かめてから発車する手順に改めた。",
    }
    approver.step(resume, cause)

    _assert_standing(anybody, "in_force")
    company.go(f"/apply/incidents/{incident}/")
    assert cause["fix"] in company.text()


def test_hearing_ends_the_trial(site, people, company):
    pk = number_in(company.path)
    approver, presider = people(site, "mlit-approver"), people(site, "mlit-reviewer")
    anybody = people(site, phone=True)
    steps = f"/console/exemptions/{pk}/steps"
    hearing = open_hearing(site, approver, f"{steps}/open_hearing/")
    name_presider(approver, presider, hearing)
    speak_for_itself(company, approver, pk, hearing)
    assert STATEMENT not in anybody.go(REGISTER).text()

    held = f"/console/hearings/{hearing}/steps/hold/"
    _assert_closed(presider, held)
    site.pass_days(20)
    _assert_closed(approver, f"{steps}/revoke/")
    minutes = {"held_on": _day(site), "attendance": "appeared", "minutes": "当事者が陳述した。"}
    presider.step(held, minutes)
    report = {"opinion": "grounded", "report": "運行記録により事実が認められる。"}
    presider.step(f"/console/hearings/{hearing}/steps/hand_in/", report)
    approver.go(f"{steps}/revoke/")
    assert report["report"] in approver.text()
    approver.step(f"{steps}/revoke/", {"reasons": FACTS})

    _assert_standing(anybody, "ended")
    company.go(f"/apply/exemptions/{pk}/")
    assert company.sees("[data-status=not_in_force]")
    assert company.sees("h1 ~ .lead [data-status=revoked]")
    assert FACTS in company.page.inner_text("#hearings")


def open_hearing(site, approver, screen):
    """Call the hearing: a week is too soon, twenty days are not; return its key."""
    notice = {"reasons": FACTS, "hearing_on": _day(site, 7), "place": "合同庁舎三号館 第2会議室"}
    approver.go(screen).fill(notice).submit(BUTTON, status=422)
    assert approver.sees("main .field--invalid [name=hearing_on]")
    assert approver.sees("[data-error-summary] a[href='#id_hearing_on']")
    assert approver.value("reasons") == FACTS
    approver.fill({"hearing_on": _day(site, 20)}).submit(BUTTON)
    card = approver.page.locator("#hearings article[id^=hearing-]").last
    return int(card.get_attribute("id").removeprefix("hearing-"))


def name_presider(approver, presider, hearing):
    """Who signs or examined is not offered as presider."""
    screen = f"/console/hearings/{hearing}/steps/name_presider/"
    approver.go(screen)
    offered = approver.page.locator("main label:has([name=presider])").all_inner_texts()
    assert [name.split()[-1] for name in offered] == ["評価官"]
    approver.page.locator("main [name=presider]").check()
    approver.submit(BUTTON)
    presider.go(approver.path)
    assert presider.sees(f"#hearing-{hearing}")


def speak_for_itself(company, approver, pk, hearing):
    """The holder sees the file and states its view in writing, before the hearing."""
    own = f"/apply/hearings/{hearing}/steps"
    company.go(f"/apply/exemptions/{pk}/")
    assert FACTS in company.page.inner_text("#hearings")
    company.step(f"{own}/ask_inspection/", {"what": WISH})
    screen = f"/console/hearings/{hearing}/steps/answer_inspection/"
    approver.go(screen)
    assert WISH in approver.text()
    answer = {"granted": "yes", "answer": "審査担当の窓口で、平日の10時から16時まで。"}
    approver.step(screen, answer)
    company.step(f"{own}/state/", {"statement": STATEMENT})
    company.go(f"/apply/exemptions/{pk}/")
    mine = company.page.inner_text("#hearings")
    assert answer["answer"] in mine
    assert STATEMENT in mine
