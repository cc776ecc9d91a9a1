"""What a company does on its pages, as several journeys need it."""

import re

from tests.journeys import papers


def number_in(path):
    """Return the key in an address."""
    return int(re.search(r"/(\d+)/", path).group(1))


def new_draft(company, title):
    """Start an application in Yabu; return its key."""
    company.go("/apply/new/?zone=yabu")
    company.fill({"procedure": "pic_plan", "title": title}).submit("main form.form [type=submit]")
    return number_in(company.path)


def write_items(company, pk, today, *, leave_out=()):
    """Write the eight items one after the other, as the button leads on."""
    company.go(f"/apply/applications/{pk}/items/1/")
    for number, answers in papers.items(today).items():
        assert company.path == f"/apply/applications/{pk}/items/{number}/"
        company.fill({k: v for k, v in answers.items() if k not in leave_out})
        company.submit("main button[name=next]")
    assert company.path == f"/apply/applications/{pk}/draft/"


def add_measure(company, pk):
    """Ask for one measure, to be determined by the ministry."""
    company.go(f"/apply/applications/{pk}/measures/").fill(papers.MEASURE)
    company.page.locator("[name=authority]").select_option(label="国土交通省")
    company.submit("main form.form [type=submit]")


def add_file(company, pk):
    """Upload the attachment."""
    company.go(f"/apply/applications/{pk}/files/")
    company.page.locator("[name=file]").set_input_files(papers.upload())
    company.submit("main form[enctype] [type=submit]")


def file_application(company, today, title=papers.TITLE):
    """Write the eight items, a measure and a file; file it; return the key of the application."""
    company.go("/apply/new/?start=1").follow("?zone=yabu")
    company.fill({"procedure": "pic_plan", "title": title}).submit("main form.form [type=submit]")
    pk = number_in(company.path)
    write_items(company, pk, today)
    add_measure(company, pk)
    add_file(company, pk)
    company.go(f"/apply/applications/{pk}/draft/").follow(f"/apply/applications/{pk}/steps/submit/")
    company.fill({"declared": True}).submit("main form.form [type=submit]")
    assert company.path == f"/apply/applications/{pk}/receipt/"
    assert papers.sha256() in company.text()
    return pk
