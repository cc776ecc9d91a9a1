"""A digital resident, on a phone: registers in a zone, sees what is held, and leaves."""

import re

SCHEME = {
    "name": "養父市デジタル住民",
    "basis": "養父市デジタル住民要綱（デモ）",
    "opens_on": "2020-04-01",
    "contact": "養父市役所 特区担当（デモ）",
}
PERSON = {
    "told": True,
    "name": "出島 住子",
    "kana": "でじま すみこ",
    "birth_date": "1990-04-01",
    "residence": "加賀市",
}


def test_resident_registers_and_leaves(empty_site, people):
    people(empty_site, "yabu-administrator").step("/console/residents/zones/yabu/scheme/", SCHEME)
    resident = people(empty_site, "resident", phone=True)
    resident.go("/residents/").follow("/residents/register/yabu/")
    resident.fill(PERSON).submit("main form.form [type=submit]")
    page = resident.path
    assert re.fullmatch(r"/residents/me/\d+/", page)
    assert resident.sees("[data-status=provisional]")
    confirm_address(resident)
    resident.go(page).submit("form[action$='/confirm/'] button")
    assert resident.sees("[data-status=basic]")
    resident.go("/residents/me/").follow(page)
    resident.go("/residents/me/data/")
    assert PERSON["name"] in resident.text()
    resident.step(f"{page}steps/leave/")
    assert resident.sees("[data-status=left]")
    assert not resident.sees("[data-status=basic]")


def confirm_address(resident):
    """Have the mail sent again, and open the link in it."""
    resident.go("/accounts/email/").submit("[name=action_send]")
    links = re.findall(r"https?://\S+(/accounts/confirm-email/\S+)", resident.site.mails()[-1])
    resident.go(links[0])
    if "confirm-email" in resident.path:
        resident.submit("main form [type=submit]")
