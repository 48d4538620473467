"""Where keys are on and there is none yet: an admin's, shown to whoever starts the server."""

from activities.keys import Keys, NewKey
from api.caller import SCOPES

WORDS = "No key was there yet. This one may do everything; it is shown now and never again:"


def make(keys: Keys) -> str | None:
    """Its secret, for one of the processes that start together; None: there are keys."""
    made = keys.create_first(NewKey(tenant="default", name="first key", scopes=SCOPES))
    return made and made[1]
