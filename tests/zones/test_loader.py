"""The legal regime and the real zones: complete, repeatable, claiming nothing for the towns."""

import pytest

from casework.models import AuditEntry
from zones.loader import load_all
from zones.models import LegalBasis, Procedure, Zone

pytestmark = pytest.mark.django_db


def test_real_zones_are_registered_with_their_source_through_the_door():
    assert load_all()["zones"] == 19
    assert not Zone.objects.filter(source_url="").exists()
    assert not Zone.objects.exclude(status="designated").exists()
    assert AuditEntry.objects.filter(step="register_existing").count() == 19


def test_loading_again_changes_nothing():
    load_all()
    entries = AuditEntry.objects.count()
    assert load_all()["zones"] == 0
    assert AuditEntry.objects.count() == entries > 19  # the zones, and the criteria published


def test_real_zones_take_no_applications_until_their_office_opens_a_procedure():
    load_all()
    assert not Zone.objects.filter(procedures__isnull=False).exists()


def test_every_basis_ends_or_says_why_not_and_every_disposition_tells_how_to_appeal():
    load_all()
    assert all(b.expires_on or b.expiry_note for b in LegalBasis.objects.all())
    assert all(p.appeal_notice for p in Procedure.objects.filter(is_disposition=True))
    assert str(LegalBasis.objects.get(code="srz").expires_on) == "2027-03-31"
