"""The build refuses a question that the registry does not know, and one that it knows already."""

import pytest
from django import forms

from applications import facts
from applications.apply.fields import FactField
from applications.apply.forms import AnswerForm, ReportForm, SubmitForm
from applications.ledger.checks import (
    REASONS,
    asked_by,
    check_forms,
    company_side_forms,
    faults,
)


class UndeclaredForm(forms.Form):
    fax = forms.CharField(label="Fax")


class DeclaredForm(UndeclaredForm):
    not_facts = {"fax": "access"}


class WrongReasonForm(UndeclaredForm):
    not_facts = {"fax": "because"}


class SameNameForm(forms.Form):
    not_facts = {"representative": "access"}
    representative = forms.CharField(label="Head")


class SameQuestionForm(forms.Form):
    not_facts = {"boss": "access"}
    boss = forms.CharField(label="Representative")


class AddedLaterForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"] = FactField(facts.get("goal"))
        self.fields["fax"] = forms.CharField(label="Fax")
        for name in ("a", "b"):
            field = forms.CharField(label="Representative")
            self.fields[name] = field


def faults_of(form):
    prefix = f"{form.__module__}.{form.__qualname__}."
    return [fault.removeprefix(prefix).split()[:2] for fault in faults([form])]


def test_every_field_of_the_company_side_is_a_fact_or_declared():
    assert check_forms() == []


def test_the_check_walks_the_forms_that_are_used():
    found = set(company_side_forms())
    assert {SubmitForm, AnswerForm, ReportForm} <= found
    names = {asked.name: asked.is_fact for form in found for asked in asked_by(form)}
    assert (names["[fact.key]"], names["declared"], names["[name]"]) == (True, False, False)


@pytest.mark.parametrize(
    ("form", "found"),
    [
        (UndeclaredForm, [["fax", "is"]]),
        (WrongReasonForm, [["fax", "names"]]),
        (SameNameForm, [["representative", "has"]]),
        (SameQuestionForm, [["boss", "asks"]]),
        (DeclaredForm, []),
    ],
)
def test_a_planted_field_fails(form, found):
    assert faults_of(form) == found


def test_fields_added_by_methods_are_found():
    assert faults_of(AddedLaterForm) == [["fax", "is"], ["[name]", "asks"]]


def test_one_source_field_answers_one_fact():
    again = facts.Fact(
        "trade_name",
        "Trade name",
        facts.Owner.COMPANY,
        facts.Kind.TEXT,
        "x",
        "x",
        "x",
        fetched_from="name",
    )
    with pytest.raises(ValueError, match="company_name"):
        facts.register(again)
    assert facts.find("trade_name") is None


def test_every_reason_says_why():
    assert all(REASONS.values())


def test_every_fact_has_purpose_basis_and_retention():
    incomplete = [f.key for f in facts.facts() if not (f.purpose and f.basis and f.retention)]
    assert incomplete == []
