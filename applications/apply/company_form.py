"""What all step forms of the company share."""

from casework.views import StepForm


class CompanyStepForm(StepForm):
    """Base of the company's step forms: errors come from the server, in one language."""

    use_required_attribute = False
