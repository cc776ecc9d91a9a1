"""Tables that people have: encodings, delimiters, heads above the header, spreadsheets."""

import io
from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from casework import sheets
from casework.sheets import letters, read_sheet


def has_name(cells):
    return "品目" in cells


def read(content, name="a.csv"):
    return read_sheet(SimpleUploadedFile(name, content), has_name)


TEXT = '調査票（令和8年度）,,\r\n\r\n品　目,数量,備考\r\nりんご,１２,"赤,青"\r\n,,\r\nみかん,3\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv_is_read_in_every_encoding_people_have(encoding):
    sheet = read(TEXT.encode(encoding))
    assert (sheet.header, sheet.header_row) == (("品目", "数量", "備考"), 3)
    assert [(r.number, r.cell(0), r.cell(1), r.cell(2)) for r in sheet.rows] == [
        (4, "りんご", "１２", "赤,青"),
        (6, "みかん", "3", ""),
    ]


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_other_delimiters_are_found(mark):
    sheet = read(f"品目{mark}数量\nりんご{mark}1,200\n".encode())
    assert sheet.rows[0].cells == ("りんご", "1,200")


def test_a_quoted_cell_may_hold_a_line_end():
    assert read('品目,数量\n"りん\nご",1\n'.encode()).rows[0].cell(0) == "りん\nご"


def test_xlsx_gives_days_and_numbers_as_people_write_them():
    book = Workbook()
    for row in (
        ["表"],
        ["品目", "日", "数量"],
        ["りんご", datetime.combine(date(2026, 4, 1), time()), 12.0],
        ["梨", date(2026, 4, 2), 0.5],
    ):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    sheet = read(file.getvalue(), "a.xlsx")
    assert [r.cells for r in sheet.rows] == [
        ("りんご", "2026-04-01", "12"),
        ("梨", "2026-04-02", "0.5"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04broken", "kind"),
        (b"a\x00b,c\n", "kind"),
        (b"\x81\xff\xfe\x00", "encoding"),
        ("名前,数\nりんご,1\n".encode(), "header"),
        (b"", "header"),
    ],
)
def test_what_is_no_table_is_refused_with_the_remedy(content, code):
    with pytest.raises(ValidationError) as refused:
        read(content)
    assert refused.value.code == code


def test_more_rows_than_can_be_read_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(ValidationError) as refused:
        read("品目\n1\n2\n3\n".encode())
    assert refused.value.code == "rows"


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_BYTES", 5)
    with pytest.raises(ValidationError) as refused:
        read("品目,1\n".encode())
    assert refused.value.code == "size"


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_in_a_spreadsheet(column, name):
    assert letters(column) == name
