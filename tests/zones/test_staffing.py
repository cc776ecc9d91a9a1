"""Who works in an office: appointed, lent in a two-sided step, deputising by days; and who is refused."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework import audit, clock
from casework.models import AuditEntry, User
from casework.transitions import Blocked
from tests import factories as make
from zones.models import Appointment, Membership
from zones.roles import holds
from zones.staffing_views import appointment_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def prefecture(db):
    """An office that can lend an approver."""
    return make.make_office(
        "hyogo", "prefecture", ("administrator", "approver", "viewer"), "兵庫県庁"
    )


def today():
    return clock.today()


def fresh(user):
    """Return the user as another request would find them, with no memberships remembered."""
    return User.objects.get(pk=user.pk)


def url(how, office):
    return reverse("console:member_new", args=[office.organisation.pk, how])


def days(**more):
    return {
        "valid_from": today().isoformat(),
        "valid_until": (today() + 30 * DAY).isoformat(),
        **more,
    }


def borrow(town, prefecture, **more):
    """Propose that the prefecture lends the town an approver for a month."""
    return Appointment.objects.create(
        organisation=town.organisation, role="approver", kind="concurrent",
        lent_by=prefecture.organisation, basis="地方自治法 第252条の17（職員の派遣・併任）",
        valid_from=today(), valid_until=today() + 30 * DAY, made_by_name="x", **more,
    )  # fmt: skip


# Own people


def test_administrator_appoints_by_address_with_dates_and_a_trail(client, town):
    client.force_login(town.administrator)
    data = days(email="New@example.jp", name="新任 花子", role="examiner")
    answer = client.post(url("own", town), data)
    made = Appointment.objects.get()
    assert (answer.status_code, answer.url) == (302, made.get_absolute_url())
    user = User.objects.get(email="new@example.jp")
    assert (made.status, made.user, user.has_usable_password()) == ("in_force", user, False)
    held = Membership.objects.get(user=user)
    assert (held.role, held.valid_from, held.appointment) == ("examiner", today(), made)
    assert [e.step for e in audit.trail(made)] == ["confirm"]
    assert audit.trail(made).get().zone == town.zone.slug


def test_nobody_appoints_themselves(client, town):
    client.force_login(town.administrator)
    data = days(email=town.administrator.email, name="x", role="approver")
    answer = client.post(url("own", town), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["__all__"])
    assert (Appointment.objects.count(), AuditEntry.objects.filter(step="confirm").count()) == (
        0,
        0,
    )
    assert not holds(fresh(town.administrator), town.organisation.pk, "approver")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_from": "2020-01-01"}, "valid_from"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"email": "x"}, "email"),
        ({"role": "king"}, "role"),
    ],
)
def test_appointment_form_names_the_field_and_keeps_the_rest(client, town, changes, field):
    client.force_login(town.administrator)
    data = {**days(email="new@example.jp", name="新任", role="examiner"), **changes}
    answer = client.post(url("own", town), data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert answer.context["form"]["name"].value() == "新任"


def test_only_administrators_and_approvers_of_the_office_appoint(client, town, ministry):
    data = days(email="new@example.jp", name="新任", role="examiner")
    for user in (town.examiner, town.viewer, ministry.approver):
        client.force_login(user)
        for how in ("own", "borrow"):
            assert client.post(url(how, town), data).status_code == 403
    assert not Appointment.objects.exists()


def test_role_to_come_is_not_held_yet(client, town):
    client.force_login(town.administrator)
    start = today() + 5 * DAY
    data = {"email": "new@example.jp", "name": "新", "role": "examiner"}
    client.post(url("own", town), {**data, "valid_from": start.isoformat()})
    user = User.objects.get(email="new@example.jp")
    assert not holds(user, town.organisation.pk, "examiner")
    with clock.set_to(datetime(start.year, start.month, start.day, 9, tzinfo=clock.JST)):
        assert holds(fresh(user), town.organisation.pk, "examiner")


# The end


def test_role_given_before_is_ended_on_a_day_and_stays_until_then(client, town):
    membership = town.examiner.memberships.get()
    client.force_login(town.administrator)
    led = client.post(reverse("console:member_end", args=[membership.pk]))
    made = Appointment.objects.get()
    assert led.url == reverse("console:appointment_step", args=[made.pk, "end"])
    make.step(made, "end", town.administrator, last_day=today())
    assert holds(fresh(town.examiner), town.organisation.pk, "examiner")
    tomorrow = today() + DAY
    with clock.set_to(datetime(tomorrow.year, tomorrow.month, tomorrow.day, 9, tzinfo=clock.JST)):
        assert not holds(fresh(town.examiner), town.organisation.pk, "examiner")


def test_last_administrator_stays(town):
    only = appointment_of(town.administrator.memberships.get())
    with pytest.raises(Blocked):
        make.step(only, "end", town.approver, last_day=today())
    second = make.add_member(town.organisation, "administrator")
    second.memberships.update(valid_until=today() + 5 * DAY)
    with pytest.raises(Blocked):  # the second one goes before the first
        make.step(only, "end", town.approver, last_day=today() + 5 * DAY)
    assert make.step(only, "end", town.approver, last_day=today()).status == "ended"


def test_an_end_lies_neither_in_the_past_nor_after_the_one_fixed(town):
    town.examiner.memberships.update(valid_until=today() + 10 * DAY)
    made = appointment_of(town.examiner.memberships.get())
    for day in (today() - 2 * DAY, today() + 11 * DAY):
        with pytest.raises(Blocked):
            make.step(made, "end", town.administrator, last_day=day)
    with pytest.raises(PermissionDenied):
        make.step(made, "end", town.viewer, last_day=today())


# Borrowed from another office


def test_borrowed_approver_needs_both_sides_and_signs_with_the_basis(town, prefecture, company):
    asked = borrow(town, prefecture)
    lent = prefecture.approver
    with pytest.raises(PermissionDenied):  # the town cannot accept for the prefecture
        make.step(asked, "accept", town.administrator, user=lent)
    with pytest.raises(Blocked):  # nor appoint on its own
        make.step(asked, "confirm", town.administrator)
    with pytest.raises(Blocked):  # the prefecture lends its own people only
        make.step(asked, "accept", prefecture.administrator, user=town.examiner)
    assert not holds(fresh(lent), town.organisation.pk, "approver")
    done = make.step(asked, "accept", prefecture.administrator, user=lent)
    assert (done.status, done.user) == ("in_force", lent)
    lent = fresh(lent)
    assert holds(lent, town.organisation.pk, "approver")
    procedure = make.make_procedure(
        "permit", examiner_kind="municipality", authority_kind="municipality", needs_opinions=False
    )
    draft = make.make_draft(town, town, company)
    make.open_intake(town.zone, procedure)
    draft.procedure = procedure
    draft.save()
    application = make.step(make.submit(draft), "start_examination", town.administrator)
    measure = make.step(application.measures.get(), "determine", lent, **make.grant_inputs())
    entry = audit.trail(measure).get()
    assert asked.basis in entry.actor_organisation
    assert "兵庫県庁" in measure.determination.signer_name
    assert asked.basis in measure.determination.signer_name


def test_lending_office_declines_with_a_reason_alone(town, prefecture):
    asked = borrow(town, prefecture)
    with pytest.raises(Blocked):
        make.step(asked, "decline", prefecture.administrator, reply=" ")
    for actor in (town.administrator, prefecture.viewer):
        with pytest.raises(PermissionDenied):
            make.step(asked, "decline", actor, reply="余裕がない。")
    done = make.step(asked, "decline", prefecture.approver, reply="余裕がない。")
    assert (done.status, Membership.objects.filter(appointment=asked).count()) == ("declined", 0)


def test_borrowing_is_proposed_on_screen_with_its_provision(client, town, prefecture):
    client.force_login(town.administrator)
    data = days(lent_by=prefecture.organisation.pk, kind="entrusted", role="approver")
    assert client.post(url("borrow", town), {**data, "basis": "規約第3条"}).status_code == 302
    asked = Appointment.objects.get()
    assert (asked.status, asked.basis) == (
        "proposed",
        "地方自治法 第252条の14（事務の委託） 規約第3条",
    )
    refused = client.post(url("borrow", town), {**data, "valid_until": "", "kind": "own"})
    assert set(refused.context["form"].errors) == {"valid_until", "kind"}
    client.force_login(prefecture.administrator)
    assert client.get(asked.get_absolute_url()).status_code == 200
    other = make.make_town("other", "別の町役場")
    client.force_login(other.administrator)
    assert client.get(asked.get_absolute_url()).status_code == 404


def test_database_refuses_a_loan_without_basis_or_end(town, prefecture):
    for missing in ({"basis": ""}, {"valid_until": None}, {"lent_by": None}):
        values = {
            "organisation": town.organisation, "role": "approver", "kind": "entrusted",
            "lent_by": prefecture.organisation, "basis": "x", "valid_from": today(),
            "valid_until": today(), "made_by_name": "x", **missing,
        }  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.create(**values)


def test_borrowed_approver_appoints_nobody_in_the_town(client, town, prefecture):
    make.step(
        borrow(town, prefecture), "accept", prefecture.administrator, user=prefecture.approver
    )
    client.force_login(fresh(prefecture.approver))
    data = days(email="new@example.jp", name="新任", role="examiner")
    assert client.post(url("own", town), data).status_code == 403


# Deputies


def deputise(client, actor, town, deputy, principal, **more):
    client.force_login(actor)
    data = days(user=deputy.pk, deputy_for=principal.pk, role="approver", **more)
    return client.post(url("deputy", town), data)


def test_deputy_acts_in_the_principals_role_on_those_days_and_is_named_so(
    client, town, ministry, draft
):
    clerk = make.add_member(ministry.organisation, "examiner")
    assert (
        deputise(client, ministry.approver, ministry, clerk, ministry.approver).status_code == 302
    )
    clerk = fresh(clerk)
    measure = make.consult(draft, ministry, town).measures.get()
    done = make.step(measure, "determine", clerk, **make.grant_inputs())
    entry = audit.trail(done).get()
    name = ministry.approver.get_full_name()
    assert (name in entry.actor_organisation, name in done.determination.signer_name) == (
        True,
        True,
    )
    later = today() + 31 * DAY
    with clock.set_to(datetime(later.year, later.month, later.day, 9, tzinfo=clock.JST)):
        assert not holds(fresh(clerk), ministry.organisation.pk, "approver")


def test_own_acts_of_a_deputy_are_not_marked(client, town, ministry, draft):
    clerk = make.add_member(ministry.organisation, "examiner")
    deputise(client, ministry.approver, ministry, clerk, ministry.approver)
    application = make.step(make.submit(draft), "start_examination", fresh(clerk))
    entry = list(audit.trail(application))[-1]
    assert (entry.step, entry.actor_organisation) == ("start_examination", "国土交通省")


def test_deputy_who_examined_does_not_determine(client, town, ministry, draft):
    assert (
        deputise(
            client, ministry.approver, ministry, ministry.examiner, ministry.approver
        ).status_code
        == 302
    )
    measure = make.consult(draft, ministry, town).measures.get()
    with pytest.raises(Blocked):
        make.step(measure, "determine", fresh(ministry.examiner), **make.grant_inputs())


def test_impossible_deputies_are_refused(client, town, ministry):
    stranger = make.make_user("stranger")
    for actor, deputy, principal, status in (
        (town.approver, stranger, town.approver, 422),  # works elsewhere
        (town.approver, town.approver, town.approver, 422),  # is the principal
        (town.administrator, town.administrator, town.approver, 422),  # would appoint themselves
        (town.administrator, town.viewer, town.examiner, 422),  # the principal is no approver
        (town.viewer, town.examiner, town.approver, 422),  # names a deputy for somebody else
        (ministry.approver, town.examiner, town.approver, 403),  # another office's
    ):
        answer = deputise(client, actor, town, deputy, principal)
        assert answer.status_code == status, (actor, deputy, principal)
    assert not Appointment.objects.exists()
    assert deputise(client, town.approver, town, town.examiner, town.approver, valid_until="")
    assert not Appointment.objects.exists()


def test_deputies_of_deputies_do_not_exist(client, town):
    deputise(client, town.approver, town, town.examiner, town.approver)
    answer = deputise(client, fresh(town.examiner), town, town.viewer, town.examiner)
    assert (answer.status_code, Appointment.objects.count()) == (422, 1)


# The list


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_people_costs_the_same(client, town, rows, django_assert_num_queries):
    for _ in range(rows):
        make.add_member(town.organisation, "examiner")
    client.force_login(town.administrator)
    with django_assert_num_queries(5):
        assert client.get(reverse("console:members")).status_code == 200


def test_list_shows_those_of_ones_own_offices(client, town, ministry):
    client.force_login(ministry.examiner)
    groups = client.get(reverse("console:members")).context["groups"]
    assert [(g["office"], g["appoints"]) for g in groups] == [(ministry.organisation, False)]
