"""Appoint the first administrator of an office; from then on the office appoints on the screen."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from casework import clock
from casework.actors import SYSTEM
from casework.transitions import perform
from zones.models import Appointment, Membership, Organisation
from zones.models.organisations import OfficeRole


class Command(BaseCommand):
    """Refused where somebody administers the office already: they appoint the others themselves."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the office's code, the person, and on what the appointment rests."""
        parser.add_argument("office", help="code of the office, as m282227")
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--basis", required=True, help="order or rule, with its date")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Write the appointment and its trail; the mail with the way in goes out with it."""
        office = Organisation.objects.filter(code=options["office"]).first()
        if office is None:
            raise CommandError(f"No office has the code {options['office']}.")
        held = Membership.objects.current().filter(organisation=office)
        if held.filter(role=OfficeRole.ADMINISTRATOR).exists():
            raise CommandError("The office has an administrator, who appoints on the screen.")
        email, users = options["email"].lower(), get_user_model().objects
        user = users.filter(email=email).first()
        made = Appointment.objects.create(
            organisation=office,
            role=OfficeRole.ADMINISTRATOR,
            user=user or users.create_user(email, None, name=options["name"]),
            basis=options["basis"],
            valid_from=clock.today(),
            made_by_name=SYSTEM.get_full_name(),
        )
        perform(made, "confirm", actor=SYSTEM, version=made.version)
        self.stdout.write(f"{office.name}: {email}")
