"""What the office's page of a case says of a filing on paper."""

from typing import Any

from applications.codes import Channel


def paper_context(application: Any, _user: Any) -> dict[str, Any]:
    """Return whether the application came on paper; the page shows its arrival, entry and receipt."""
    return {"came_on_paper": application.channel != Channel.ONLINE}
