"""Lists as files: the current view, as the person may know it, safe in any spreadsheet."""

import csv
import io
import json
import tracemalloc

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from applications.models import Application
from applications.office import concerns
from casework import exports
from casework.exports import Column, Table, in_cp932, neutral, plain
from casework.models import Recipient
from tests import factories as make


def table(*values, count=0):
    rows = [{"a": v} for v in values] or ({"a": n} for n in range(count))
    return Table("t", "題名", [Column("a", "列", lambda r: r["a"])], lambda: iter(rows))


def read(made, form):
    with exports.file_of(made, form) as found:
        return found.read()


@given(st.text())
def test_neutral_text_is_no_formula_and_reads_back(text):
    assert plain(neutral(text)) == text
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("form", ["csv", "table", "cp932"])
def test_formula_reaches_no_csv(form, start):
    text = f"{start}1+1"
    encoding = "cp932" if form == "cp932" else "utf-8-sig"
    content = read(table(text), form).decode(encoding)
    assert list(csv.reader(io.StringIO(content, newline="")))[-1] == [f"'{text}"]


def test_workbook_holds_texts_numbers_and_what_they_are():
    book = load_workbook(io.BytesIO(read(table("=1+1", 3, "a\x00b", None), "xlsx")))
    sheet, about = book.worksheets
    assert [c.value for c in sheet["A"]] == ["列", "'=1+1", 3, "ab", None]
    assert [c.data_type for c in sheet["A"]][:3] == ["s", "s", "n"]
    assert (about["B1"].value, about["B5"].value) == ("題名", "4")


def test_heading_for_people_and_bare_table_for_machines():
    people = read(table("値"), "csv")
    assert people.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(people.decode("utf-8-sig"))))
    assert (rows[0][1], rows[4][1], rows[-2:]) == ("題名", "1", [["列"], ["値"]])
    assert read(table("値"), "table").decode() == "a\r\n値\r\n"
    about = json.loads(read(table("値"), "metadata"))
    assert (about["rows"], about["columns"]) == (1, [{"name": "a", "label": "列"}])


def test_letters_outside_cp932_are_shown_as_geta_and_counted():
    assert in_cp932("𠮷野家〜①㈱") == ("〓野家～①㈱", 1)
    written = read(table("𠮷", "鷗", "한"), "cp932").decode("cp932").splitlines()
    expected = [in_cp932(letter)[0] for letter in ("𠮷", "鷗", "한")]
    assert (written[-3:], expected[0], expected[2]) == (expected, "〓", "〓")
    assert str(expected.count("〓")) in written[5]


def test_long_table_is_written_in_constant_memory():
    def peak(count):
        tracemalloc.start()
        exports.file_of(table(count=count), "csv").close()
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(100)
    assert peak(40_000) < peak(2_000) + 300_000


def get(client, user, page, **query):
    client.force_login(user)
    return client.get(reverse("console:export", args=[page]), query)


def rows(response):
    content = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


@pytest.mark.django_db
def test_export_is_the_current_view_with_its_columns(client, town, ministry, company):
    neighbor = make.make_town("neighbor", "隣町役場")
    for place in (town, neighbor, neighbor):
        make.submit(make.make_draft(place, ministry, company))
    query = {"format": "table", "zone": "neighbor", "columns": ["zone"]}
    found = rows(get(client, ministry.examiner, "applications", **query))
    assert [list(row) for row in found] == [["number", "zone"]] * 2
    assert {row["zone"] for row in found} == {"neighbor特区"}
    query["zone"] = "town"
    assert len(rows(get(client, town.examiner, "applications", **query))) == 1
    assert len(rows(get(client, neighbor.examiner, "applications", format="table"))) == 2


@pytest.mark.django_db
def test_export_keeps_the_embargo(client, draft, ministry, town):
    application = make.consult(draft, ministry, town)
    outside = make.make_ministry("outside", "総務省")
    application.opinions.create(
        organisation=outside.organisation, asked_at=application.arrived_at, due_on="2026-12-31"
    )
    Application.objects.filter(pk=draft.pk).update(status="decided", outward_status="consulting")
    concerns.rebuild()

    def states(user):
        found = rows(get(client, user, "applications", format="table"))
        return [row["state"] for row in found]

    labels = dict(Application._meta.get_field("status").flatchoices)
    assert states(outside.examiner) == [str(labels["consulting"])]
    assert states(ministry.examiner) == [str(labels["decided"])]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["work", "applications", "exemptions", "reports", "notices"])
@pytest.mark.parametrize("form", list(exports.FORMATS))
def test_every_list_gives_every_format(client, town, ministry, company, page, form):
    make.run(make.make_exemption(town, ministry, company), company.owner)
    make.submit(make.make_draft(town, ministry, company))
    response = get(client, ministry.examiner, page, format=form, which="all")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment;")
    assert len(b"".join(response.streaming_content)) > 20


@pytest.mark.django_db
def test_exported_notices_are_those_of_the_list(client, draft, town, ministry):
    make.submit(draft)
    Recipient.objects.filter(notice__kind="application.new").update(status="failed")
    found = rows(get(client, town.examiner, "notices", format="table", status="failed"))
    assert [row["kind"] for row in found] == ["application.new"]
    assert rows(get(client, ministry.approver, "notices", format="table")) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "form"), [("users", "csv"), ("work", "exe")])
def test_unknown_list_or_format_is_not_found(client, ministry, page, form):
    assert get(client, ministry.examiner, page, format=form).status_code == 404
