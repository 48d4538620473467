"""Paths that are native and OpenAI's: each request is handed to whom its headers or fields name."""

from fastapi import APIRouter, Request, Response

from api import dialect, engines, idempotency
from api.answers import AcceptedJob
from api.caller import READS, Writer
from api.engines import LiveEngines, ModelList
from api.errors import described
from api.openai import models, transcriptions
from api.openai.dialect import Wish
from api.openai.names import is_openai
from api.state import Here
from api.transcriptions import router as native

router = APIRouter(prefix="/v1")


@router.post(
    "/audio/transcriptions",
    status_code=201,
    response_model=AcceptedJob,
    tags=["transcriptions"],
    openapi_extra={**dialect.form(), "parameters": [idempotency.HEADER]},
    responses={
        201: {"headers": {"Location": {"description": "The job.", "schema": {"type": "string"}}}},
        **described(400, 409, 413, 422, 429, 503),
    },
)
async def submit(request: Request, response: Response, state: Here, caller: Writer) -> object:
    """Upload a recording; a job transcribes it."""
    wish = Wish(request.scope)
    job = await transcriptions.accept(request, state, caller, wish, wish.either)
    if wish.asked:
        return await transcriptions.answer(request, state, job, wish)
    response.headers["Location"] = f"{native.prefix}/{job.id}"
    return AcceptedJob(id=job.id, status=job.status, created_at=job.created_at, name=job.name)


@router.get(
    "/models", dependencies=READS, response_model=ModelList, tags=["engines"], responses=described(503)
)
def list_models(request: Request, live: LiveEngines) -> object:
    """Every model of every engine that transcribes."""
    if is_openai(request.scope):
        return Response(models.models(live).model_dump_json(), media_type="application/json")
    return engines.list_models(live)
