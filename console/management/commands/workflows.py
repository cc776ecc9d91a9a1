"""Redraws the state diagrams in the apps' READMEs from the running machines."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from casework.fsm import Case
from casework.transitions import transitions_of

BEGIN, END = "<!-- workflow -->", "<!-- /workflow -->"


def diagram(model: type[Case]) -> str:
    """Return one machine as Mermaid text, with labels of steps and the roles that take them."""
    labels = dict(model._meta.get_field("status").choices)
    lines = [f"### {model._meta.verbose_name}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {code}: {label}" for code, label in labels.items()]
    lines.append(f"    [*] --> {model._meta.get_field('status').default}")
    for t in transitions_of(model):
        roles = "・".join(dict.fromkeys(_role_labels(t.permission)))
        lines.append(f"    {t.source} --> {t.target}: {t.custom['label']}（{roles}）")
    return "\n".join([*lines, "```", ""])


def _role_labels(role: Any) -> list[str]:
    return [str(role.label), *(label for other in role.others for label in _role_labels(other))]


def section(app_label: str) -> str:
    """Return all machines of an app."""
    models = [m for m in apps.get_app_config(app_label).get_models() if issubclass(m, Case)]
    return "\n".join(diagram(m) for m in models)


def redrawn(text: str, app_label: str) -> str:
    """Return a README with its diagrams drawn anew."""
    head, _begin, rest = text.partition(BEGIN)
    _old, _end, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{section(app_label)}\n{END}{tail}"


class Command(BaseCommand):
    """``manage.py workflows [--check]``."""

    help = "Redraw the state diagrams in the apps' READMEs."

    def add_arguments(self, parser: Any) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Redraw, or fail when a diagram is out of date."""
        stale = []
        with translation.override("ja"):
            for readme in sorted(Path(settings.BASE_DIR).glob("*/README.md")):
                text = readme.read_text(encoding="utf-8")
                if BEGIN not in text:
                    continue
                fresh = redrawn(text, readme.parent.name)
                if fresh != text:
                    stale.append(readme.parent.name)
                    if not options["check"]:
                        readme.write_text(fresh, encoding="utf-8")
        if options["check"] and stale:
            raise CommandError(f"Diagrams out of date, run make workflows: {', '.join(stale)}")
        self.stdout.write(f"redrawn: {', '.join(stale) or 'nothing'}")
