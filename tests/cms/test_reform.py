"""The reform ledger: days that add up, limbs counted, nothing told before its time."""

import csv
import io
import json
import subprocess
import sys
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from applications.models import Application, RequestedMeasure
from casework import audit, clock
from cms.models import PreparedReform
from cms.reform import eventlog, summary
from cms.reform.flow import Flow
from cms.reform.reading import measures, ways
from cms.reform.segments import total_days
from cms.reform.waiting import Wait, by_group, estimate
from tests import factories as make
from tests.cms.conftest import another_exemption

pytestmark = pytest.mark.django_db
NS = "{http://www.xes-standard.org/}"


def at(day, hour=10):
    """Return a moment of April 2026."""
    return clock.set_to(datetime(2026, 4, day, hour, tzinfo=clock.JST))


def asked(town, ministry, company):
    with at(1):
        return make.submit(make.make_draft(town, ministry, company))


def walked(town, ministry, company, **inputs):
    """Play one application on set days: arrived 1, examined 4, asked 6, answered 16, decided 20, told 23."""
    case = asked(town, ministry, company)
    with at(4):
        case = make.step(case, "start_examination", ministry.examiner)
    with at(6):
        case = make.step(case, "consult", ministry.examiner)
    with at(16):
        make.step(
            case.opinions.get(),
            "give",
            town.examiner,
            view="conditional",
            text="見張りを置くこと。",
            reason_codes=["safety"],
        )
    with at(20):
        measure = case.measures.get()
        make.step(measure, "determine", ministry.approver, **(inputs or make.grant_inputs()))
    with at(23):
        return told(case, ministry)


def told(case, ministry):
    for measure in case.measures.all():
        make.step(measure, "disclose", ministry.approver)
    return Application.objects.get(pk=case.pk)


def decided(case, ministry):
    make.step(case.measures.get(), "determine", ministry.approver, **make.grant_inputs())


def consulted(town, ministry, company):
    return make.consult(make.make_draft(town, ministry, company), ministry, town)


def way_of(case, until):
    return ways(list(measures().filter(application=case)), until=until)[0]


def test_days_at_every_desk_add_up_to_the_trail(town, ministry, company):
    case = walked(town, ministry, company)
    until = datetime(2026, 4, 30, 10, tzinfo=clock.JST)
    way = way_of(case, until)
    ministry_name, town_name = ministry.organisation.name, town.organisation.name
    assert [(s.stage, s.desk, round(s.days, 6)) for s in way.segments] == [
        ("arrived", ministry_name, 3),
        ("examining", ministry_name, 2),
        ("consulting", town_name, 10),
        ("consulting", ministry_name, 4),
        ("decided", ministry_name, 3),
        ("preparing", "", 7),
    ]
    entries = list(audit.trail(case))
    arrival = next(e.at for e in entries if e.target == "arrived")
    assert total_days(way.segments) == (until - arrival) / timedelta(days=1)
    assert way.segments[-1].is_open


def test_a_refusal_cuts_every_limb_and_is_counted_once_a_reason(town, ministry, company):
    inputs = make.refusal_inputs(reason_codes=["safety", "law"])
    case = walked(town, ministry, company, **inputs)
    way = way_of(case, clock.now())
    assert {limb.fate for limb in way.limbs} == {"cut"}
    office = ministry.organisation.name
    sentences = len(way.limbs)
    assert {
        (c["office"], c["reason"], c["fate"], c["count"]) for c in summary.compute()["cuts"]
    } == {
        (office, "safety", "cut", sentences),
        (office, "law", "cut", sentences),
    }


def test_nothing_differs_between_before_and_after_a_decision(client, town, ministry, company):
    case = consulted(town, ministry, company)
    now = clock.now()
    addresses = [reverse("reform"), reverse("reform_waiting"), reverse("reform_log", args=["csv"])]

    def seen():
        with clock.set_to(now):
            PreparedReform.objects.all().delete()
            summary.refresh()
            return [b"".join(client.get(a)) for a in addresses], summary.compute()

    before = seen()
    decided(case, ministry)
    assert RequestedMeasure.objects.get().status == "determined"
    assert seen() == before
    told(case, ministry)
    assert seen()[1] != before[1]


def test_an_undisclosed_measure_has_no_page(client, town, ministry, company):
    case = consulted(town, ministry, company)
    address = reverse("reform_measure", args=[case.number, 1])
    assert client.get(address).status_code == 404
    decided(case, ministry)
    assert client.get(address).status_code == 404
    told(case, ministry)
    assert client.get(address).status_code == 200


def test_funnel_counts_what_reached_each_mark(town, ministry, company):
    first = make.make_exemption(town, ministry, company)
    make.run(first, company.owner)
    walked(town, ministry, company, **make.refusal_inputs())
    asked(town, ministry, company)
    assert summary.compute()["funnel"] == {
        "asked": 3,
        "as_asked": 1,
        "granted": 1,
        "begun": 1,
        "refused": 1,
        "open": 1,
    }


