"""A browser's pass for the codec: Temporal's own interface sends cookies along, and knows no keys of ours."""

from fastapi import APIRouter, Request, Response
from starlette.requests import HTTPConnection

from activities.keys import TOKEN
from api import codec_origin
from api.caller import LOCAL, Admin
from api.keyring import secret_in
from api.settings import ApiSettings
from api.state import Here
from api.temporal_codec import PREFIX
from api.tokens import TokenWanted, issue

COOKIE = "dalston_codec"
SECONDS = 3600  # for which a pass is good
OPENED = {f"{PREFIX}/decode", f"{PREFIX}/encode"}  # with it

router = APIRouter(prefix=PREFIX, tags=["operation"])


@router.post("/pass", status_code=204)
async def give_codec_pass(request: Request, response: Response, state: Here, caller: Admin) -> None:
    """A cookie for an hour with which pages of Temporal's own interface open payloads, and nothing else."""
    if caller.key_id == LOCAL:
        return  # nobody is asked for a key
    secret = secret_in(request.headers) or ""
    if not secret.startswith(TOKEN):
        secret = (await issue(TokenWanted(scopes=["admin"], ttl=SECONDS), state, caller)).token
    # Over HTTPS the interface may be of another site; over HTTP browsers send cookies within one only.
    secure = state.settings.temporal_ui_url.startswith("https:")
    response.set_cookie(
        COOKIE,
        secret,
        max_age=SECONDS,
        path=PREFIX,
        httponly=True,
        secure=secure,
        samesite="none" if secure else "strict",
    )


def shown(request: HTTPConnection, settings: ApiSettings) -> str | None:
    """The pass that a page of Temporal's own interface brings along, to what a pass opens."""
    if request.scope["path"] in OPENED and codec_origin.welcome(request.scope, settings):
        return request.cookies.get(COOKIE)
    return None
