"""Background jobs of the reform ledger; each may run twice or not at all."""

from django_tasks import task

from cms.reform.summary import refresh


@task()
def refresh_reform() -> str:
    """Compute the figures anew; returns the moment of the computation."""
    return refresh().built_at.isoformat()
