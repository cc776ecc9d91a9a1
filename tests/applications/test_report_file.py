"""Reports filled in from files: figures read as people write them, all or nothing, each error placed."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.figures_file import read_figures
from casework import clock
from tests import factories as make

START, END = date(2026, 4, 1), date(2026, 6, 30)
INDICATORS = [
    {"code": "K14", "name": "同意率", "unit": "%"},
    {"code": "K26", "name": "利用者数", "unit": "人"},
    {"code": "F1", "name": "飛行回数", "unit": "回"},
]


def read(text, encoding="cp932"):
    upload = SimpleUploadedFile("a.csv", text.encode(encoding))
    return read_figures(upload, INDICATORS, START, END)


def test_one_row_a_figure_with_units_and_full_width_digits():
    found = read(
        '実施状況,,\n指標番号,指標,値\nK14,,９２．５％\n,利用者数（人）,"１，２３４人"\nF1,飛行回数,－\n'
    )
    assert found.errors == []
    assert found.figures == {"K14": Decimal("92.5"), "K26": Decimal(1234)}
    assert found.passed_over == 1


def test_daily_rows_are_added_up_by_column_and_totals_passed_over():
    found = read(
        "日付,飛行回数,利用者数,備考\nR8.4.1,3,10,\n令和8年4月2日,,4,強風\n2026/6/30,2,1,\n合計,5,15,\n"
    )
    assert (found.errors, found.figures) == ([], {"F1": Decimal(5), "K26": Decimal(15)})
    assert found.rows == {"F1": [2, 4], "K26": [2, 3, 4]}
    assert found.passed_over == 2


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("指標,値\nK14,多数\nK99,3\nF1,-2\n", ["2,B", "3,A", "4,B"]),
        ("日付,飛行回数\n2026-03-31,1\n4月31日,1\n", ["2,A", "3,A"]),
        ("指標,値\nK14,50\nK14,60\n", ["3,B"]),
        ("日付,同意率\n2026-04-01,50\n2026-04-02,60\n", ["3,B"]),
    ],
)
def test_every_wrong_cell_is_named_with_row_and_column(text, places, settings):
    from django.utils import translation

    with translation.override("en"):
        errors = read(text).errors
    named = [
        f"{e.split('Row ')[1].split(',')[0]},{e.split('column ')[1].split(' ')[0]}" for e in errors
    ]
    assert named == places


@pytest.mark.parametrize("text", ["指標,値\nK14,120\n", "指標,値\n"])
def test_impossible_share_and_empty_file_are_refused(text):
    assert len(read(text).errors) == 1


def test_a_file_without_the_column_names_is_refused():
    with pytest.raises(ValidationError) as refused:
        read("名前,数\nりんご,1\n")
    assert refused.value.code == "header"


@pytest.fixture
def report(db, town, ministry, company):
    exemption = make.make_exemption(town, ministry, company)
    return make.run(exemption, company.owner).reports.order_by("period_start").first()


@pytest.fixture
def owner(company):
    client = Client()
    client.force_login(company.owner)
    return client


def due(report):
    return clock.set_to(datetime.combine(report.due_on, datetime.min.time(), clock.JST))


def post(owner, report, text):
    upload = SimpleUploadedFile("a.csv", text.encode("cp932"))
    return owner.post(f"/apply/reports/{report.pk}/file/", {"file": upload})


def test_template_comes_back_as_a_report(owner, report):
    codes = [code for code in report.exemption.report_indicators if code != "K27"]
    with due(report):
        template = owner.get(f"/apply/reports/{report.pk}/template.csv").content.decode("utf-8-sig")
        lines = template.splitlines()
        filled = "\r\n".join([lines[0], *(line.removesuffix('""') + '"7"' for line in lines[1:])])
        page = BeautifulSoup(post(owner, report, filled).content, "html.parser")
        form = page.select_one("form[action$='/steps/submit/']")
        sent = {i["name"]: i["value"] for i in form.select("input[name]")}
        assert {n: v for n, v in sent.items() if n.startswith("figure_")} == {
            f"figure_{code}": "7" for code in codes
        }
        shown = owner.post(form["action"], {**sent, "preview": "1"})
        assert shown.status_code == 200
        assert report.figures.count() == 0
        del sent["csrfmiddlewaretoken"]
        owner.post(form["action"], {**sent, "narrative": "順調"})
    report.refresh_from_db()
    typed = report.figures.exclude(indicator_code="K27")  # that one the console knows itself
    assert (report.status, {f.value for f in typed}) == ("submitted", {Decimal(7)})
    assert report.figures.get(indicator_code="K27").value == 0


def test_one_wrong_cell_takes_nothing_over(owner, report):
    code = report.exemption.report_indicators[0]
    with due(report):
        answer = post(owner, report, f"指標,値\n{code},12\nK99,4\n")
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert page.select("input[name^='figure_']") == []
    assert len(page.select(".notice li")) == 1


def test_no_file_and_another_s_report_are_refused(owner, report, client):
    assert owner.post(f"/apply/reports/{report.pk}/file/").status_code == 422
    stranger = make.make_company("8000012010038", "デモ別会社")
    client.force_login(stranger.owner)
    assert client.get(f"/apply/reports/{report.pk}/file/").status_code == 404
