"""起案・合議・決裁: who may stamp what, and what a change of the content voids."""

import pytest
from django.urls import reverse

from applications import proposals
from applications.models import Proposal, Stamp
from casework import clock
from casework.transitions import Blocked, steps_for
from tests import factories as make
from tests.applications.office import grant
from zones import policy as zone_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def pending(draft, ministry, town):
    """A measure whose opinions are all in."""
    return make.consult(draft, ministry, town).measures.get()


@pytest.fixture
def second(ministry):
    """A second approver of the ministry."""
    return make.add_member(ministry.organisation, "approver")


@pytest.fixture
def policies(monkeypatch):
    """Let a test demand proposals and counter-signatures."""

    def demand(**settings):
        chosen = zone_policy.Policy(**settings)
        for module in ("applications.rules.measure", "applications.rules.proposal"):
            monkeypatch.setattr(f"{module}.policy_of", lambda _zone: chosen)

    return demand


def propose(measure, ministry, *lines, **changes):
    """Draft a proposal by the ministry's examiner; lines are (kind, office)."""
    content = proposals.content_of(make.grant_inputs(**changes))
    proposal = Proposal.objects.create(
        measure=measure,
        content=content,
        content_hash=proposals.digest_of(content),
        drafted_by=ministry.examiner,
        drafted_by_name="起案者",
        drafting_office=ministry.organisation,
        drafted_at=clock.now(),
    )
    for position, (kind, office) in enumerate([*lines, ("decide", ministry)], start=1):
        proposal.lines.create(position=position, kind=kind, organisation=office.organisation)
    return proposal


def reasons(case, step, actor, **inputs):
    """Return why a step is refused."""
    with pytest.raises(Blocked) as refused:
        make.step(case, step, actor, **inputs)
    return refused.value.reasons


STAMP = {"mode": "own"}


def test_proposal_goes_round_and_is_carried_out_as_it_stands(pending, ministry, town):
    proposal = propose(pending, ministry, ("concur", town))
    make.step(proposal, "circulate", ministry.examiner)
    assert len(reasons(proposal, "approve", ministry.approver, **STAMP)) == 1
    make.step(proposal, "concur", town.examiner, **STAMP)
    make.step(proposal, "approve", ministry.approver, **STAMP)
    inputs = proposals.inputs_of(proposal.content)
    measure = make.step(pending, "determine", ministry.approver, **inputs)
    assert measure.status == "determined"
    assert Proposal.objects.get().status == "enacted"
    assert [s.name for s in Stamp.objects.order_by("pk")] == [
        town.examiner.name,
        ministry.approver.name,
    ]


def test_any_edit_voids_the_stamps_given_before(pending, ministry, town):
    proposal = propose(pending, ministry, ("concur", town))
    make.step(proposal, "circulate", ministry.examiner)
    make.step(proposal, "concur", town.examiner, **STAMP)
    content = {**proposal.content, "reasons": "時間帯を改める。"}
    make.step(
        proposal,
        "amend",
        ministry.examiner,
        content=content,
        content_hash=proposals.digest_of(content),
    )
    amended = make.step(proposal, "circulate", ministry.examiner)
    line = amended.lines.get(kind="concur")
    assert line.valid_stamp(amended.content_hash) is None
    assert len(line.void_stamps(amended.content_hash)) == 1
    assert len(reasons(proposal, "approve", ministry.approver, **STAMP)) == 1
    make.step(proposal, "concur", town.examiner, **STAMP)
    assert make.step(proposal, "approve", ministry.approver, **STAMP).status == "approved"


def test_hash_is_of_the_content_entered(pending, ministry):
    proposal = propose(pending, ministry)
    content = {**proposal.content, "reasons": "x"}
    assert reasons(proposal, "amend", ministry.examiner, content=content, content_hash="0" * 64)
    same = {"content": proposal.content, "content_hash": proposal.content_hash}
    assert reasons(proposal, "amend", ministry.examiner, **same)


