"""Versions of criteria: drafted, published for good, in force by date and office; who may, who not."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework import audit, clock
from casework.transitions import Blocked
from tests import factories as make
from zones.criteria_views import draft_of
from zones.loader import load_first_criteria, regime
from zones.models import CriteriaVersion

pytestmark = pytest.mark.django_db
NEW = {
    "code": "safe_at_night",
    "label": "夜間の安全",
    "text": "夜間に人が立ち入る場所の上を飛ばないこと。",
    "basis": "養父市条例（デモ）第3条",
    "guidance": "航路図で見る。",
}


@pytest.fixture
def procedure(db):
    found = make.make_procedure(
        "permit", name="町の承認", examiner_kind="municipality", authority_kind="municipality"
    )
    load_first_criteria(found, regime()["criteria"])
    return found


@pytest.fixture
def draft_version(procedure, town):
    return draft_of(town.organisation, procedure)


def edited(version, *rows):
    """Return a draft with rows added through its own door."""
    from casework.transitions import touch

    return touch(version, version=version.version, criteria=[*version.criteria, *rows])


def publish(version, actor, day):
    return make.step(version, "publish", actor, valid_from=day)


def test_loader_publishes_the_statutes_tests_as_version_one_once(procedure):
    load_first_criteria(procedure, regime()["criteria"])
    version = procedure.criteria_versions.get()
    assert (version.number, version.status, version.office) == (1, "published", None)
    assert [row.code for row in version.rows()] == ["fits_policy", "runs_smoothly", "breaks_no_law"]
    assert [e.actor_kind for e in audit.trail(version)] == ["system"]


def test_draft_starts_from_what_is_in_force_and_is_one(draft_version, procedure, town):
    assert (draft_version.number, draft_version.status) == (1, "draft")
    assert draft_version.criteria == procedure.criteria_versions.get(office=None).criteria
    assert draft_of(town.organisation, procedure) == draft_version


def test_office_version_holds_from_its_day_for_its_office_alone(draft_version, procedure, town):
    general = procedure.criteria_versions.get(office=None)
    today, later = clock.today(), clock.today() + timedelta(days=10)
    published = publish(edited(draft_version, NEW), town.administrator, later)
    in_force = CriteriaVersion.objects.in_force
    here, other = town.organisation.pk, make.make_town("other", "別の町役場").organisation.pk
    assert in_force(procedure.pk, here, today) == general
    assert in_force(procedure.pk, here, later) == published
    assert in_force(procedure.pk, other, later) == general
    assert in_force(procedure.pk, here, date(2000, 1, 1)) is None


def test_publication_cannot_be_backdated(draft_version, town):
    ready = edited(draft_version, NEW)
    with pytest.raises(Blocked):
        publish(ready, town.administrator, clock.today() - timedelta(days=1))
    assert publish(ready, town.administrator, clock.today()).status == "published"


@pytest.mark.parametrize(
    "rows",
    [
        (),  # nothing differs
        ({**NEW, "text": " "},),
        ({**NEW, "basis": ""},),
        ({**NEW, "code": "安全"},),
        ({**NEW, "code": "fits_policy"},),
    ],
)
def test_incomplete_or_unchanged_criteria_are_not_published(draft_version, town, rows):
    with pytest.raises(Blocked):
        publish(edited(draft_version, *rows), town.administrator, clock.today())


def test_only_those_who_administer_or_sign_for_the_office_publish(draft_version, town, ministry):
    ready = edited(draft_version, NEW)
    other = make.make_town("other", "別の町役場")
    for actor in (
        town.examiner,
        town.viewer,
        ministry.approver,
        other.administrator,
        make.make_user("su", is_superuser=True),
    ):
        with pytest.raises(PermissionDenied):
            publish(ready, actor, clock.today())
    assert publish(ready, town.approver, clock.today()).published_by_name == "town-approver"


def test_published_criteria_cannot_be_changed_or_deleted(draft_version, town):
    CriteriaVersion.objects.filter(pk=draft_version.pk).update(note="下書きは直せる")
    version = publish(edited(draft_version, NEW), town.administrator, clock.today())
    rows = CriteriaVersion.objects.filter(pk=version.pk)
    for change in (lambda: rows.update(note="直す"), lambda: rows.update(criteria=[]), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert rows.get().rows()[-1].label == NEW["label"]


# Screens


def post_rows(client, version, rows, **more):
    data = {"row-TOTAL_FORMS": len(rows), "row-INITIAL_FORMS": 0, "basis": "条例", "note": "追加"}
    for number, row in enumerate(rows):
        data |= {f"row-{number}-{part}": value for part, value in row.items()}
    data |= {"version": version.version, **more}
    return client.post(reverse("console:criteria_version", args=[version.pk]), data)


def test_draft_is_made_edited_and_published_on_screen(client, procedure, town):
    client.force_login(town.administrator)
    made = client.post(
        reverse("console:criteria"), {"draft": f"{town.organisation.pk}:{procedure.pk}"}
    )
    version = CriteriaVersion.objects.get(status="draft")
    assert (made.status_code, made.url) == (302, version.get_absolute_url())
    rows = [*version.criteria[:2], NEW, dict.fromkeys(NEW, "")]
    assert post_rows(client, version, rows).status_code == 302
    page = client.get(version.get_absolute_url())
    assert {c["code"]: c["state"] for c in page.context["changes"]} == {
        "fits_policy": "same",
        "runs_smoothly": "same",
        "safe_at_night": "added",
        "breaks_no_law": "removed",
    }
    version.refresh_from_db()
    step = reverse("console:criteria_step", args=[version.pk, "publish"])
    data = {"version": version.version, "valid_from": clock.today().isoformat()}
    assert client.post(step, data).status_code == 302
    assert CriteriaVersion.objects.get(pk=version.pk).status == "published"
    assert post_rows(client, version, rows).status_code == 403


def test_incomplete_row_is_refused_and_kept(client, draft_version, town):
    client.force_login(town.administrator)
    answer = post_rows(client, draft_version, [{**NEW, "basis": "", "code": "Safe!"}])
    assert (answer.status_code, set(answer.context["rows"][0].errors)) == (422, {"basis", "code"})
    assert answer.context["rows"][0]["text"].value() == NEW["text"]
    assert len(CriteriaVersion.objects.get(pk=draft_version.pk).criteria) == 3


def test_draft_edited_by_somebody_else_meanwhile_is_not_overwritten(client, draft_version, town):
    edited(draft_version, NEW)
    client.force_login(town.administrator)
    answer = post_rows(client, draft_version, [NEW])
    assert answer.status_code == 409
    assert len(CriteriaVersion.objects.get(pk=draft_version.pk).criteria) == 4


def test_drafts_are_seen_by_their_office_alone(client, draft_version, town, ministry):
    for user, status in ((town.examiner, 200), (ministry.approver, 404)):
        client.force_login(user)
        assert client.get(draft_version.get_absolute_url()).status_code == status
    client.force_login(town.examiner)
    assert post_rows(client, draft_version, [NEW]).status_code == 403


def test_draft_cannot_be_opened_for_a_procedure_of_others(client, town, ministry):
    ministerial = make.make_procedure()
    client.force_login(town.administrator)
    wanted = {"draft": f"{town.organisation.pk}:{ministerial.pk}"}
    assert client.post(reverse("console:criteria"), wanted).status_code == 403
    assert not CriteriaVersion.objects.exists()


def test_public_page_shows_running_criteria_and_rules_and_no_draft(client, draft_version, town):
    edited(draft_version, NEW)
    address = reverse("procedure", args=[draft_version.procedure_id])
    page = client.get(address)
    assert [b["version"].number for b in page.context["running"]] == [1]
    assert NEW["label"] not in page.content.decode()
    names = {s["name"] for m in page.context["machines"] for s in m["steps"]}
    assert {"submit", "determine", "disclose", "answer", "give"} <= names
    assert not {"record_decided", "record_disclosed", "lapse"} & names
    publish(CriteriaVersion.objects.get(pk=draft_version.pk), town.administrator, clock.today())
    assert NEW["label"] in client.get(address).content.decode()


@pytest.mark.parametrize("versions", [1, 3])
def test_public_page_costs_the_same(client, procedure, town, django_assert_num_queries, versions):
    for number in range(versions - 1):
        office = make.make_town(f"t{number}", f"町{number}").organisation
        version = edited(draft_of(office, procedure), {**NEW, "code": f"c{number}"})
        from zones.models import Membership

        admin = Membership.objects.get(organisation=office, role="administrator").user
        publish(version, admin, clock.today())
    with django_assert_num_queries(4):
        assert client.get(reverse("procedure", args=[procedure.pk])).status_code == 200
