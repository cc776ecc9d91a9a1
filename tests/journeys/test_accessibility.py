"""Every page of the path on a phone, in Japanese: axe, sideways scrolling, complaints of the console."""

import re
from urllib.parse import urljoin

import pytest

PUBLIC = [
    "/",
    "/zones/",
    "/zones/yabu/",
    "/register/",
    "/register/?outcome=verdict_nationwide",
    "/register/ > a[href^='/register/measures/']",
    "/register/ > a[href^='/register/exemptions/']",
    "/dashboard/",
    "/dashboard/zones/yabu/",
    "/dashboard/zones/yabu/K29/",
    "/dashboard/zones/yabu/?as_of=2020-01-01",
    "/dashboard/zones/yabu/ > a[href^='/register/reviews/']",
    "/dashboard/zones/yabu/ > a[href^='/register/reviews/'] > a[href^='/s/']",
    "/ > a[href*='/news/']",
    "/ > a[href*='/news/'] > main a[href*='/news/']",
    "/residents/",
    "/residents/privacy/",
    "/residents/files/",
    "/apply/",
    "/apply/find/",
    "/apply/find/?q=ドローン",
    "/procedures/",
    "/procedures/ > main a[href^='/procedures/']",
    "/register/notices/",
    "/standard-measures/",
    "/standard-measures/rc26/",
    "/standard-measures/ > main a[href^='/standard-measures/t']",
    "/calls/",
    "/calls/ > main a[href^='/calls/']",
    "/costs/",
    "/costs/yabu/",
    "/costs/yabu/ > main a[href^='/costs/yabu/T']",
    "/support/",
    "/support/ledger/",
    "/zones/tsuwano-cho-farmland/hearing/",
    "/zones/yabu/history/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/search/?q=nothing 404",
]
COMPANY = [
    "/apply/",
    "/apply/company/?new=1",
    "/apply/ > FIRM",
    "/apply/new/",
    "/apply/new/?start=1",
    "/apply/new/?zone=yabu",
    "/apply/ > DRAFT",
    *(f"/apply/ > DRAFT > a[href$='/items/{number}/']" for number in (2, 3, 4, 5, 7)),
    *(
        f"/apply/ > DRAFT > ../{page}/"
        for page in (
            *("check", "title", "carry", "partners", "secrets", "public-copy", "statement"),
            *("steps/submit", "steps/discard"),
        )
    ),
    *(
        f"/apply/ > FIRM > ./{page}/"
        for page in ("facts", "reuse", "people", "powers/new", "tokens")
    ),
    "/standard-measures/ > a[href^='/standard-measures/t'] > a[href^='/apply/standard-measures/']",
    "/calls/ > main a[href^='/calls/'] > a[href^='/apply/calls/']",
    *(f"/apply/ > CASE > ./{page}/" for page in ("messages", "record")),
    "/apply/consultations/",
    "/apply/consultations/new/",
    "/apply/claim/",
    "/apply/ > DRAFT > a[href$='/measures/']",
    "/apply/ > DRAFT > a[href$='/files/']",
    "/apply/ > CASE",
    "/apply/ > CASE > a[href$='/receipt/']",
    "/apply/ > CASE > a[href*='/steps/']",
    "/apply/ > a[href^='/apply/exemptions/']",
    "/apply/ > a[href^='/apply/exemptions/'] > a[href^='/apply/reports/']",
    "/accounts/email/",
    "/accounts/2fa/",
    "/accounts/password/change/",
]
HOLDER = [
    "/apply/",
    "/apply/ > RUNNING",
    "/apply/ > RUNNING > a[href*='/steps/suspend/']",
    "/apply/ > RUNNING > a[href$='/incident/']",
]
ANSWERER = [
    "/apply/ > a[href^='/apply/clarifications/']",
    "/apply/ > a[href^='/apply/reports/']",
    "/apply/ > a[href^='/apply/reports/'] > a[href*='/steps/submit/']",
]
OFFICE = [
    "/console/",
    "/console/consultations/",
    "/console/guidance/",
    "/console/appeals/",
    "/console/criteria/",
    "/console/phrases/",
    "/console/workload/",
    "/console/documents/",
    "/console/settings/notices/",
    "/console/?whose=all",
    "/console/applications/",
    "/console/exemptions/",
    "/console/exemptions/ > main tbody a[href^='/console/exemptions/']",
    "/console/reports/",
    "/console/reports/?which=all > main tbody a[href^='/console/reports/']",
    "/console/reviews/",
    "/console/reviews/ > main a[href^='/console/reviews/']",
]
APPLICATION = "main tbody a[href^='/console/applications/']"
TOWN = [
    *OFFICE,
    "/console/applications/new/",
    "/console/members/",
    "/console/dispatch/",
    "/console/public-notices/",
    "/console/public-notices/ > main a[href^='/console/public-notices/']",
    "/console/disclosure/",
    "/console/standard-measures/",
    "/console/standard-measures/ > main a[href^='/console/standard-measures/']",
    "/console/standard-measures/rc26/take/",
    "/console/costs/",
    "/console/costs/ > main a:has-text('養父')",
    "/console/costs/ > main a:has-text('養父') > main a[href*='/new/']",
    "/console/support/",
    "/console/support/ledger/",
    "/console/support/?status=paying > main tbody a[href^='/console/support/']",
    "/console/support/?status=paying > main tbody a[href^='/console/support/'] > [data-step=pay]",
    "/console/incidents/",
    "/console/zones/new/",
    *(
        f"/console/zones/ > main tbody a[href^='/console/zones/'] > ./{page}/"
        for page in ("plan", "plans")
    ),
    "/console/zones/ > main tbody a[href^='/console/zones/'] > ./policy/",
    *(
        f"/console/applications/?status=disclosed > {APPLICATION} > ./{page}/"
        for page in ("messages", "record", "revisions", "public-copy")
    ),
    "/console/criteria/ > main a[href^='/console/criteria/']",
    f"/console/applications/?status=arrived > {APPLICATION}",
    f"/console/applications/?status=disclosed > {APPLICATION}",
    "/console/reports/ > main tbody a[href^='/console/reports/'] > [data-step=accept]",
    "/console/reports/ > main tbody a[href^='/console/reports/'] > [data-step=send_back]",
    "/console/exemptions/?status=gathering_consent > main tbody a[href^='/console/exemptions/']",
    "/console/exemptions/?status=gathering_consent > main tbody a[href^='/console/exemptions/']"
    " > a[href$='/review/']",
    "/console/zones/",
    "/console/zones/ > main tbody a[href^='/console/zones/']",
    "/console/notices/",
    "/console/audit/",
    "/console/residents/",
    "/console/residents/ > main tbody a[href^='/console/residents/']",
    "/console/residents/zones/yabu/register/",
    "/console/residents/zones/yabu/scheme/",
]
MINISTRY = [
    *OFFICE,
    f"/console/applications/?status=arrived > {APPLICATION}",
    f"/console/applications/?status=examining > {APPLICATION}",
    f"/console/applications/?status=arrived > {APPLICATION} > [data-step=start_examination]",
    f"/console/applications/?status=examining > {APPLICATION} > [data-step=request_clarification]",
]
POLICE = [
    "/console/exemptions/?status=running > main tbody a[href^='/console/exemptions/']",
    "/console/exemptions/?status=running > main tbody a[href^='/console/exemptions/']"
    " > [data-step=open_hearing]",
]
LAKE = ["/console/incidents/ > main tbody a[href^='/console/incidents/']"]
BRIDGED = ["/apply/ > main a[href^='/apply/exemptions/']"]
HEARD = [
    "/console/exemptions/?status=revocation_hearing > main tbody a[href^='/console/exemptions/']"
]
APPROVER = [
    "/console/",
    f"/console/applications/?status=decided > {APPLICATION}",
    f"/console/applications/?status=decided > {APPLICATION} > [data-step=disclose]",
    f"/console/applications/?status=consulting > {APPLICATION}",
    "/console/applications/?status=consulting > main tbody tr:has-text('仙北')"
    " a[href^='/console/applications/'] > a[href^='/console/proposals/']",
    "/console/exemptions/?status=running > main tbody a[href^='/console/exemptions/']"
    " > [data-step=open_hearing]",
]
COMMITTEE = [
    "/console/?whose=all",
    f"/console/applications/?status=consulting > {APPLICATION}",
    f"/console/applications/?status=consulting > {APPLICATION} > [data-step=give]",
]
RESIDENT = [
    "/residents/",
    "/residents/privacy/",
    "/residents/files/",
    "/residents/register/yabu/",
    "/residents/me/",
    "/residents/me/data/",
    "/residents/me/data/ > a[href$='/correct/']",
    "/residents/me/ > OWN",
    "/residents/me/ > OWN > a[href$='/activities/']",
    "/residents/me/ > OWN > a[href$='/steps/leave/']",
]
PAGES = {
    "": PUBLIC,
    "sora-owner": COMPANY,
    "yabu-administrator": TOWN,
    "mlit-examiner": MINISTRY,
    "mlit-approver": APPROVER,
    "cao-reviewer": OFFICE,
    "jido-owner": HOLDER,
    "hatake-owner": ANSWERER,
    "committee-examiner": COMMITTEE,
    "resident": RESIDENT,
    "npa-approver": POLICE,
    "semboku-administrator": LAKE,
    "hikari-owner": BRIDGED,
    "yado-owner": BRIDGED,
    "tomi-examiner": HEARD,
}
SHORT = {
    "OWN": "main a[href^='/residents/me/']:not([href$='/data/'])",
    "DRAFT": "main tr:has([data-status=draft]) a[href^='/apply/applications/']",
    "FIRM": "main a[href^='/apply/company/']",
    "RUNNING": "main tr:has([data-status=in_force]) a[href^='/apply/exemptions/']",
    "CASE": "main tr:not(:has([data-status=draft])) a[href^='/apply/applications/']",
}


@pytest.mark.parametrize(
    ("who", "way"), [(who, way) for who, ways in PAGES.items() for way in ways]
)
def test_page_on_a_phone(full_site, people, axe, who, way):
    person = people(full_site, who, phone=True)
    address, *links = way.split(" > ")
    path, _blank, status = address.partition(" ")
    person.go(path, status=int(status or 200))
    for link in links:
        if link.startswith("."):
            person.go(urljoin(person.path, link))
            continue
        found = person.page.locator(SHORT.get(link, link)).first.get_attribute("href")
        person.go(found if found.startswith("/") else person.path + found)
    assert axe(person.page) == []
    assert person.page.evaluate("document.documentElement.scrollWidth") <= 375
    assert untranslated(person.text()) == []


def untranslated(text):
    """Return lines of English sentences: a message without its Japanese."""
    return [line for line in text.splitlines() if re.fullmatch(r"[A-Z][a-z]+( [a-z]+){2,}.*", line)]
