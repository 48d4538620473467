"""OpenAI's form as a dialect, for one request: what it asks for is known once its fields are read."""

from starlette.types import Scope

from activities.engines import Task
from api import errors
from api.dialect import OURS, Dialect
from api.errors import ApiError
from api.form import Fields, Shape
from api.openai import fields as forms
from api.openai.errors import write
from api.openai.fields import Asked
from api.openai.names import is_openai


class ModelNotFound(ApiError):
    status, code = 404, "model_not_found"

    def __init__(self, message: str) -> None:
        super().__init__(message, param="model")


class Wish:
    """What a request asks of the answer. `asked` is None as long as it does not speak OpenAI's dialect."""

    def __init__(self, scope: Scope, task: Task = "transcribe") -> None:
        self.asked: Asked | None = None
        self._scope, self._task = scope, task

    @property
    def dialect(self) -> Dialect:
        return Dialect("openai", forms.SHAPE, self._translate, attaches=True)

    @property
    def either(self) -> Dialect:
        """On a path that is native as well: told by the headers, else by the fields."""
        if is_openai(self._scope):
            return self.dialect
        both = tuple(dict.fromkeys((*OURS.shape.accepted, *forms.READ)))
        shape = Shape(both, passed_over=forms.IGNORED)
        return Dialect("either", shape, OURS.translate, told_by=self._tell)

    def _tell(self, fields: Fields) -> Dialect:
        if not forms.is_theirs(fields):
            return OURS
        errors.speak(self._scope, write)
        return self.dialect

    def _translate(self, fields: Fields) -> Fields:
        self.asked = forms.read(fields, self._task)
        return forms.native(fields, self.asked)
