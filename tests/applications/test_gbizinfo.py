"""gBizINFO: a small server that speaks its shape; what it says, and what it refuses."""

import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from applications import gbizinfo
from applications.apply import fetched
from applications.ledger import writing
from applications.ledger.codes import Act, Mode
from applications.ledger.reading import current
from applications.models import Company
from tests import factories as make

NUMBER = "7000012050002"
INFO = {
    "corporate_number": NUMBER,
    "name": "国立デモ空輸株式会社",
    "kana": "コクリツデモクウユ",
    "location": "東京都千代田区霞が関１丁目１－１",
    "representative_name": "登記 代表",
    "status": "-",
    "date_of_establishment": "2015-04-01",
    "capital_stock": 50000000,
    "employee_number": 42,
    "business_summary": "航空運送",
    "update_date": "2026-05-10T00:00:00+09:00",
}


class Register(BaseHTTPRequestHandler):
    """Answers as gBizINFO does: 401 without the right token, 404 for an unknown number."""

    def do_GET(self):
        status, body, headers = self.server.answer(self.path, self.headers)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Keep quiet."""


def envelope(*infos):
    return json.dumps({"hojin-infos": list(infos), "id": "1", "message": "200 - OK."}).encode()


@pytest.fixture
def register(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Register)
    server.calls, server.forced = [], None

    def answer(path, headers):
        server.calls.append(path)
        if server.forced:
            return server.forced
        if headers.get("X-hojinInfo-api-token") != "right":
            return 401, b"{}", {}
        return (200, envelope(INFO), {}) if path == f"/v2/hojin/{NUMBER}" else (404, b"{}", {})

    server.answer = answer
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.GBIZINFO_URL = f"http://127.0.0.1:{server.server_port}"
    settings.GBIZINFO_TOKEN = "right"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_record_is_read_by_the_facts_of_the_registry(register):
    record = gbizinfo.fetch(NUMBER)
    assert record.values == {
        "corporate_number": NUMBER,
        "company_name": INFO["name"],
        "company_address": INFO["location"],
        "representative": INFO["representative_name"],
        "company_kana": INFO["kana"],
        "established_on": "2015-04-01",
        "capital": "50000000",
        "employees": "42",
    }
    assert (record.as_of, record.closed_on) == (date(2026, 5, 10), "")
    assert register.calls == [f"/v2/hojin/{NUMBER}"]


def test_what_the_record_does_not_say_is_left_out(register):
    sparse = {"corporate_number": NUMBER, "name": "社", "location": None, "capital_stock": -1}
    sparse |= {
        "representative_name": "-",
        "kana": "ア" * 300,
        "update_date": "",
        "close_date": "2020-03-31",
    }
    register.forced = (200, envelope(sparse), {})
    record = gbizinfo.fetch(NUMBER)
    assert record.values == {"corporate_number": NUMBER, "company_name": "社"}
    assert (record.as_of, record.closed_on) == (None, "2020-03-31")


def refusal(number=NUMBER):
    with pytest.raises(gbizinfo.Unavailable) as refused:
        gbizinfo.fetch(number)
    return str(refused.value)


def test_each_fault_has_a_message_of_its_own(register, settings):
    found = {"unknown": refusal("8000012010038")}
    for name, answer in {
        "empty": (200, envelope(), {}),
        "other": (200, envelope({**INFO, "corporate_number": "8000012010038"}), {}),
        "often": (429, b"", {"Retry-After": "130"}),
        "often without a time": (429, b"", {}),
        "down": (503, b"", {}),
        "moved": (302, b"", {"Location": "http://127.0.0.1:1/"}),
        "garbled": (200, b"<html>", {}),
        "list": (200, b"[]", {}),
    }.items():
        register.forced = answer
        found[name] = refusal()
    register.forced = None
    settings.GBIZINFO_TOKEN = "wrong"
    found["token"] = refusal()
    settings.GBIZINFO_URL = "file:///etc/passwd"
    found["address"] = refusal()
    settings.GBIZINFO_TOKEN = ""
    found["off"] = refusal()
    same = [
        {"empty", "other"},
        {"down", "moved"},
        {"garbled", "list"},
    ]
    for names in same:
        assert len({found[name] for name in names}) == 1
    assert len(set(found.values())) == len(found) - len(same)
    assert ("3" in found["often"], "10" in found["often without a time"]) == (True, True)


def test_no_answer_at_all_is_a_message(register, settings):
    settings.GBIZINFO_URL = "http://127.0.0.1:1"
    assert refusal() == _down(register, settings)


def _down(register, settings):
    settings.GBIZINFO_URL = f"http://127.0.0.1:{register.server_port}"
    register.forced = (500, b"", {})
    return refusal()


@pytest.fixture
def owner(client, company):
    client.force_login(company.owner)
    return client


def fetch_url(company):
    return f"/apply/company/{company.pk}/fetch/"


@pytest.mark.django_db
def test_only_differences_are_shown_and_nothing_confirmed_is_chosen(owner, company, register):
    assert owner.get(fetch_url(company)).status_code == 200
    assert register.calls == []
    page = owner.post(fetch_url(company))
    chosen = {row["key"]: row["chosen"] for row in page.context["differences"]}
    assert chosen == {
        "company_name": False,
        "company_address": False,
        "representative": False,
        "company_kana": True,
        "established_on": True,
        "capital": True,
        "employees": True,
    }
    assert company.fact_values.filter(source="gbizinfo").count() == 0


@pytest.mark.django_db
def test_what_is_accepted_carries_source_and_date_and_nothing_else_changes(
    owner, company, register
):
    token = owner.post(fetch_url(company)).context["fetched"]
    sent = {"keep": "1", "fetched": token, "accept": ["representative", "capital", "contact_name"]}
    assert owner.post(fetch_url(company), sent).status_code == 302
    rows = current(company)
    assert [
        (rows[k].value, rows[k].source, rows[k].source_detail, rows[k].as_of)
        for k in ("representative", "capital")
    ] == [
        (value, "gbizinfo", f"gBizINFO /v2/hojin/{NUMBER}", date(2026, 5, 10))
        for value in ("登記 代表", "50000000")
    ]
    company.refresh_from_db()
    assert (company.representative, company.name) == ("登記 代表", "デモ空輸株式会社")
    assert rows["contact_name"].source == "applicant"


@pytest.mark.django_db
def test_forged_old_and_foreign_records_are_not_kept(owner, company, register, monkeypatch):
    token = owner.post(fetch_url(company)).context["fetched"]
    stranger = make.make_user()
    foreign = fetched.sign(gbizinfo.fetch(NUMBER), stranger)
    other = fetched.sign(gbizinfo.Record("8000012010038", {"capital": "1"}), company.owner)
    for bad in ("", token[:-2], foreign, other):
        owner.post(fetch_url(company), {"keep": "1", "fetched": bad, "accept": ["capital"]})
    monkeypatch.setattr(fetched, "MAX_AGE_SECONDS", -1)
    owner.post(fetch_url(company), {"keep": "1", "fetched": token, "accept": ["capital"]})
    assert "capital" not in current(company)


@pytest.mark.django_db
def test_reader_and_stranger_fetch_nothing(client, company, register):
    reader = make.make_user()
    company.members.create(user=reader, role="reader")
    for user, status in ((reader, 403), (make.make_user(), 404)):
        client.force_login(user)
        assert client.post(fetch_url(company)).status_code == status
    assert register.calls == []


@pytest.mark.django_db
def test_a_fault_is_told_on_the_page(owner, company, register):
    register.forced = (503, b"", {})
    page = owner.post(fetch_url(company))
    assert (page.status_code, bool(page.context["unavailable"])) == (200, True)


@pytest.mark.django_db
def test_registration_is_filled_from_the_number_and_typed_text_stays(client, register):
    user = make.make_user()
    client.force_login(user)
    typed = {"corporate_number": NUMBER, "representative": "私の代表", "contact_name": "担当"}
    page = client.post("/apply/company/?new=1", {**typed, "fetch": "1"})
    form = page.context["form"]
    shown = {
        name: form[name].value() for name in ("company_name", "representative", "contact_name")
    }
    assert shown == {
        "company_name": INFO["name"],
        "representative": "私の代表",
        "contact_name": "担当",
    }
    assert not Company.objects.exists()
    sent = {
        **typed,
        "company_name": INFO["name"],
        "company_address": "自分で直した住所",
        "fetched": page.context["fetched"],
    }
    assert client.post("/apply/company/?new=1", sent).status_code == 302
    rows = current(Company.objects.get())
    assert {key: row.source for key, row in rows.items()} == {
        "corporate_number": "gbizinfo",
        "company_name": "gbizinfo",
        "company_address": "applicant",
        "representative": "applicant",
        "contact_name": "applicant",
        "company_kana": "gbizinfo",
        "established_on": "gbizinfo",
        "capital": "gbizinfo",
        "employees": "gbizinfo",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "123", "7000012050003"])
def test_a_number_that_cannot_be_one_is_not_asked_for(client, register, number):
    client.force_login(make.make_user())
    sent = {"corporate_number": number, "company_name": "社", "fetch": "1"}
    page = client.post("/apply/company/?new=1", sent)
    assert (bool(page.context["unavailable"]), register.calls) == (True, [])
    assert page.context["form"]["company_name"].value() == "社"


@pytest.mark.django_db
def test_a_fetched_value_counts_as_not_asked(draft, company, register):
    record = gbizinfo.fetch(NUMBER)
    writing.write(
        company,
        {"representative": record.values["representative"]},
        by=company.owner,
        **fetched.source_of(record),
    )
    row = current(company)["representative"]
    assert row.confirmed_at is None
    writing.mark(company, row.key, value_pk=row.pk, act=Act.CONFIRMED, by=company.owner)
    use = make.submit(draft).fact_uses.get(key="representative")
    assert (use.mode, use.held) == (Mode.FETCHED, True)
