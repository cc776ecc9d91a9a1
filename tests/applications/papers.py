"""What the tests of joint applicants and of signatures share: inviting, signing, confirming."""

from django.test import Client

from applications.content import content_sha256
from applications.models import Application
from casework.transitions import perform

PDF = b"%PDF-1.7\n" + b"x" * 100
OFFICER = {
    "officer_name": "出島 花子",
    "officer_title": "代表取締役",
    "officer_email": "hanako@example.jp",
}


def fresh(case):
    return type(case)._base_manager.get(pk=case.pk)


def send_code(url):
    return Client().post(url, {"step": "send_code"})


def sign(statement, **changes):
    """Sign as the officer does: open the link, ask for a code, enter what the mail says."""
    url = fresh(statement).link_path()
    if fresh(statement).may_send_code():
        send_code(url)
    data = {
        "step": "sign",
        "name": "出島　花子",
        "code": fresh(statement).code(),
        "content_sha256": content_sha256(Application.objects.get(pk=statement.application_id)),
        **changes,
    }
    return Client().post(url, data)


def confirm(partner, actor, **changes):
    inputs = {"name": "出島 三郎", "declared": True, **changes}
    inputs.setdefault("content_sha256", content_sha256(partner.application))
    newest = fresh(partner)
    return perform(newest, "confirm", actor=actor, version=newest.version, **inputs)


def owner_of(partner):
    return partner.company.members.get(role="owner").user
