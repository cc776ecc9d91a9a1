"""A person's choices about notices: their own alone, complete, kept."""

import pytest
from django.urls import reverse

from casework.models import NoticeChoice
from console.notice_settings import KINDS, field_of

pytestmark = pytest.mark.django_db
URL = "console:notice_settings"


def post(client, user, **changes):
    client.force_login(user)
    data = dict.fromkeys(map(field_of, KINDS), "digest")
    return client.post(reverse(URL), {**data, **changes})


def test_choices_are_kept_for_the_person_alone(client, ministry):
    assert post(client, ministry.examiner, others="urgent").status_code == 302
    held = NoticeChoice.objects.values_list("user", "kind", "mode")
    assert set(held) == {
        (ministry.examiner.pk, kind, "digest" if kind else "urgent") for kind in KINDS
    }
    shown = client.get(reverse(URL)).context["form"]
    assert shown.fields["others"].initial == "urgent"
    client.force_login(ministry.approver)
    assert client.get(reverse(URL)).context["form"].fields["others"].initial == "digest"


@pytest.mark.parametrize("value", ["", "never"])
def test_unknown_choice_is_refused_by_name(client, ministry, value):
    response = post(client, ministry.examiner, others=value)
    assert (response.status_code, set(response.context["form"].errors)) == (422, {"others"})
    assert NoticeChoice.objects.count() == 0
