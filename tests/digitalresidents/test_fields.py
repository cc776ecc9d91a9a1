"""Every stored field has a purpose and a retention; My Number has no field anywhere."""

import pytest
from django.apps import apps

from digitalresidents import fields
from digitalresidents.fields import FIELDS, FORBIDDEN, held_about

MODELS = {model.__name__: model for model in apps.get_app_config("digitalresidents").get_models()}
PROJECT = ("casework", "zones", "applications", "digitalresidents", "kpis", "cms")


def stored(model):
    return {f.name for f in model._meta.concrete_fields} | {
        f.name for f in model._meta.local_many_to_many
    }


def test_every_model_is_in_the_registry():
    assert set(FIELDS) == set(MODELS)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_field_is_in_the_registry_and_no_other(name):
    assert set(FIELDS[name]) == stored(MODELS[name])


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_entry_is_complete(name):
    for entry in FIELDS[name].values():
        assert str(entry.purpose)
        assert entry.basis
        assert str(entry.retention)


@pytest.mark.parametrize(
    "word", ["my_number", "mynumber", "individual_number", "kojin_bango", "個人番号"]
)
def test_the_pattern_finds_my_number(word):
    assert FORBIDDEN.search(word)


@pytest.mark.parametrize("label", PROJECT)
def test_no_field_anywhere_is_my_number(label):
    for model in apps.get_app_config(label).get_models():
        for field in model._meta.get_fields():
            text = f"{field.name} {getattr(field, 'verbose_name', '')}".lower()
            assert not FORBIDDEN.search(text), f"{model.__name__}.{field.name}"


def test_what_personal_fields_erasure_wipes_is_what_the_registry_says(basic):
    """A field of a person that is not kept without a name is empty after erasure."""
    from digitalresidents.effects import empty

    empty(basic.resident)
    wiped = {n for n, e in FIELDS["Resident"].items() if e.retention == fields.UNTIL_ERASED}
    held = {n for n in wiped if getattr(basic.resident, n) not in ("", None)}
    assert held == set()


def test_people_see_what_is_held(basic):
    rows = {row["name"]: row["value"] for row in held_about(basic.resident)}
    assert rows["name"] == "出島 花子"
    assert "pseudonym_key" not in rows
    assert "name_folded" not in rows