def test_other_content_than_the_approved_one_is_refused(pending, ministry):
    proposal = make.step(propose(pending, ministry), "circulate", ministry.examiner)
    make.step(proposal, "approve", ministry.approver, **STAMP)
    other = make.grant_inputs(reasons="別の理由")
    assert len(reasons(pending, "determine", ministry.approver, **other)) == 1


def test_only_the_decider_signs_what_was_approved(pending, ministry, second):
    proposal = make.step(propose(pending, ministry), "circulate", ministry.examiner)
    make.step(proposal, "approve", ministry.approver, **STAMP)
    inputs = proposals.inputs_of(proposal.content)
    assert len(reasons(pending, "determine", second, **inputs)) == 1
    assert make.step(pending, "determine", ministry.approver, **inputs).status == "determined"


def test_open_proposal_bars_a_determination_beside_it(pending, ministry):
    proposal = propose(pending, ministry)
    assert len(reasons(pending, "determine", ministry.approver, **make.grant_inputs())) == 1
    make.step(proposal, "withdraw", ministry.examiner)
    assert make.step(pending, "determine", ministry.approver, **make.grant_inputs())


def test_policy_demands_a_proposal(pending, ministry, policies):
    policies(needs_proposal=True)
    assert len(reasons(pending, "determine", ministry.approver, **make.grant_inputs())) == 1


def test_policy_demands_a_countersignature_by_a_second_approver(
    pending, ministry, second, policies
):
    policies(needs_countersign=True)
    proposal = propose(pending, ministry)
    assert len(reasons(proposal, "circulate", ministry.examiner)) == 1
    make.step(proposal, "withdraw", ministry.examiner)
    proposal = propose(pending, ministry, ("countersign", ministry))
    make.step(proposal, "circulate", ministry.examiner)
    assert len(reasons(proposal, "concur", ministry.examiner, **STAMP)) == 2  # drafted and examined
    make.step(proposal, "concur", second, **STAMP)
    assert len(reasons(proposal, "approve", second, **STAMP)) == 1  # two signatures, two people
    make.step(proposal, "approve", ministry.approver, **STAMP)
    inputs = proposals.inputs_of(proposal.content)
    assert make.step(pending, "determine", ministry.approver, **inputs).status == "determined"


def test_examiner_with_two_roles_neither_approves_nor_decides(pending, ministry):
    make.add_member(ministry.organisation, "approver", ministry.examiner)
    proposal = make.step(propose(pending, ministry), "circulate", ministry.examiner)
    assert len(reasons(proposal, "approve", ministry.examiner, **STAMP)) == 2  # drafted, examined


def test_deputy_names_the_principal_who_reads_afterwards(pending, ministry, town):
    proposal = propose(pending, ministry, ("concur", town))
    make.step(proposal, "circulate", ministry.examiner)
    assert len(reasons(proposal, "concur", town.examiner, mode="deputy")) == 1
    make.step(proposal, "concur", town.examiner, mode="deputy", on_behalf_of="企画課長")
    make.step(proposal, "approve", ministry.approver, mode="sole")
    inputs = proposals.inputs_of(proposal.content)
    make.step(pending, "determine", ministry.approver, **inputs)
    assert reasons(proposal, "acknowledge", town.examiner)  # stamped it themselves
    make.step(proposal, "acknowledge", town.approver, comment="了知した。")
    assert reasons(proposal, "acknowledge", town.approver)  # once
    assert [s.mode for s in Stamp.objects.order_by("pk")] == ["deputy", "sole", "afterwards"]


def test_nobody_of_the_company_drafts_or_stamps(pending, ministry, company):
    make.add_member(ministry.organisation, "approver", company.owner)
    proposal = make.step(propose(pending, ministry), "circulate", ministry.examiner)
    assert len(reasons(proposal, "approve", company.owner, **STAMP)) == 1


