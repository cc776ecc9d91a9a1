"""The holder reports by a real messy CSV; each wrong cell is named; what is accepted is public."""

import pytest

from tests.journeys.acts import number_in

pytestmark = pytest.mark.browser

HEAD = "令和8年度 実施報告,,\r\n作成：デモ空輸株式会社（担当）,,\r\n,,\r\n指標番号,指標,値\r\n"
WRONG = "K14,同意取得率,多数\r\nK25,,６４．５％\r\nK26,,▲3\r\nK27,,0.8\r\nK29,,41\r\nK99,,1\r\n"
MENDED = 'K14,同意取得率,９３．２％\r\nK25,,６４．５％\r\nK26,,"１，２３４人"\r\n,,\r\nK27,,0.8\r\nK29,,41.5\r\n合計,,\r\n'


def _write(folder, name, rows):
    path = folder / name
    path.write_bytes((HEAD + rows).encode("cp932"))
    return str(path)


def _read(company, path, *, status=0):
    company.page.locator("main input[type=file]").set_input_files(path)
    company.submit("main form[enctype] [type=submit]", status=status)


def test_report_by_a_messy_file(full_site, people, tmp_path):
    company = people(full_site, "sora-owner")
    office = people(full_site, "suo-oshima-examiner")
    company.go("/apply/")
    href = company.page.locator("main a[href^='/apply/reports/']").first.get_attribute("href")
    pk = number_in(href)
    company.go(f"/apply/reports/{pk}/file/")
    _read(company, _write(tmp_path, "wrong.csv", WRONG), status=422)
    faults = company.page.locator("main .notice--error li").all_inner_texts()
    assert len(faults) == 3
    for fault, (row, column) in zip(faults, ((5, "C"), (7, "C"), (10, "A")), strict=True):
        assert str(row) in fault
        assert column in fault
    assert not company.sees("main input[name=figure_K14]")

    _read(company, _write(tmp_path, "mended.csv", MENDED))
    assert company.page.locator("main input[name=figure_K26]").input_value() == "1234"
    company.submit("main form[action$='/steps/submit/'] [type=submit]")
    assert company.value("figure_K14") == "93.2"
    company.fill({"narrative": "計画のとおり実施した。"})
    company.submit("main form[method=post] [type=submit]:not([name=preview])")
    assert company.path == f"/apply/reports/{pk}/"

    # Taken back before it is accepted, and sent again.
    company.step(f"/apply/reports/{pk}/steps/take_back/")
    company.go(f"/apply/reports/{pk}/file/")
    _read(company, _write(tmp_path, "again.csv", MENDED))
    company.submit("main form[action$='/steps/submit/'] [type=submit]")
    company.submit("main form[method=post] [type=submit]:not([name=preview])")

    office.step(f"/console/reports/{pk}/steps/accept/")
    public = full_site.read("/dashboard/zones/suo-oshima/K25/").decode()
    assert "64.5" in public
    assert "64.5" in full_site.read("/dashboard/zones/suo-oshima/K25.csv").decode("utf-8-sig")
