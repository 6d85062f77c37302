"""The Bot API as aiogram has written it down: nobody here wrote that model, so it judges our server and our bot alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any

from pydantic import TypeAdapter, ValidationError

Params = dict[str, Any]


@dataclass(slots=True)
class Referee:
    """Reads everything that is said between a bot and the local server, and remembers what Telegram would not say."""

    complaints: list[str] = field(default_factory=list)

    def prepare(self) -> None:
        """Load the model before the bot's clock runs: on a busy machine that takes longer than a bot waits."""
        types()
        methods()

    def update(self, update: Mapping[str, Any]) -> None:
        """An update on its way to the bot."""
        self._look("update", types().Update, update)

    def request(self, method: str, params: Params) -> None:
        """A call of the bot."""
        model = getattr(methods(), _class_name(method), None)
        if model is None:
            self.complaints.append(f"{method}: aiogram knows no such method")
            return
        self._look(f"request {method}", model, params)

    def answer(self, method: str, result: Any) -> None:
        """What the server says to a call; updates are judged one by one as they come in."""
        if method != "getUpdates":
            model = getattr(methods(), _class_name(method)).__returning__
            self._look(f"answer to {method}", model, result)

    def verdict(self) -> None:
        """Raises if anything was not as Telegram would have it."""
        if self.complaints:
            raise AssertionError("not the Bot API as aiogram knows it:\n" + "\n".join(self.complaints))

    def _look(self, what: str, model: Any, value: Any) -> None:
        self.complaints += [f"{what}: {complaint}: {value!r}" for complaint in complaints(model, value)]


def complaints(model: Any, value: Any) -> list[str]:
    """What is wrong with a JSON value: fields missing, of another type, or unknown to the model.

    A value that comes out of the model differently was bent to fit into it ("7" for 7).
    """
    adapter = _adapter(model)
    try:
        read = adapter.validate_python(value)
    except ValidationError as error:
        return [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
    unknown = _unknown(read)
    back = adapter.dump_python(read, mode="json", by_alias=True, exclude_unset=True)
    bent = [] if unknown or back == value else [f"aiogram reads it as {back!r}"]
    return [f"unknown field {name}" for name in unknown] + bent


def _unknown(read: Any, path: str = "") -> list[str]:
    """Names of the fields, at any depth, that the model does not know."""
    if isinstance(read, list):
        return [name for index, each in enumerate(read) for name in _unknown(each, f"{path}{index}.")]
    extra = getattr(read, "model_extra", None)
    if extra is None:
        return []
    inner = ((name, getattr(read, name)) for name in read.model_fields_set if name not in extra)
    deeper = [found for name, each in inner for found in _unknown(each, f"{path}{name}.")]
    return [path + name for name in extra] + deeper


def _class_name(method: str) -> str:
    return method[0].upper() + method[1:]


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def types() -> ModuleType:
    """aiogram's types; loaded only now, because that takes two seconds."""
    import aiogram.types  # noqa: PLC0415 - see above

    return aiogram.types


def methods() -> ModuleType:
    """aiogram's methods, as late as its types."""
    import aiogram.methods  # noqa: PLC0415 - see above

    return aiogram.methods
