"""Check digits of municipality codes and corporate numbers."""

import pytest
from django.core.exceptions import ValidationError

from zones.codes import (
    corporate_check_digit,
    municipality_check_digit,
    validate_corporate_number,
    validate_municipality_code,
    with_check_digit,
)


@pytest.mark.parametrize("code", ["010006", "011002", "074446", "131016", "282227"])
def test_municipality_check_digit_is_that_of_official_codes(code):
    assert municipality_check_digit(code[:5]) == code[5]
    validate_municipality_code(code)


def test_with_check_digit_completes_a_five_digit_code():
    assert with_check_digit("28222") == "282227"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("28222", "missing_check_digit"),
        ("282228", "wrong_check_digit"),
        ("282272", "wrong_check_digit"),
        ("002227", "unknown_prefecture"),
        ("482227", "unknown_prefecture"),
        ("", "malformed"),
        ("2822270", "malformed"),
        ("28222７", "malformed"),
        ("２８２２２", "malformed"),
        ("28222a", "malformed"),
        (" 28222", "malformed"),
    ],
)
def test_municipality_code_is_refused_with_its_reason(value, reason):
    with pytest.raises(ValidationError) as refused:
        validate_municipality_code(value)
    assert refused.value.code == reason
    assert refused.value.params["value"] == value


@pytest.mark.parametrize("number", ["7000012050002", "8000012010038"])
def test_corporate_number_of_public_bodies_is_accepted(number):
    assert corporate_check_digit(number[1:]) == number[0]
    validate_corporate_number(number)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("8000012050002", "wrong_check_digit"),
        ("7000012050020", "wrong_check_digit"),
        ("0000012050002", "wrong_check_digit"),
        ("700001205000", "malformed"),
        ("7-0000-1205-0002", "malformed"),
        ("７０００012050002", "malformed"),
        ("T700001205000", "malformed"),
    ],
)
def test_corporate_number_is_refused_with_its_reason(value, reason):
    with pytest.raises(ValidationError) as refused:
        validate_corporate_number(value)
    assert refused.value.code == reason


@pytest.mark.parametrize("place", range(13))
def test_corporate_number_with_one_digit_raised_is_refused(place):
    number = "7000012050002"
    changed = str((int(number[place]) + 1) % 10)
    with pytest.raises(ValidationError):
        validate_corporate_number(number[:place] + changed + number[place + 1 :])
