"""The office's pages about notices, the audit trail and stored files.

Which zones a person sees is known above this layer: ``zones_seen`` and ``zones_served`` are given
by the site, functions (user) → codes of zones.
"""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from casework import exports, outbox, serving
from casework.labels import case_model, case_models, describe, kind_label
from casework.models import AuditEntry, Recipient, StoredFile
from casework.models.notices import DeliveryStatus
from casework.paging import keyset_page

Zones = Callable[[Any], Collection[str]]


def no_zones(_user: Any) -> Collection[str]:
    """Return no zone: what a site sees that names none."""
    return ()


class NoticeFilter(forms.Form):
    """Filters of the outbox."""

    status = forms.ChoiceField(
        label=gettext_lazy("Delivery"),
        required=False,
        choices=[("", gettext_lazy("All deliveries")), *DeliveryStatus.choices],
    )
    to = forms.CharField(label=gettext_lazy("E-mail address"), required=False, max_length=100)

    def apply(self, found: Any) -> Any:
        """Return the deliveries that are asked for; a filter that cannot be read filters nothing."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if chosen.get("status"):
            found = found.filter(status=chosen["status"])
        return found.filter(address__istartswith=chosen["to"]) if chosen.get("to") else found


def deliveries(user: Any, zones: Collection[str]) -> Any:
    """Return the deliveries of some zones, and those to the person."""
    return Recipient.objects.filter(Q(notice__zone__in=zones) | Q(user=user)).select_related(
        "notice"
    )


class NoticeList(View):
    """The outbox: what was told whom, and what could not be delivered."""

    zones_seen: Zones = staticmethod(no_zones)
    zones_served: Zones = staticmethod(no_zones)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the deliveries, the newest first."""
        served = self.zones_served(request.user)
        form = NoticeFilter(request.GET or None)
        found = form.apply(deliveries(request.user, self.zones_seen(request.user)))
        page = keyset_page(found, request.GET)
        context = {
            "form": form,
            "page": page,
            "rows": [(row, _may_resend(row, request.user, served)) for row in page.rows],
            "breadcrumbs": [{"label": _("Notices"), "url": ""}],
            **exports.links("notices", request.GET),
        }
        return render(request, "casework/notices.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put one failed delivery back into the queue (再送)."""
        pk = request.POST.get("recipient", "")
        served = self.zones_served(request.user)
        row = get_object_or_404(deliveries(request.user, served), pk=int(pk) if pk.isdigit() else 0)
        if _may_resend(row, request.user, served):
            outbox.retry(row)
            messages.success(request, _("Put back into the queue: %(to)s") % {"to": row.address})
        else:
            messages.warning(request, _("Only a failed delivery can be sent again."))
        return redirect(_own_address(request, reverse("console:notices")))


def _may_resend(row: Recipient, user: Any, served: Collection[str]) -> bool:
    concerns = row.notice.zone in served or row.user_id == user.pk
    return row.status == DeliveryStatus.FAILED and concerns


def _own_address(request: HttpRequest, fallback: str) -> str:
    """Return the address to go back to, only ever on this site."""
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if back and safe else fallback


class AuditFilter(forms.Form):
    """Filters of the trail: one kind of case, or one case as ``type:key``."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of case"), required=False)
    case = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted((m._meta.label_lower, m._meta.verbose_name) for m in case_models())
        self.fields["kind"].choices = [("", gettext_lazy("All kinds")), *kinds]

    def apply(self, entries: Any) -> Any:
        """Return the entries asked for; a filter that cannot be read finds nothing."""
        if not self.is_bound:
            return entries
        if not self.is_valid():
            return entries.none()
        if self.cleaned_data["kind"]:
            entries = entries.filter(case_type=self.cleaned_data["kind"])
        if case := self.cleaned_data["case"]:
            case_type, _colon, key = case.rpartition(":")
            if not key.isdigit():
                return entries.none()
            entries = entries.filter(case_type=case_type, case_id=int(key))
        return entries


class AuditList(View):
    """The trail of the person's zones, the newest entry first."""

    zones_seen: Zones = staticmethod(no_zones)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the entries."""
        form = AuditFilter(request.GET or None)
        entries = AuditEntry.objects.filter(zone__in=self.zones_seen(request.user))
        page = keyset_page(form.apply(entries), request.GET)
        context = {
            "form": form,
            "page": page,
            "rows": describe(page.rows),
            "subject": self.subject(form, request.user),
            "breadcrumbs": [{"label": _("Audit trail"), "url": ""}],
        }
        return render(request, "casework/audit.html", context)

    def subject(self, form: AuditFilter, user: Any) -> dict[str, str] | None:
        """Return the one case that the trail is filtered by, with its address when it is visible."""
        chosen = form.cleaned_data.get("case") if form.is_bound and form.is_valid() else ""
        if not chosen:
            return None
        case_type, _colon, key = chosen.rpartition(":")
        case = visible_case(case_type, int(key), user) if key.isdigit() else None
        return {
            "label": f"{kind_label(case_type)} {case or key}",
            "url": case.get_absolute_url() if hasattr(case, "get_absolute_url") else "",
        }


def visible_case(case_type: str, key: int, user: Any) -> Any:
    """Return the case if there is one of this kind that the person may see, else None."""
    model = case_model(case_type)
    scoped = getattr(model and model._default_manager.all(), "visible_to", None)
    return scoped(user).filter(pk=key).first() if scoped else None


def _file(request: HttpRequest, pk: int) -> StoredFile:
    stored = get_object_or_404(StoredFile, pk=pk, removed_at=None)
    if visible_case(stored.case_type, stored.case_id, request.user) is None:
        raise Http404
    return stored


def download(request: HttpRequest, pk: int) -> FileResponse:
    """Give a stored file to those who may see its case, as a download."""
    return serving.download_of(_file(request, pk), request.user)


def inline(request: HttpRequest, pk: int) -> FileResponse:
    """Give an image or a PDF to be shown beneath its preview."""
    return serving.inline_of(_file(request, pk), request.user)


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a stored file without downloading it."""
    stored = _file(request, pk)
    context = {
        "breadcrumbs": [{"label": stored.name, "url": ""}],
        "download_url": reverse("console:file", args=[pk]),
        "inline_url": reverse("console:file_inline", args=[pk]),
    }
    return serving.preview_page(request, stored, base="base_console.html", **context)
