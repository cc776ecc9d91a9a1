"""The intake of a procedure: opened, changed, paused, closed; who may, what refuses, what the public sees."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from casework import audit, clock
from casework.models import Notice
from casework.transitions import Blocked
from tests import factories as make
from zones.loader import load_first_criteria, regime
from zones.models import Appointment, Intake, Membership, Zone
from zones.models.intake import Phase

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def procedure(db):
    found = make.make_procedure(
        "permit", name="町の承認", examiner_kind="municipality", authority_kind="municipality"
    )
    load_first_criteria(found, regime()["criteria"])
    return found


@pytest.fixture
def intake(town, procedure):
    return Intake.objects.create(zone=town.zone, procedure=procedure)


def terms(first=0, last=30, **more):
    """Return the inputs of an opening, in days from today; ``last`` None leaves the end open."""
    today = clock.today()
    until = None if last is None else today + last * DAY
    return {"accepts_from": today + first * DAY, "accepts_until": until, **more}


def opened(intake, town, **more):
    return make.step(intake, "open", town.administrator, **terms(**more))


def url(town, code="permit", step=""):
    name, extra = ("console:intake_step", [step]) if step else ("console:zone_intake", [])
    return reverse(name, args=[town.zone.pk, code, *extra])


def test_an_opened_intake_takes_applications_from_its_first_to_its_last_day(intake, town):
    done = opened(intake, town, first=2, last=4)
    today = clock.today()
    phases = [done.phase(today + n * DAY) for n in range(6)]
    assert phases == [Phase.BEFORE] * 2 + [Phase.OPEN] * 3 + [Phase.OVER]
    taking = [Intake.objects.taking(today + n * DAY).filter(pk=done.pk).count() for n in range(6)]
    assert taking == [0, 0, 1, 1, 1, 0]
    entry = audit.trail(done).get()
    assert (entry.step, entry.actor_role, entry.zone) == ("open", "zone_administrator", "town")


def test_pause_resume_close_and_open_again_leave_their_trail(intake, town):
    boss = town.administrator
    done = opened(intake, town)
    done = make.step(done, "pause", boss, reasons="庁舎の移転")
    assert (done.phase(), done.reasons) == (Phase.PAUSED, "庁舎の移転")
    done = make.step(done, "resume", boss)
    assert (done.phase(), done.reasons) == (Phase.OPEN, "")
    done = make.step(done, "close", boss, reasons="予定の件数に達した")
    assert done.phase() is Phase.OVER
    done = make.step(done, "open", boss, **terms(first=1))
    assert (done.phase(), done.reasons) == (Phase.BEFORE, "")
    steps = [entry.step for entry in audit.trail(done).order_by("seq")]
    assert steps == ["open", "pause", "resume", "close", "open"]


@pytest.mark.parametrize(
    "inputs", [{"first": 3, "last": 2}, {"first": -9, "last": -1}, {"last": 10_000}]
)
def test_a_period_that_cannot_be_is_refused(intake, town, inputs):
    with pytest.raises(Blocked):
        opened(intake, town, **inputs)


def test_no_intake_without_published_criteria(town):
    bare = make.make_procedure("bare", name="基準のない手続")
    with pytest.raises(Blocked) as caught:
        opened(Intake.objects.create(zone=town.zone, procedure=bare), town)
    assert len(caught.value.reasons) == 1


def test_no_intake_in_a_zone_that_has_ended(intake, town):
    Zone.objects.filter(pk=town.zone.pk).update(expires_on=clock.today() - DAY)
    with pytest.raises(Blocked) as caught:
        opened(intake, town, last=None)
    assert len(caught.value.reasons) == 1


def test_no_intake_on_an_expired_basis(intake, town, procedure):
    procedure.legal_basis.expires_on = date(2020, 3, 31)
    procedure.legal_basis.save(update_fields=["expires_on"])
    with pytest.raises(Blocked) as caught:
        opened(intake, town)
    assert len(caught.value.reasons) == 1


def test_pause_and_close_need_reasons(intake, town):
    done = opened(intake, town)
    for step in ("pause", "close"):
        with pytest.raises(Blocked):
            make.step(done, step, town.administrator, reasons=" ")


def test_only_the_administrator_of_the_zones_office_opens(intake, town, ministry):
    for person in (town.approver, town.examiner, ministry.approver):
        with pytest.raises(PermissionDenied):
            make.step(intake, "open", person, **terms())


def test_the_screen_opens_an_intake_that_was_never_written_down(client, town, procedure):
    client.force_login(town.administrator)
    assert client.get(url(town)).status_code == 200
    assert client.get(url(town, step="open")).status_code == 200
    assert not Intake.objects.filter(procedure=procedure).exists()
    today = clock.today()
    data = {"version": 1, "accepts_from": today, "documents": ["safety"], "needs_statement": "on"}
    answer = client.post(url(town, step="open"), data)
    made = Intake.objects.get(procedure=procedure)
    assert (answer.status_code, answer.url) == (302, url(town))
    assert (made.status, made.documents, made.needs_statement) == ("open", ["safety"], True)
    assert client.get(url(town)).context["phase"] is Phase.OPEN


def test_the_screen_names_the_field_that_is_wrong(client, town, procedure):
    client.force_login(town.administrator)
    data = {
        "version": 1,
        "accepts_from": clock.today(),
        "accepts_until": clock.today() - DAY,
    }
    answer = client.post(url(town, step="open"), data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"accepts_until"})
    client.force_login(town.examiner)
    assert client.post(url(town, step="open"), data).status_code == 403


def test_nothing_is_filed_online_while_the_intake_is_paused(draft, town):
    taken = Intake.objects.get(zone=draft.zone, procedure=draft.procedure)
    Intake.objects.filter(pk=taken.pk).update(accepts_until=clock.today() - DAY)
    with pytest.raises(Blocked) as caught:
        make.step(draft, "submit", draft.created_by, declared=True)
    assert len(caught.value.reasons) == 1


def test_the_intakes_papers_bind_the_filing(draft):
    taken = Intake.objects.filter(zone=draft.zone, procedure=draft.procedure)
    taken.update(documents=["safety"], needs_statement=True)
    with pytest.raises(Blocked) as caught:
        make.step(draft, "submit", draft.created_by, declared=True)
    assert len(caught.value.reasons) == 2


def test_public_pages_say_how_the_intake_stands(client, intake, town):
    opened(intake, town, first=1)
    pages = [reverse("procedure", args=["permit"]), f"{reverse('apply_find')}?q=town"]
    for page in pages:
        assert b'data-intake="before"' in client.get(page).content
    assert Zone.objects.taking().filter(pk=town.zone.pk).exists()
    Intake.objects.exclude(pk=intake.pk).delete()
    assert not Zone.objects.taking().filter(pk=town.zone.pk).exists()


def test_the_first_administrator_comes_from_the_operator_and_the_others_from_the_screen(town):
    office = make.make_office("m999999", "municipality", ())
    arguments = ("first_administrator", "m999999", "Boss@example.jp")
    call_command(*arguments, name="初代 担当", basis="辞令")
    held = Membership.objects.get(organisation=office.organisation)
    made = Appointment.objects.get(organisation=office.organisation)
    assert (held.role, held.user.email, made.status) == (
        "administrator",
        "boss@example.jp",
        "in_force",
    )
    assert Notice.objects.get(kind="appointment.confirmed").recipients.get().user == held.user
    with pytest.raises(CommandError):
        call_command(*arguments, name="二人目", basis="辞令")
