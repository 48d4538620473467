"""A multipart body in, piece by piece; its fields and the bytes of its one file out. No sockets, no files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Protocol
from urllib.parse import unquote, urlsplit

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, MultipartState, parse_options_header

from api.errors import InvalidField, InvalidRequest

LONGEST_NAME = 200  # characters of a file name that are kept


Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Shape:
    """What a form may have."""

    accepted: tuple[str, ...]
    strict: bool = True  # a field that is not among them is refused; else it is passed over
    passed_over: tuple[str, ...] = ()  # all the same
    url: str = "audio_url"  # the field that may say where the recording is, instead of `file`
    empty: tuple[str, ...] = ("",)  # what such a field says where it says nothing
    old_names: Mapping[str, str] = field(default_factory=dict)  # of fields, and what they are called now
    most_fields: int = 150  # 100 keyterms and every other field
    longest_field: int = 64_000  # bytes: 100 keyterms as one JSON array


@dataclass(frozen=True)
class FileBegin:
    name: str | None


@dataclass(frozen=True)
class FileData:
    content: bytes


@dataclass(frozen=True)
class Field:
    name: str
    value: str


Event = FileBegin | FileData | Field


class Reader(Protocol):
    """Tells what is in a body that comes piece by piece."""

    def push(self, piece: bytes) -> Iterator[Event]: ...

    def end(self) -> Iterator[Event]:
        """The body is over: was it whole? What only now is known."""
        ...


class FormReader:
    """Raises InvalidRequest for what is not a form, InvalidField for what a form may not have."""

    def __init__(self, content_type: str | None, shape: Shape) -> None:
        self.shape = shape
        self._parser = MultipartParser(
            self._boundary(content_type),
            {
                "on_part_begin": self._part_begin,
                "on_header_field": self._header_field,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_part_data": self._part_data,
                "on_part_end": self._part_end,
            },
        )
        self._events: list[Event] = []
        self._header, self._value = b"", b""
        self._disposition = ""
        self._field = ""  # of the part that is being read
        self._content = bytearray()
        self._passed_over = False  # the part is of no interest
        self._fields = 0
        self._source: str | None = None

    def push(self, piece: bytes) -> Iterator[Event]:
        """What became known with this piece of the body."""
        try:
            self._parser.write(piece)
        except FormParserError as error:
            raise InvalidRequest(f"the body is not well-formed multipart/form-data: {error}") from error
        yield from self._events
        self._events.clear()

    def end(self) -> Iterator[Event]:
        if self._parser.state != MultipartState.END:
            raise InvalidRequest("the body ends before its closing boundary; the upload was cut short")
        if self._source is None:
            sources = [name for name in ("file", self.shape.url) if name in self.shape.accepted]
            wanted = " and no ".join(f"`{name}`" for name in sources)
            raise InvalidField(f"there is no {wanted} in the form; accepted fields: {self._known()}")
        return iter(())

    def _boundary(self, content_type: str | None) -> bytes:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            shown = (content_type or "no Content-Type")[:100]
            raise InvalidRequest(
                f"expected multipart/form-data with a `file`, got {shown}; accepted fields: {self._known()}"
            )
        if len(options[b"boundary"]) > 70:  # RFC 2046
            raise InvalidRequest("the multipart boundary is longer than 70 characters")
        return options[b"boundary"]

    def _part_begin(self) -> None:
        self._disposition = ""
        self._header, self._value = b"", b""
        self._content.clear()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value.decode("utf-8", "replace")
        self._header, self._value = b"", b""

    def _headers_finished(self) -> None:
        parameters = Message()
        parameters["Content-Disposition"] = " ".join(self._disposition.split())
        name = str(parameters.get_param("name", "", "Content-Disposition"))
        self._field = self.shape.old_names.get(name, name)
        self._passed_over = self._field not in self.shape.accepted
        if self._passed_over and self.shape.strict and self._field not in self.shape.passed_over:
            raise InvalidField(f"there is no field {self._field[:100]!r}; accepted fields: {self._known()}")
        if self._field == "file":
            self._take_source("file")
            self._events.append(FileBegin(display_name(parameters.get_filename())))
            return
        self._fields += 1
        if self._fields > self.shape.most_fields:
            raise InvalidField(f"the form has more than {self.shape.most_fields} fields")

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._field == "file":
            self._events.append(FileData(data[start:end]))
            return
        if self._passed_over:
            return
        self._content += data[start:end]
        if len(self._content) > self.shape.longest_field:
            raise InvalidField(f"{self._field} is longer than {self.shape.longest_field} bytes")

    def _part_end(self) -> None:
        if self._field == "file" or self._passed_over:
            return
        try:
            self._events.append(Field(self._field, self._content.decode()))
        except UnicodeDecodeError:
            raise InvalidField(f"{self._field} is not UTF-8 text") from None
        if self._field == self.shape.url and self._content.decode() not in self.shape.empty:
            self._take_source(self._field)

    def _take_source(self, name: str) -> None:
        if self._source == name:
            raise InvalidField(f"the form has more than one `{name}`; one recording makes one job")
        if self._source:
            both = f"both `file` and `{self.shape.url}`"
            raise InvalidField(f"the form has {both}; one recording makes one job")
        self._source = name

    def _known(self) -> str:
        return ", ".join(self.shape.accepted)


def display_name(name: str | None) -> str | None:
    """A file name fit to be shown: no folders, no control characters, not too long."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    shown = " ".join("".join(letter if letter.isprintable() else " " for letter in last).split())
    return shown[:LONGEST_NAME].strip() or None


def name_in(url: str | None) -> str | None:
    """What a URL calls its file: the end of its path."""
    return display_name(unquote(urlsplit(url or "").path.rstrip("/")))
