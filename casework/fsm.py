"""A protected state that survives validation, revisions and failed refreshes.

django-fsm's ``protected=True`` lifts its guard on the class while refreshing; here the guard is
lifted per instance, so one failed refresh cannot leave a whole process unprotected.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMFieldDescriptor, FSMFieldMixin, transition


class _Guard(FSMFieldDescriptor):
    def __set__(self, instance: Any, value: Any) -> None:
        if instance.__dict__.get("_fsm_refreshing"):
            self.field.set_state(instance, value)
        else:
            super().__set__(instance, value)


class StateField(FSMField):
    """A state that only steps change: always protected, indexed and off every form."""

    descriptor_class = _Guard

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(protected=True, editable=False, db_index=True)
        kwargs.setdefault("max_length", 30)
        super().__init__(*args, **kwargs)


class Case(models.Model):
    """What moves through ``perform()``: a state called ``status`` and a version that people see."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    if TYPE_CHECKING:  # every machine declares its own states
        status: str

        def get_status_display(self) -> str:
            """Return the label of the state."""

    class Meta:
        abstract = True

    @property
    def case_type(self) -> str:
        """Return the label that the trail, notices and files use."""
        return self._meta.label_lower

    @property
    def case_key(self) -> str:
        """Return the key of this case in the whole console."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone whose staff may see the case; empty when there is none."""
        return ""

    @property
    def parent(self) -> "Case | None":
        """Return the case on which this one hangs; it is locked first."""
        return None

    @classmethod
    def _protected(cls) -> set[str]:
        return {f.name for f in cls._meta.concrete_fields if isinstance(f, FSMFieldMixin)}

    def clean_fields(self, exclude: Any = None) -> None:
        """Validate everything but the protected state, which refuses assignment."""
        super().clean_fields(exclude=set(exclude or ()) | self._protected())

    def refresh_from_db(
        self, using: str | None = None, fields: Any = None, from_queryset: Any = None
    ) -> None:
        """Reload; the guard is open for this instance only, and closes whatever happens."""
        self.__dict__["_fsm_refreshing"] = True
        try:
            super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
        finally:
            self.__dict__.pop("_fsm_refreshing", None)


def staying(*states: str, field: str = "status", **options: Any) -> Callable[[Any], Any]:
    """Return the decorator of a step that may be taken in several states and leaves each as it is."""

    def decorate(method: Any) -> Any:
        for state in states:
            method = transition(field=field, source=state, target=state, **options)(method)
        return method

    return decorate


def state_is_known(states: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """Return the database's own check that a status is one of the known codes."""
    return models.CheckConstraint(condition=models.Q(status__in=states.values), name=name)
