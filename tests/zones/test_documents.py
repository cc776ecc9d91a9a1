"""The register of letters: numbers without gaps, never twice, per office and fiscal year."""

import csv
import io
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests import factories as make
from zones.documents import assign, register_kind
from zones.models import DocumentNumber

pytestmark = pytest.mark.django_db
SPRING, WINTER, NEXT = date(2026, 4, 1), date(2027, 3, 31), date(2027, 4, 1)


def _assign(town, on=SPRING, **more):
    return assign(town.organisation, "other", "照会", town.zone, on, **more)


def test_numbers_run_without_gaps_per_office_and_fiscal_year(town, ministry):
    found = [_assign(town), _assign(town, WINTER), _assign(ministry_of(ministry, town), NEXT)]
    found.append(_assign(town, NEXT))
    assert [(n.office.code, n.fiscal_year, n.sequence) for n in found] == [
        ("town", 2026, 1),
        ("town", 2026, 2),
        ("ministry", 2027, 1),
        ("town", 2027, 1),
    ]


class _Failing:
    """A step that numbers its letter and then fails."""

    def __init__(self, town):
        self.town = town

    def __call__(self):
        with transaction.atomic():
            assert _assign(self.town).sequence == 1
            raise RuntimeError


def ministry_of(ministry, town):
    """Return the ministry as an office that writes about the town's zone."""
    ministry.zone = town.zone
    return ministry


def test_a_step_that_fails_gives_its_number_back(town):
    failed = _Failing(town)
    with pytest.raises(RuntimeError):
        failed()
    assert _assign(town).sequence == 1


def test_a_number_is_never_changed_and_never_deleted(town):
    number = _assign(town)
    for change in (
        lambda: DocumentNumber.objects.update(sequence=7),
        lambda: DocumentNumber.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert DocumentNumber.objects.get().sequence == number.sequence == 1


def test_the_prefix_is_the_offices_own_from_the_next_letter_on(town):
    first = _assign(town)
    town.organisation.document_prefix = "養産"
    town.organisation.save(update_fields=["document_prefix"])
    second = _assign(town)
    assert [first.text, second.text] == ["養出第1号", "養産第2号"]
    assert DocumentNumber.objects.get(pk=first.pk).text == "養出第1号"


def test_an_unknown_kind_is_refused_and_a_kind_has_one_label(town):
    with pytest.raises(ValueError, match="unheard"):
        assign(town.organisation, "unheard", "照会", town.zone, SPRING)
    register_kind("of_a_test", "A")
    register_kind("of_a_test", "A")
    with pytest.raises(ValueError, match="of_a_test"):
        register_kind("of_a_test", "B")


def test_an_office_reads_its_own_register_and_no_other(client, town):
    other = make.make_town("other", "別の町役場")
    _assign(town), _assign(other)
    client.force_login(town.viewer)
    rows = client.get(reverse("console:documents")).context["rows"]
    assert [row.office.code for row, _kind in rows] == ["town"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_the_same_queries_however_long(
    client, town, count, django_assert_num_queries
):
    for _n in range(count):
        _assign(town)
    client.force_login(town.viewer)
    with django_assert_num_queries(5):
        client.get(reverse("console:documents"))


def test_the_register_narrows_by_year_and_kind_and_exports_what_it_shows(client, town):
    _assign(town), _assign(town, NEXT)
    assign(town.organisation, "delay", "=遅延", town.zone, NEXT, addressee="デモ空輸株式会社")
    client.force_login(town.viewer)
    with_year = client.get(reverse("console:documents"), {"kind": "delay"})
    assert [row.kind for row, _kind in with_year.context["rows"]] == ["delay"]
    answer = client.get(reverse("console:documents_file"), {"kind": "delay"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(r["number"], r["date"], r["subject"], r["addressee"]) for r in rows] == [
        ("養出第2号", "2027-04-01", "'=遅延", "デモ空輸株式会社")
    ]


@pytest.mark.parametrize(
    ("role", "status"), [("administrator", 302), ("examiner", 403), ("viewer", 403)]
)
def test_only_the_administrator_sets_the_prefix(client, town, role, status):
    client.force_login(getattr(town, role))
    url = reverse("console:document_prefix", args=[town.organisation.pk])
    assert client.post(url, {"prefix": "養産"}).status_code == status
    town.organisation.refresh_from_db()
    assert town.organisation.document_prefix == ("養産" if status == 302 else "")


def test_a_prefix_that_would_blur_the_number_is_refused_at_its_field(client, town):
    client.force_login(town.administrator)
    url = reverse("console:document_prefix", args=[town.organisation.pk])
    for bad in ("", "養産第", "養 産", "養産2", "養" * 21):
        answer = client.post(url, {"prefix": bad})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"prefix"}
    other = make.make_town("other", "別の町役場")
    assert (
        client.get(reverse("console:document_prefix", args=[other.organisation.pk])).status_code
        == 404
    )
