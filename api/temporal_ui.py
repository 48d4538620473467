"""Where Temporal's own interface shows a workflow. It shows every tenant's, so only admins hear of it."""

from urllib.parse import quote

from api.caller import Caller
from api.state import State


def page(state: State, caller: Caller, workflow_id: str) -> str | None:
    """The URL of a workflow's page; None: nobody said where the interface is, or it is not the caller's."""
    base = state.settings.temporal_ui_url
    if not base or not caller.may("admin"):
        return None
    namespace = state.live.temporal.namespace if state.live.temporal else "default"
    return f"{base}/namespaces/{quote(namespace, safe='')}/workflows/{quote(workflow_id, safe='')}"