# 21 remission times of the 6-MP group (Freireich and others, Blood 21, 1963): median 23 weeks.
REMISSION = [6, 6, 6, 7, 10, 13, 16, 22, 23]
CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def test_estimate_gives_the_published_median_and_counts_what_still_waits():
    waits = [Wait(d, True, {}) for d in REMISSION] + [Wait(d, False, {}) for d in CENSORED]
    found = estimate(waits)
    assert (found["median"], found["count"], found["open"], found["p90"]) == (23.0, 21, 12, None)
    naive = sorted(REMISSION)[len(REMISSION) // 2]
    assert naive < found["median"]


@pytest.mark.parametrize(
    ("over", "still"), [(4, 0), (0, 9)], ids=["four are too few", "none is over"]
)
def test_estimate_says_nothing_it_cannot_know(over, still):
    found = estimate(Wait(3, n < over, {}) for n in range(over + still))
    assert (found["median"], found["p90"], found["is_few"]) == (None, None, over + still < 5)


def test_groups_come_with_the_longest_first_and_the_untold_last():
    rows = by_group(
        [
            Wait(days, True, {"office": name})
            for name, days in [("甲", 2), ("乙", 9)]
            for _n in range(5)
        ]
        + [Wait(1, True, {"office": "丙"}), Wait(1, True, {"office": ""})],
        "office",
    )
    assert [row["name"] for row in rows] == ["乙", "甲", "丙"]


def test_flow_counts_what_directly_follows():
    day = datetime(2026, 4, 1, tzinfo=clock.JST)
    flow = Flow()
    flow.add([("a", day), ("b", day + timedelta(days=2)), ("b", day + timedelta(days=3))])
    flow.add([("a", day), ("b", day + timedelta(days=4))])
    edges = {(e["source"], e["target"]): (e["count"], e["days"]) for e in flow.edges()}
    assert edges == {
        ("start", "a"): (2, None),
        ("a", "b"): (2, 3.0),
        ("b", "b"): (1, 1.0),
        ("b", "end"): (2, None),
    }


@pytest.fixture
def log(client, town, ministry, company):
    """The event log as CSV rows and as XES text, of two disclosed applications and one that waits."""
    walked(town, ministry, company)
    make.run(another_exemption(town, ministry, company), company.owner)
    asked(town, ministry, company)
    text, xes = (
        b"".join(client.get(reverse("reform_log", args=[form]))).decode() for form in ("csv", "xes")
    )
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:]))), xes


def test_event_log_is_the_same_in_both_forms_and_names_nobody(log, company, ministry):
    rows, xes = log
    traces = ElementTree.fromstring(xes).findall(f"{NS}trace")
    events = [
        (
            event.find(f"{NS}string[@key='concept:name']").get("value"),
            event.find(f"{NS}date").get("value"),
        )
        for trace in traces
        for event in trace.findall(f"{NS}event")
    ]
    assert events == [(row["activity"], row["timestamp"]) for row in rows]
    assert len(traces) == 2
    for name in (company.name, company.owner.get_full_name() or company.owner.username):
        assert name not in xes + json.dumps(rows, ensure_ascii=False)
    assert {row["office"] for row in rows} >= {ministry.organisation.name}


def test_a_process_mining_library_reads_the_log_and_counts_alike(log, tmp_path):
    rows, xes = log
    (tmp_path / "log.xes").write_text(xes, encoding="utf-8")
    script = (
        "import json, warnings; warnings.simplefilter('ignore'); import pm4py;"
        f"df = pm4py.read_xes({str(tmp_path / 'log.xes')!r});"
        "pairs, first, last = pm4py.discover_dfg(df);"
        "print(json.dumps([len(df), df['case:concept:name'].nunique(),"
        " {f'{a}>{b}': n for (a, b), n in pairs.items()}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    events, cases, pairs = json.loads(done.stdout.splitlines()[-1])
    ours = summary.flow()
    inner = [e for e in ours["edges"] if e["source"] != "start" and e["target"] != "end"]
    assert (events, cases) == (len(rows), ours["cases"])
    assert pairs == {f"{e['source']}>{e['target']}": e["count"] for e in inner}


@pytest.mark.parametrize("rows", [1, 3])
def test_ledger_costs_the_same_whatever_it_lists(
    rows, client, town, ministry, company, django_assert_num_queries
):
    for number in range(rows):
        another_exemption(town, ministry, company, title=f"{number}")
    summary.refresh()
    with django_assert_num_queries(18):
        client.get(reverse("reform"))
    with django_assert_num_queries(1):
        client.get(reverse("reform_waiting"))


def test_filters_find_by_reason_and_refuse_what_is_unknown(client, town, ministry, company):
    walked(town, ministry, company, **make.refusal_inputs(reason_codes=["safety"]))
    another_exemption(town, ministry, company)

    def titles(**filters):
        page = BeautifulSoup(client.get(reverse("reform"), filters).content, "html.parser")
        return len(page.select(".way")), len(page.select(".error-summary"))

    assert titles() == (2, 0)
    assert titles(reason="safety") == (1, 0)
    assert titles(outcome="as_asked") == (1, 0)
    assert titles(reason="nonsense") == (2, 1)


def test_labels_of_all_activities_are_words(town, ministry, company):
    walked(town, ministry, company)
    activities = {e.activity for events in eventlog.cases() for e in events}
    assert "exemption.grant" in activities
    assert [a for a in activities if eventlog.label_of(a) == a] == []
