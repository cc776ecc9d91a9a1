"""Members and invitations: who may change what, and what a link opens."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from applications import membership, tokens
from applications.models import CompanyMember, Invitation
from casework import audit, clock
from casework.models import Notice
from casework.transitions import Blocked
from tests import factories as make
from tests.applications import people

pytestmark = pytest.mark.django_db


def again(user):
    """Return the user as the next request reads it."""
    return type(user).objects.get(pk=user.pk)


def page(company):
    return reverse("apply_people", args=[company.pk])


def test_invitation_is_sent_by_mail_and_its_link_stands_in_no_record(
    company, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = people.invite(company, "new@example.jp")
    link = tokens.path_of(invitation)
    assert [(m.to, link in m.body) for m in mailoutbox] == [(["new@example.jp"], True)]
    notice = Notice.objects.get(kind="invitation.sent")
    token = tokens.token_of(invitation)
    kept = f"{notice.body}{notice.link}{invitation.nonce}{list(audit.trail(invitation).values())}"
    assert token not in kept
    assert notice.recipients.get().user_id is None


def test_invited_person_becomes_a_member_once(client, company):
    invited = make.make_user("invited")
    invitation = people.invite(company, invited.email, "reader")
    address = tokens.path_of(invitation)
    client.force_login(invited)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    member = company.members.get(user=invited)
    assert (member.role, member.verified_by) == ("reader", "invitation")
    assert client.post(address).status_code == 404
    assert company.members.count() == 2
    assert [e.step for e in audit.trail(invitation)] == ["send", "accept"]


def test_link_asks_whoever_is_signed_in_with_another_address(client, company):
    other = make.make_user("other")
    invitation = people.invite(company, "invited@example.jp")
    client.force_login(other)
    answer = client.post(tokens.path_of(invitation))
    assert answer.status_code == 422
    assert answer.context["differs"] is True
    assert not company.members.filter(user=other).exists()
    assert client.post(tokens.path_of(invitation), {"confirmed": "on"}).status_code == 302
    assert company.members.filter(user=other).exists()


@pytest.mark.parametrize("wrong", ["", "x", "A" * 32])
def test_wrong_token_opens_nothing(client, company, wrong):
    invited = make.make_user("invited")
    invitation = people.invite(company, invited.email)
    client.force_login(invited)
    address = tokens.path_of(invitation).replace(tokens.token_of(invitation), wrong or "-")
    assert client.get(address).status_code == 404
    with pytest.raises(Blocked):
        make.step(invitation, "accept", invited, **people.taken(invitation, invited, token=wrong))


def test_link_ends_after_fourteen_days_without_any_job(company):
    invited = make.make_user("invited")
    invitation = people.invite(company, invited.email)
    inputs = people.taken(invitation, invited)
    with clock.set_to(invitation.sent_at + timedelta(days=14)), pytest.raises(Blocked):
        make.step(invitation, "accept", invited, **inputs)
    with clock.set_to(invitation.sent_at + timedelta(days=14, seconds=-1)):
        make.step(invitation, "accept", invited, **inputs)
    assert company.members.filter(user=invited).exists()


def test_sending_again_makes_the_older_link_void(company):
    invited = make.make_user("invited")
    invitation = people.invite(company, invited.email)
    older = people.taken(invitation, invited)
    with pytest.raises(Blocked):
        make.step(invitation, "resend", company.owner)
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        newer = make.step(invitation, "resend", company.owner)
        with pytest.raises(Blocked):
            make.step(newer, "accept", invited, **older)
        make.step(newer, "accept", invited, **people.taken(newer, invited))


def test_invitation_taken_back_opens_nothing(client, company):
    invited = make.make_user("invited")
    invitation = people.invite(company, invited.email)
    address = tokens.path_of(invitation)
    make.step(invitation, "withdraw", company.owner)
    client.force_login(invited)
    assert client.get(address).status_code == 404


def test_nobody_is_invited_twice(client, company):
    people.invite(company, "new@example.jp")
    client.force_login(company.owner)
    for email in ("NEW@example.jp", company.owner.email):
        answer = client.post(page(company), {"email": email, "role": "filer"})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"email"})
    assert Invitation.objects.filter(company=company).count() == 1


@pytest.mark.parametrize("role", ["filer", "reader"])
def test_only_an_owner_invites_and_changes_roles(client, company, role):
    member = people.join(company, make.make_user("member"), role)
    client.force_login(member.user)
    assert client.get(page(company)).status_code == 200
    assert client.post(page(company), {"email": "a@b.jp", "role": "owner"}).status_code == 403
    address = reverse("apply_member_step", args=[member.pk, "change_role"])
    assert client.get(address).status_code == 403
    with pytest.raises(PermissionDenied):
        make.step(member, "change_role", again(member.user), role="owner")


def test_strangers_do_not_find_the_people(client, company):
    other = make.make_company("8000012010038", "デモ別会社")
    client.force_login(other.owner)
    assert client.get(page(company)).status_code == 404
    owner = company.members.get()
    assert client.get(reverse("apply_member_step", args=[owner.pk, "remove"])).status_code == 404


def test_last_owner_neither_leaves_nor_steps_down(company):
    owner = company.members.get()
    for step, inputs in (("remove", {}), ("change_role", {"role": "filer"})):
        with pytest.raises(Blocked):
            make.step(owner, step, company.owner, **inputs)
    people.join(company, make.make_user("second"), "owner")
    make.step(owner, "change_role", company.owner, role="filer")
    assert company.members.get(user=company.owner).role == "filer"


def test_unverified_owner_cannot_push_out_the_verified_one(company):
    prime = people.join(company, make.make_user("prime"), "owner")
    from casework.actors import SYSTEM

    make.step(prime, "verify", SYSTEM, verified_by="gbizid_prime", role="owner")
    for step, inputs in (("remove", {}), ("change_role", {"role": "reader"})):
        with pytest.raises(Blocked):
            make.step(prime, step, company.owner, **inputs)
    make.step(company.members.get(user=company.owner), "remove", again(prime.user))
    assert [m.user for m in company.members.all()] == [prime.user]


def test_removed_member_sees_nothing_and_may_be_invited_again(client, draft):
    company, user = draft.company, make.make_user("member")
    member = people.join(company, user)
    client.force_login(user)
    address = reverse("apply_draft", args=[draft.pk])
    assert client.get(address).status_code == 200
    make.step(member, "remove", company.owner)
    assert client.get(address).status_code == 404
    assert user not in outbox_people(company)
    people.join(company, again(user))
    assert client.get(address).status_code == 200
    assert CompanyMember.every.filter(company=company, user=user).count() == 2


def outbox_people(company):
    from applications.notices import company_people

    return company_people(company)


def test_member_leaves_on_their_own(client, company):
    member = people.join(company, make.make_user("member"))
    client.force_login(member.user)
    address = reverse("apply_member_step", args=[member.pk, "remove"])
    answer = client.post(address, {"version": member.version})
    assert (answer.status_code, answer.url) == (302, reverse("apply"))
    assert client.get(page(company)).status_code == 404


def test_reader_sees_and_cannot_file(client, draft):
    reader = people.join(draft.company, make.make_user("reader"), "reader").user
    with pytest.raises(PermissionDenied):
        make.submit(draft, again(reader))
    client.force_login(reader)
    assert client.get(reverse("apply_draft", args=[draft.pk])).status_code == 200
    assert client.get(reverse("apply_item", args=[draft.pk, 1])).status_code == 403


def test_trail_names_the_company_of_who_acts(draft):
    entry = audit.trail(make.submit(draft)).get()
    assert (entry.actor_name, entry.actor_organisation) == (
        draft.company.owner.name,
        draft.company.name,
    )


def test_people_page_reads_with_few_queries(client, company, django_assert_num_queries):
    client.force_login(company.owner)
    with django_assert_num_queries(8):
        assert client.get(page(company)).status_code == 200
    for name in ("a", "b"):
        people.join(company, make.make_user(name))
        people.invite(company, f"{name}@example.jp")
        people.offer(company, make.make_user(f"agent-{name}"))
    with django_assert_num_queries(8):
        assert client.get(page(company)).status_code == 200


def test_link_is_void_with_another_key(settings, company):
    invitation = people.invite(company)
    token = tokens.token_of(invitation)
    assert tokens.token_is_right(invitation, token) is True
    settings.SECRET_KEY = "another-key"
    assert tokens.token_is_right(invitation, token) is False


def test_membership_is_read_once_per_user(company, django_assert_num_queries):
    user = again(company.owner)
    with django_assert_num_queries(1):
        membership.companies_of(user)
        assert membership.company_roles(user, company.pk) == {"owner"}
        assert list(membership.powers_of(user)) == []
