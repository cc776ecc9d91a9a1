"""Plays the staged demo."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.models import ZonePage
from cms.permissions import zone_editors
from cms.reform.summary import refresh
from cms.seed import seed_site
from console.demo.cast import PASSWORD
from console.demo.play import STAGES, DemoFound, RealCasesFound, play


class Command(BaseCommand):
    """``manage.py demo --stage empty|intake|running|review``; refuses a database with real cases."""

    help = "Load real reference data and play the invented demo up to a stage."

    def add_arguments(self, parser: Any) -> None:
        """Take the stage."""
        parser.add_argument("--stage", choices=STAGES, default="review")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play, and print the accounts."""
        started = time.monotonic()
        try:
            cast = play(stage=options["stage"], report=self._say)
        except RealCasesFound as error:
            raise CommandError(
                "このデータベースには実際の案件があります。デモは読み込みません（何も変えていません）。"
            ) from error
        except DemoFound:
            self._say("デモは読み込み済みです。やり直すには、データベースを作り直してください。")
            return
        self._say("4/4 公開ページを作ります")
        seed_site()
        page = ZonePage.objects.get(slug="yabu")
        cast.people["editor"].groups.add(zone_editors(page))
        refresh()
        self._say(f"デモの用意ができました（{time.monotonic() - started:.0f}秒）。")
        self._say(f"\nデモの利用者（パスワードはすべて {PASSWORD}）")
        for address, what in cast.accounts():
            self._say(f"  {address:<36} {what}")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
