"""What must hold before a zone's step."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.rules import rule


@rule(_("The zone needs a legal basis: choose the programme or ordinance it rests on."))
def has_legal_basis(zone: Any) -> bool:
    """A zone rides on an existing programme; there is no law of its own."""
    return zone.legal_basis_id is not None


@rule(_("The zone needs a boundary: name at least one municipality."))
def has_boundary(zone: Any) -> bool:
    """The place is defined by its municipalities and the text of the area."""
    return zone.pk is not None and zone.municipalities.exists()


@rule(_("The legal basis has expired: a zone can no longer be opened on it."))
def basis_is_in_force(zone: Any) -> bool:
    """No new zone on a basis that has ended (e.g. 構造改革特別区域法 附則)."""
    basis = zone.legal_basis
    return basis is None or basis.expires_on is None or basis.expires_on >= clock.today()


@rule(_("The zone needs an end date, or a note that says why its programme sets none."))
def says_when_it_ends(zone: Any) -> bool:
    """Every zone ends on a date, or says what decides its end."""
    return bool(zone.expires_on or zone.expiry_note)


@rule(_("An existing zone needs the source of its designation."))
def has_source(zone: Any) -> bool:
    """Nothing historical is registered without a source."""
    return bool(zone.source_url and zone.designated_text)


@rule(_("Give the reasons."), needs="inputs")
def has_reasons(_zone: Any, inputs: dict[str, Any]) -> bool:
    """A refusal, revocation or closing states its reasons (行政手続法8条・14条)."""
    return bool(str(inputs.get("reasons", "")).strip())
