"""Scenes from the life of an exemption, for tests: through the product's own doors."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import ConditionCheck, Overlap
from casework import clock
from tests import factories as make


def on(day):
    """Set the clock to the noon of a day."""
    from datetime import datetime

    return clock.set_to(datetime(day.year, day.month, day.day, 12, tzinfo=clock.JST))


def check(exemption, actor, **changes):
    """Record a check of the first condition; returns the evidence."""
    inputs = {
        "condition": exemption.conditions.on().first(),
        "checked_on": clock.today(),
        "result": "kept",
        "seen": "記録を照合した。",
        **changes,
    }
    make.step(exemption, "check_condition", actor, **inputs)
    return ConditionCheck.objects.filter(condition__exemption=exemption).latest("pk")


def announce(exemption, ministry, **changes):
    """Announce an ordered change; returns the order."""
    inputs = {
        "kind": "change",
        "intended": "飛行の時間を日没までとする。",
        "legal_basis": "産業競争力強化法 第8条の4第3項",
        "facts": "夜間の騒音の申出が続いた。",
        "explain_by": clock.today() + timedelta(days=14),
        **changes,
    }
    make.step(exemption, "announce_order", ministry.approver, **inputs)
    return exemption.orders.latest("pk")


def order_inputs(**changes):
    """Return the inputs of an order that changes the text from today."""
    return {
        "reasons": "騒音を減らすため。",
        "effective_on": clock.today(),
        "heard_on": clock.today(),
        "committee": "適当である。",
        "changes": {"text": "日没までの飛行に限り、遠隔監視装置によることができる。"},
        **changes,
    }


def ask(exemption, holder):
    """Request a revision of the law; returns the request."""
    words = {"request": "第132条の86に遠隔監視を加える。", "reason": "事故がなかった。"}
    make.step(exemption, "request_bridge", holder, **words)
    return exemption.bridges.latest("pk")


def bridge(exemption, ministry, holder, until):
    """Ask for a revision, and let the exemption continue; returns the bridge."""
    return make.step(
        ask(exemption, holder),
        "grant",
        ministry.approver,
        until=until,
        basis="航空法 第132条の86第5項第3号",
        why_safe="条件を変えずに続ける。",
    )


def settle(overlap, ministry, **changes):
    """Settle an overlap; by default the earlier exemption excludes the later one from today."""
    inputs = {
        "kind": "excludes",
        "reasons": "同じ空域を同時に使えない。",
        "legal_basis": "航空法 第132条の86",
        "from_on": clock.today(),
        "prevails": overlap.first,
        **changes,
    }
    return make.step(overlap, "settle", ministry.approver, **inputs)


def life_arguments(exemption, ministry, company):
    """Return the arguments of the routes of an exemption's life, for the world of routes."""
    upload = SimpleUploadedFile("log.csv", "日,便\n1,4\n".encode())
    evidence = check(exemption, ministry.examiner, document=upload)
    announced, asked = announce(exemption, ministry), ask(exemption, company.owner)
    hearing = exemption.hearings.create(
        intended="取消し",
        basis="産業競争力強化法 第8条の4",
        facts="事実",
        called_on=clock.today(),
        hearing_on=clock.today() + timedelta(days=20),
        place="会議室",
        office="国土交通省",
    )
    overlap = Overlap.objects.of(exemption).first()
    return {
        "console:check_file": {"pk": evidence.pk},
        "apply_check_file": {"pk": evidence.pk},
        "console:order_step": {"pk": announced.pk, "step": "drop"},
        "apply_order_step": {"pk": announced.pk, "step": "explain"},
        "console:bridge_step": {"pk": asked.pk, "step": "decline"},
        "apply_bridge_step": {"pk": asked.pk, "step": "withdraw"},
        "console:hearing_step": {"pk": hearing.pk, "step": "name_presider"},
        "apply_hearing_step": {"pk": hearing.pk, "step": "state"},
        "console:overlap_step": {"pk": overlap.pk, "step": "settle"},
    }