def test_incomplete_content_does_not_circulate(pending, ministry):
    proposal = propose(pending, ministry, ends_on=None)
    assert len(reasons(proposal, "circulate", ministry.examiner)) == 1


def test_sent_back_with_reasons_and_mended(pending, ministry, town):
    proposal = propose(pending, ministry, ("concur", town))
    make.step(proposal, "circulate", ministry.examiner)
    assert len(reasons(proposal, "send_back", town.examiner, reasons=" ")) == 1
    back = make.step(proposal, "send_back", town.examiner, reasons="条件が足りない。")
    assert (back.status, back.return_reasons) == ("returned", "条件が足りない。")
    assert make.step(proposal, "circulate", ministry.examiner).status == "circulating"


def test_withdrawn_application_lets_the_proposal_go(pending, ministry, company):
    propose(pending, ministry)
    make.step(pending.application, "withdraw", company.owner)
    assert Proposal.objects.get().status == "withdrawn"


def test_outsiders_see_no_proposal(client, pending, ministry, town, company):
    proposal = propose(pending, ministry, ("concur", town))
    other = make.make_town("other", "別の町")
    page = reverse("console:proposal", args=[proposal.pk])
    seen = {}
    for person in (ministry.approver, town.examiner, other.examiner, company.owner):
        client.force_login(person)
        seen[person.name] = client.get(page).status_code
    assert list(seen.values()) == [200, 200, 404, 403]
    assert steps_for(proposal, company.owner) == []


def test_drafting_on_the_screen_makes_lines_and_keeps_what_was_entered(
    client, pending, ministry, town
):
    client.force_login(ministry.examiner)
    page = reverse("console:propose", args=[pending.pk])
    refused = client.post(page, grant(ends_on=""))
    assert (refused.status_code, "ends_on" in refused.context["form"].errors) == (422, True)
    shown = client.post(
        page, grant(outcome="with_changes", preview="1", reason_codes=["scope"], reasons="x")
    )
    assert (shown.status_code, Proposal.objects.count()) == (200, 0)
    group = next(g for g in shown.context["form"].groups() if g.get("beside"))
    assert {op for op, _text in group["beside"]["changes"]} > {"removed"}
    made = client.post(page, grant(concur=[town.organisation.pk], countersign="on", note="説明"))
    proposal = Proposal.objects.get()
    assert (made.status_code, made.url) == (302, proposal.get_absolute_url())
    assert [line.kind for line in proposal.ordered_lines()] == ["concur", "countersign", "decide"]
    assert client.get(page).url == proposal.get_absolute_url()
    assert client.get(proposal.get_absolute_url()).status_code == 200


def test_examiner_of_another_office_cannot_propose(client, pending, town):
    client.force_login(town.viewer)
    assert client.get(reverse("console:propose", args=[pending.pk])).status_code == 403


def test_amending_on_the_screen_starts_from_the_content(client, pending, ministry):
    proposal = propose(pending, ministry)
    client.force_login(ministry.examiner)
    page = reverse("console:proposal_step", args=[proposal.pk, "amend"])
    form = client.get(page).context["form"]
    assert form["condition_1_text"].value() == proposal.content["conditions"][0]["text"]
    data = grant(version=proposal.version, reasons="改める。", condition_1_text="通知する。")
    assert client.post(page, data).status_code == 302
    fresh = Proposal.objects.get()
    assert (fresh.content["reasons"], fresh.content_hash != proposal.content_hash) == (
        "改める。",
        True,
    )


def test_approved_content_is_determined_without_being_entered_again(client, pending, ministry):
    proposal = make.step(propose(pending, ministry), "circulate", ministry.examiner)
    make.step(proposal, "approve", ministry.approver, **STAMP)
    client.force_login(ministry.approver)
    page = reverse("console:measure_step", args=[pending.pk, "determine"])
    assert client.get(page).context["form"].visible_fields() == []
    assert client.post(page, {"version": pending.version}).status_code == 302
    assert Proposal.objects.get().status == "enacted"
