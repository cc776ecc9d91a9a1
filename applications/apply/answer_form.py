"""Answering a correction request: the named places of the plan, and nothing else."""

from typing import Any

from applications.apply.company_form import CompanyStepForm
from applications.apply.placed_form import Placed


class AnswerForm(Placed, CompanyStepForm):
    """The named fields of a correction request. A group that is named as a whole may gain and lose rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place_fields(self.case.application, self.case.named_facts())

    def inputs(self) -> dict[str, Any]:
        """Return the answers by the named paths."""
        return {"answers": self.answers()}
