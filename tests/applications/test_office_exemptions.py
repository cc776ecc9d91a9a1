"""Steps of exemptions and reports through the office's screens, and who is refused."""

from datetime import timedelta

import pytest

from casework import clock
from tests import factories as make
from tests.applications.office import REASONS, errors, now, post, url


def test_trial_is_suspended_and_resumed(client, running, ministry):
    bad = post(client, ministry.approver, "exemption", running, "suspend", reasons=" ")
    assert (bad.status_code, errors(bad)) == (422, {"reasons"})
    assert (
        post(client, ministry.approver, "exemption", running, "suspend", **REASONS).status_code
        == 302
    )
    bad = post(client, ministry.approver, "exemption", running, "resume", cause="電池", fix="")
    assert (bad.status_code, errors(bad)) == (422, {"fix"})
    done = post(
        client, ministry.approver, "exemption", running, "resume", cause="電池", fix="交換した"
    )
    assert (done.status_code, now(running).status) == (302, "running")


def test_hearing_leaves_the_holder_two_weeks(client, running, ministry):
    soon = (clock.today() + timedelta(13)).isoformat()
    bad = post(
        client,
        ministry.approver,
        "exemption",
        running,
        "open_hearing",
        hearing_on=soon,
        place="庁舎",
        **REASONS,
    )
    assert (bad.status_code, errors(bad)) == (422, {"hearing_on"})
    on = clock.today() + timedelta(14)
    done = post(
        client,
        ministry.approver,
        "exemption",
        running,
        "open_hearing",
        hearing_on=on.isoformat(),
        place="庁舎",
        **REASONS,
    )
    assert done.status_code == 302
    assert (now(running).status, now(running).hearing_on) == ("revocation_hearing", on)
    client.force_login(ministry.approver)
    early = client.get(url("exemption", running, "revoke"))
    assert len(early.context["reasons"]) == 1


def test_report_is_returned_with_reasons(client, submitted, town):
    bad = post(client, town.examiner, "report", submitted, "send_back", reasons="")
    assert (bad.status_code, errors(bad)) == (422, {"reasons"})
    assert (
        post(client, town.examiner, "report", submitted, "send_back", **REASONS).status_code == 302
    )
    assert (now(submitted).status, now(submitted).return_reasons) == (
        "returned",
        REASONS["reasons"],
    )


@pytest.mark.parametrize(
    ("route", "step"),
    [("application", "no_such_step"), ("application", "record_decided"), ("measure", "withdraw")],
)
def test_unknown_or_internal_step_is_not_found(client, examined, ministry, route, step):
    case = examined if route == "application" else examined.measures.get()
    assert post(client, ministry.examiner, route, case, step).status_code == 404


def test_foreign_step_is_not_found(client, examined, ministry):
    foreign = make.make_town("neighbor", "隣町役場")
    for route, case, step in (
        ("application", examined, "consult"),
        ("measure", examined.measures.get(), "determine"),
    ):
        assert post(client, foreign.examiner, route, case, step).status_code == 404


def test_reader_takes_no_step(client, draft, town, ministry):
    application = make.submit(draft)
    assert (
        post(client, town.viewer, "application", application, "start_examination").status_code
        == 403
    )
