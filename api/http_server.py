"""How uvicorn serves the API, wherever it runs."""

from typing import Any

import uvicorn
from fastapi import FastAPI

GRACE = 10  # seconds that requests get to finish
IDLE = 75  # seconds for which a connection is kept: longer than clients keep theirs, so that they close first


def config(app: FastAPI, **where: Any) -> uvicorn.Config:
    """`where`: host and port, and what else is to be other than usual."""
    usual: dict[str, Any] = {
        "log_config": None,
        "access_log": False,
        "timeout_graceful_shutdown": GRACE,
        "timeout_keep_alive": IDLE,
        # Audio that is taken slowly holds up its client's pongs: silence is noticed in another way.
        "ws_ping_timeout": None,
        "ws_per_message_deflate": False,
        "ws_max_queue": 4,  # messages, of up to 16 MiB each
    }
    return uvicorn.Config(app, **usual | where)
