"""To decide is not to disclose: nobody outside can tell that a decision exists.

Every public and every company route of the URLconf is read before and after a decision, with what an
office prepares for it, by the public, by the applicant and by an office that was only asked. The
answers are the same to the byte, but for what changes with every request.
"""

import re

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from applications import proposals
from applications.delays import draft_delays
from applications.models import Proposal
from casework import clock, outbox
from casework.models import Notice, Recipient
from cms.seed import seed_site
from console.public import PUBLIC_ROUTES
from kpis.computed import refresh_computed
from kpis.reference import load_catalogue
from tests import factories as make
from tests.console.test_routes import _address, _walk
from zones.reference import load_reference

pytestmark = pytest.mark.django_db
CHANGES_BY_ITSELF = re.compile(
    rb'(name="csrfmiddlewaretoken" value="[^"]*"|csrf[^,"]*"[^"]*"|nonce-[\w-]+)'
)
PUBLIC = [
    name
    for name, _pattern in dict.fromkeys(_walk(get_resolver().url_patterns))
    if name in PUBLIC_ROUTES or name.startswith("api:")
]


def body(answer):
    """Return an answer's status and content without what changes with every request."""
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, CHANGES_BY_ITSELF.sub(b"", content)


def pages(application, zone, *people):
    """Return what every route answers to the public, and the case's own pages to each person."""
    arguments = {name: {"slug": zone.slug} for name in ("zone", "dashboard_zone", "api:zone")}
    arguments |= {
        "dashboard_indicator": {"slug": zone.slug, "code": "K12"},
        "dashboard_file": {"slug": zone.slug, "code": "K12", "ext": "csv"},
    }
    seen, public = {}, Client()
    for name in PUBLIC:
        try:
            address = _address(name, arguments)
        except NoReverseMatch:  # a route about one thing that does not exist yet
            continue
        seen["public", address] = body(public.get(address))
    for extra in ("/", "/sitemap.xml", "/robots.txt"):
        seen["public", extra] = body(public.get(extra))
    own = [f"/apply/applications/{application.pk}/", "/apply/", "/apply/?before=999999"]
    own += [f"{own[0]}receipt/"]
    for person in people:
        client = Client()
        client.force_login(person)
        for address in own:
            seen[person.name, address] = body(client.get(address))
    return seen


def world():
    """Make a case of two measures of two ministries, all opinions given."""
    load_reference()
    load_catalogue()
    town, company = make.make_town("town"), make.make_company()
    first, second = (
        make.make_ministry("first", "国土交通省"),
        make.make_ministry("second", "総務省"),
    )
    application = make.make_draft(town, first, company)
    application.measures.create(
        position=2,
        law_title="電波法",
        article="第4条",
        text_asked="免許を要しない。",
        authority=second.organisation,
    )
    application = make.step(make.examine(application, first), "consult", first.examiner)
    for opinion in application.opinions.all():
        person = town.examiner if opinion.organisation == town.organisation else second.examiner
        make.step(opinion, "give", person, view="no_objection", text="可", reason_codes=[])
    seed_site()
    return town, company, first, second, application


def propose(measure, office):
    """Bring a proposal on a measure to its approval."""
    content = proposals.content_of(make.grant_inputs())
    proposal = Proposal.objects.create(
        measure=measure,
        content=content,
        content_hash=proposals.digest_of(content),
        drafted_by=office.examiner,
        drafted_by_name="起案者",
        drafting_office=office.organisation,
        drafted_at=clock.now(),
    )
    proposal.lines.create(position=1, kind="decide", organisation=office.organisation)
    make.step(proposal, "circulate", office.examiner)
    make.step(proposal, "approve", office.approver, mode="own")
    return proposals.inputs_of(content)


DECISIONS = st.lists(
    st.tuples(
        st.sampled_from([0, 1]),
        st.sampled_from(["grant", "refuse", "change", "proposal only", "by proposal"]),
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda choice: choice[0],
)


def decide(measure, office, how):
    """Take one decision, or only prepare it."""
    if how in {"proposal only", "by proposal"}:
        inputs = propose(measure, office)
        if how == "proposal only":
            return
    elif how == "refuse":
        inputs = make.refusal_inputs()
    elif how == "change":
        inputs = make.grant_inputs(
            outcome="with_changes",
            text_granted="変えた。",
            reason_codes=["scope"],
            reasons="広い。",
        )
    else:
        inputs = make.grant_inputs()
    make.step(measure, "determine", office.approver, **inputs)


@settings(
    max_examples=6,
    phases=[Phase.explicit, Phase.generate],  # a failing world is named as it is, not made smaller
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(decisions=DECISIONS)
def test_nothing_outside_changes_when_something_is_decided(decisions):
    with transaction.atomic():
        with clock.set_to(clock.now()):
            town, company, first, second, application = world()
            offices = [first, second]
            refresh_computed(zone=town.zone, month=clock.today())
            before = pages(application, town.zone, company.owner)
            notices = set(Notice.objects.values_list("pk", flat=True))
            for index, how in decisions:
                decide(application.measures.order_by("position")[index], offices[index], how)
            draft_delays()
            refresh_computed(zone=town.zone, month=clock.today())
            after = pages(application, town.zone, company.owner)
            assert {k for k in before if before[k] != after[k]} == set()
            insiders = {p.pk for o in offices for p in o.people.values()}
            told = Recipient.objects.exclude(notice__in=notices).values_list("user", flat=True)
            assert set(told) <= insiders
            outbox.send_due()
            assert not [m for m in mail.outbox if company.owner.email in m.to]
        transaction.set_rollback(True)


def test_something_outside_changes_when_it_is_disclosed():
    with clock.set_to(clock.now()):
        town, company, first, _second, application = world()
        measure = application.measures.get(position=1)
        make.step(measure, "determine", first.approver, **make.grant_inputs())
        before = pages(application, town.zone, company.owner)
        make.step(measure, "disclose", first.approver)
        after = pages(application, town.zone, company.owner)
    changed = {k for k in before if before[k] != after[k]}
    assert {
        ("public", "/register/"),
        (company.owner.name, f"/apply/applications/{application.pk}/"),
    } <= changed
