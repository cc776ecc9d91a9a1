"""What the office's tests share: addresses, posting, inputs."""

from datetime import timedelta

from django.urls import reverse

from casework import clock
from casework.calendar import add_business_days
from tests import factories as make

REASONS = {"reasons": "2026年11月12日の事故の原因が不明である。"}


def url(route, case, step):
    return reverse(f"console:{route}_step", args=[case.pk, step])


def post(client, user, route, case, step, **data):
    client.force_login(user)
    fresh = type(case)._base_manager.get(pk=case.pk)
    return client.post(url(route, fresh, step), {"version": fresh.version, **data})


def now(case):
    return type(case)._base_manager.get(pk=case.pk)


def errors(response):
    return set(response.context["form"].errors)


def correction(**changes):
    return {
        "fields": ["place", "goal"],
        "reason_code": "incomplete",
        "message": "道路名を示してください。",
        "example": "市道1号線",
        "due_on": add_business_days(clock.today(), 5).isoformat(),
        "effect": "pause",
        **changes,
    }


def grant(**changes):
    judged = {f"criterion_{c['code']}_met": "yes" for c in make.CRITERIA_MET}
    why = {f"criterion_{c['code']}_reason": c["reason"] for c in make.CRITERIA_MET}
    today = clock.today()
    return {
        "outcome": "as_asked",
        **judged,
        **why,
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=365)).isoformat(),
        "text_granted": "変更した文",
        **changes,
    }
