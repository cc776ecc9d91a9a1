"""The staged demo: rich enough at each stage, lawful, and never on top of real cases."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from applications.models import Application, Company, Exemption, Report
from applications.workflow import ApplicationStatus, ExemptionStatus
from casework import audit
from casework.models import AuditEntry, Recipient
from digitalresidents.models import Registration
from kpis.choices import VerdictCode
from kpis.models import EvidenceReview
from tests import factories as make

pytestmark = pytest.mark.django_db


def _play(stage):
    out = StringIO()
    call_command("demo", "--stage", stage, stdout=out)
    return out.getvalue()


def _states(model):
    return Counter(model.objects.values_list("status", flat=True))


def test_empty_stage_has_places_and_people_but_no_case():
    printed = _play("empty")
    assert "sora-owner@demo.example.jp" in printed
    assert (Application.objects.count(), Company.objects.count()) == (0, 10)


def test_intake_stage_ends_before_anything_is_disclosed():
    _play("intake")
    assert set(_states(Application)) == set(ApplicationStatus.values) - {"disclosed"}
    assert Exemption.objects.count() == 0


def test_running_stage_has_trials_reports_and_residents_but_no_review():
    _play("running")
    assert Exemption.objects.count() >= 12
    assert EvidenceReview.objects.count() == 0


def test_review_stage_is_rich_and_lawful():
    _play("review")
    applications = _states(Application)
    assert sum(applications.values()) >= 30
    assert set(applications) == set(ApplicationStatus.values)
    assert Application.objects.values("zone").distinct().count() >= 4
    assert set(_states(Exemption)) == set(ExemptionStatus.values)
    assert Exemption.objects.count() >= 12
    assert Registration.objects.count() >= 200
    assert Report.objects.filter(status="accepted").values("period_end").distinct().count() >= 8
    assert set(EvidenceReview.objects.values_list("verdict", flat=True)) == set(VerdictCode.values)
    entries = AuditEntry.objects.order_by("case_type", "case_id", "seq")
    assert not list(audit.broken_entries(entries.iterator()))
    assert not entries.filter(simulated=False).exists()
    assert set(Recipient.objects.values_list("status", flat=True)) == {"simulated"}
    assert not Company.objects.exclude(name__contains="デモ").exists()


def test_demo_is_not_played_twice():
    _play("empty")
    assert "読み込み済み" in _play("review")
    assert Application.objects.count() == 0


def test_demo_refuses_a_database_with_real_cases(draft):
    make.submit(draft)
    before = AuditEntry.objects.count()
    with pytest.raises(CommandError):
        _play("review")
    assert AuditEntry.objects.count() == before
