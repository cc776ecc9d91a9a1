"""A choice among rows of a case, each called by a function."""

from typing import Any

from django import forms


class Choosing(forms.ModelChoiceField):
    """A choice among rows; ``name_of`` says what each is called."""

    def __init__(self, *args: Any, name_of: Any = str, **kwargs: Any) -> None:
        self.name_of = name_of
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Return what the row is called."""
        return self.name_of(obj)
