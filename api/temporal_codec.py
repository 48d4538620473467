"""For Temporal's own interface and its command: payloads as Temporal keeps them in, the same opened out.

The protocol is theirs: https://docs.temporal.io/codec-server. Sealing is needed by whoever starts or signals
workflows by hand.
"""

from base64 import b64decode
from typing import Annotated, Any

from fastapi import APIRouter
from google.protobuf.json_format import MessageToDict, ParseDict, ParseError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from temporalio.api.common.v1 import Payloads

from api.bounded import BoundedRoute
from api.caller import Admin
from api.errors import InvalidField, described
from api.state import Here
from workflows.encryption import Sealed

PREFIX = "/v1/temporal/codec"
PLAIN: dict[str, Any] = {"metadata": {"encoding": "anNvbi9wbGFpbg=="}, "data": "ImEgdGVzdCI="}

router = APIRouter(prefix=PREFIX, tags=["operation"], route_class=BoundedRoute)


def base64(text: str) -> str:
    try:
        b64decode(text, validate=True)
    except ValueError:
        raise ValueError("this is not base64") from None
    return text


Base64 = Annotated[str, AfterValidator(base64)]


class ShownPayload(BaseModel):
    metadata: dict[str, Base64] = Field(default_factory=dict, description="Values are base64.")
    data: Base64 = Field("", description="Base64.", examples=["ImEgdGVzdCI="])


class ShownPayloads(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"payloads": [PLAIN]}]})

    payloads: list[ShownPayload] = Field(default_factory=list)


@router.post("/decode", responses=described(400, 413))
async def decode_payloads(asked: ShownPayloads, state: Here, caller: Admin) -> ShownPayloads:
    """Payloads of Temporal's opened; those that are not sealed stay as they are."""
    try:
        return shown(await state.codec.decode(read(asked)))
    except Sealed as error:
        raise InvalidField(str(error)) from error


@router.post("/encode", responses=described(400, 413))
async def encode_payloads(asked: ShownPayloads, state: Here, caller: Admin) -> ShownPayloads:
    """Payloads sealed with the first of the keys; as they are where there are none."""
    return shown(await state.codec.encode(read(asked)))


def read(asked: ShownPayloads) -> list[Any]:
    """Raises InvalidField."""
    try:
        return list(ParseDict(asked.model_dump(), Payloads()).payloads)
    except ParseError as error:
        raise InvalidField("payloads: these are none of Temporal's") from error


def shown(payloads: list[Any]) -> ShownPayloads:
    return ShownPayloads.model_validate(MessageToDict(Payloads(payloads=payloads)))
