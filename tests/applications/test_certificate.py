"""The certificate of an exemption, and the public page that tells whether it is in force."""

import shutil
import subprocess
from datetime import datetime, timedelta

import pytest

from applications.certificates.content import certificate, qr_code
from casework import clock, pdf
from tests import factories as make

pytestmark = pytest.mark.django_db
READER = shutil.which("pdftotext")


@pytest.fixture
def exemption(draft, ministry, town):
    return make.disclose(draft, ministry, town).exemptions.get()


def at(day, hour=12, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.JST)


def answer(client, exemption, on=None):
    query = {"on": on.isoformat()} if on else {}
    page = client.get(f"/verify/{exemption.public_number}/", query)
    return page.status_code, page.context["standing"].code


@pytest.mark.skipif(not (pdf.is_available() and READER), reason="needs libpango and pdftotext")
def test_certificate_names_what_a_reader_needs(client, exemption, tmp_path):
    client.force_login(exemption.application.created_by)
    page = client.get(f"/apply/exemptions/{exemption.pk}/certificate.pdf")
    assert (page.status_code, page["Content-Type"]) == (200, "application/pdf")
    written = tmp_path / "certificate.pdf"
    written.write_bytes(page.content)
    said = subprocess.run(
        [READER, "-raw", str(written), "-"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    text = "".join(said.split())
    content = certificate(exemption)
    wanted = [
        exemption.public_number,
        content["letter"]["number"],
        exemption.law_title,
        exemption.article,
        exemption.text,
        exemption.authority.name,
        exemption.holder.name,
        exemption.conditions.get().text,
        content["url"],
    ]
    assert [w for w in wanted if "".join(w.split()) not in text] == []
    assert content["url"].endswith(f"/verify/{exemption.public_number}/")
    assert content["letter"]["number"] != exemption.public_number


def test_certificate_of_the_same_day_is_the_same(exemption):
    assert certificate(exemption)["qr"] == certificate(exemption)["qr"]


def test_qr_code_names_no_address_to_fetch():
    drawn = qr_code("http://example.jp/verify/T1/")
    assert ("<path" in drawn, "href" in drawn, "http" in drawn) == (True, False, False)


def test_verification_follows_suspension_resumption_and_end(client, exemption, ministry):
    holder, first = exemption.application.created_by, exemption.starts_on
    days = [first + timedelta(days=n) for n in (10, 13, 20)]
    make.run(exemption, holder)
    for day, step, inputs in (
        (days[0], "suspend", {"reasons": "山田さんが負傷"}),
        (days[1], "resume", {"cause": "風", "fix": "基準"}),
        (days[2], "surrender", {"reasons": "中止"}),
    ):
        with clock.set_to(at(day)):
            make.step(
                exemption, step, holder if step == "surrender" else ministry.approver, **inputs
            )
    table = [
        (first - timedelta(days=1), "not_begun"),
        (first, "in_force"),
        (days[0] - timedelta(days=1), "in_force"),
        (days[0], "suspended"),
        (days[1] - timedelta(days=1), "suspended"),
        (days[1], "in_force"),
        (days[2] - timedelta(days=1), "in_force"),
        (days[2], "ended"),
        (exemption.ends_on + timedelta(days=1), "ended"),
    ]
    assert [(day, answer(client, exemption, day)) for day, _code in table] == [
        (day, (200, code)) for day, code in table
    ]
    page = client.get(f"/verify/{exemption.public_number}/", {"on": days[0].isoformat()})
    assert "山田" not in page.content.decode()
    assert [event["day"] for event in page.context["events"]] == [first, first, *days]


def test_verification_counts_the_last_day_to_its_last_minute(client, exemption):
    make.run(exemption, exemption.application.created_by)
    last = exemption.ends_on
    answers = []
    for moment in (at(last, 23, 59), at(last + timedelta(days=1), 0, 0)):
        with clock.set_to(moment):
            answers.append(answer(client, exemption))
    assert answers == [(200, "in_force"), (200, "over")]
    assert answer(client, exemption, last) == (200, "in_force")
    assert answer(client, exemption, last + timedelta(days=1)) == (200, "over")


def test_verification_before_the_trial_begins(client, exemption):
    assert answer(client, exemption) == (200, "not_begun")


@pytest.mark.parametrize("day", ["昨日", "2026-02-30", "20261123"])
def test_verification_says_what_to_do_for_a_date_that_cannot_be_read(client, exemption, day):
    page = client.get(f"/verify/{exemption.public_number}/", {"on": day})
    assert (page.status_code, list(page.context["form"].errors), page.context["standing"]) == (
        422,
        ["on"],
        None,
    )


def test_verification_of_an_unknown_number_is_404(client):
    assert client.get("/verify/T2026-99999/").status_code == 404
