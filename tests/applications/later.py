"""One of each of what may be asked after filing, for the role × route matrix."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import ChangeRequest, Reissue, Succession
from casework import clock, files
from tests import factories as make


def opened(case: Any, step: str, actor: Any, **inputs: Any) -> Any:
    """Open a case and take its first step, as the screen does."""
    case.save()
    return make.step(case, step, actor, **inputs)


def arguments_later(examined: Any, granted: Any, company: Any, other: Any) -> dict[str, Any]:
    """Make a change, a request for a copy and a succession; return the arguments of their routes."""
    owner, letter = company.owner, granted.letters.get(kind="determination")
    change = opened(
        ChangeRequest(application=examined),
        "propose",
        owner,
        changes={"place": "関宮地区"},
        reason="用地",
    )
    copy = opened(
        Reissue(application=granted, letter=letter),
        "request",
        owner,
        cause="lost",
        reason="失った。",
    )
    succession = opened(
        Succession(application=granted),
        "file",
        owner,
        successor=other,
        kind="merger",
        effective_on=clock.today(),
        reason="合併",
    )
    paper = SimpleUploadedFile("a.pdf", b"%PDF-1.7\n")
    files.store(succession, paper, slot="succession", actor=owner)

    def pk(case: Any, **more: Any) -> dict[str, Any]:
        return {"pk": case.pk, **more}

    return {
        "apply_change_new": pk(examined),
        "apply_change_step": pk(change, step="withdraw"),
        "apply_reissue_new": pk(letter),
        "apply_reissue_step": pk(copy, step="withdraw"),
        "apply_succession_new": pk(examined),
        "apply_succession_step": pk(succession, step="withdraw"),
        "apply_succession": pk(succession),
        "apply_succession_file": pk(succession),
        "apply_amend": pk(granted),
        "console:change_step": pk(change, step="accept"),
        "console:reissue_step": pk(copy, step="issue"),
        "console:succession_step": pk(succession, step="decline"),
    }
