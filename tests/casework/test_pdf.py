"""PDF: tagged, embedded, deterministic, and closed to the network."""

import re
import zlib

import pytest
from django.template import engines

from casework import pdf

TEXT = """{% extends "casework/letter.html" %}{% block title %}照会{% endblock %}
{% block letter %}{% include "casework/letter_head.html" %}<p>{{ body }}</p>{% endblock %}"""
LETTER = {
    "number": "養産第1号",
    "date": "令和8年11月24日",
    "to": ["東京都千代田区霞が関1-1-1", "デモ空輸株式会社"],
    "name": "代表者　出島 花子",
    "office": "養父市役所",
    "title_of_head": "養父市長",
    "signer": "出島 一郎",
    "seal": "公印省略",
    "title": "照会",
}


@pytest.fixture
def template(monkeypatch):
    """A letter's template, written in the test and found by its name."""
    real = pdf.render_to_string

    def found(name, context):
        if name != "test":
            return real(name, context)
        return engines["django"].from_string(context["source"]).render(context)

    monkeypatch.setattr(pdf, "render_to_string", found)
    return "test"


def _context(body="𠮷野家の髙橋", source=TEXT):
    return {"letter": LETTER, "body": body, "source": source}


def _streams(content):
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]


def _objects(content):
    return content + b"".join(_streams(content))


def test_a_letter_is_tagged_pdf_ua_in_japanese_with_its_fonts(template):
    content = pdf.render(template, _context())
    objects = _objects(content)
    assert content.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in objects or b'pdfuaid:part="1"' in objects
    assert b"/Lang (ja)" in objects
    assert b"/MarkInfo" in objects
    assert b"/StructTreeRoot" in objects
    assert b"/FontFile3" in objects or b"/FontFile2" in objects
    assert len(content) < 500_000


def test_the_same_content_gives_the_same_bytes_and_other_content_others(template):
    first = pdf.render(template, _context())
    assert pdf.render(template, _context()) == first
    assert pdf.render(template, _context("別の本文")) != first


def test_a_letter_that_names_an_address_is_refused(template):
    source = TEXT.replace("<p>", '<img alt="" src="https://example.jp/a.png"><p>')
    with pytest.raises(pdf.FetchRefused):
        pdf.render(template, _context(source=source))


def test_without_its_library_it_says_so(template, monkeypatch):
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    with pytest.raises(pdf.NotAvailable):
        pdf.render(template, _context())
