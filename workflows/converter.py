"""How what goes through Temporal is written and read: the same for every process."""

from dataclasses import replace

from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import (
    DataConverter,
    DefaultFailureConverter,
    DefaultFailureConverterWithEncodedAttributes,
)

from workflows.encryption import Encryption
from workflows.encryption_keys import TemporalSettings


def encryption() -> Encryption:
    """With the keys that this process was told. Raises pydantic's ValidationError when they are none."""
    return Encryption(TemporalSettings().encryption_keys)


def data_converter(codec: Encryption | None = None) -> DataConverter:
    """`codec`: None: with the keys that this process was told."""
    codec = codec or encryption()
    seals = codec.keys.first is not None
    return replace(
        pydantic_data_converter,
        payload_codec=codec,
        # Messages and stack traces of errors are no payloads, unless they are made some.
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes
        if seals
        else DefaultFailureConverter,
    )
