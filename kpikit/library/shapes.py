"""The shapes that every table in a library file is checked against."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from kpikit.domain.kpi import (
    Evidence,
    FactStatus,
    Licence,
    Standing,
)
from kpikit.text import Text, plain

MAX_WORDS = 10_000
MAX_NUMBER = 1_000_000_000
MAX_DECIMALS = 6
MAX_ITEMS = 200

LAX = Strict(strict=False)
"""For an enum: TOML can only hold its text."""


def _words(words: str) -> str:
    """Return content without edge space, or refuse what no reader can read."""
    clean = plain(words)
    if clean != words.replace("\r\n", "\n").replace("\r", "\n").strip():
        raise PydanticCustomError("control_character", "control character")
    if not any(character.isalnum() for character in clean):
        raise PydanticCustomError("empty_text", "no words")
    return clean


def _number(value: object) -> Decimal:
    """Return a number of ordinary size: TOML also knows nan, inf and 1e999999."""
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        raise PydanticCustomError("number_type", "not a number")
    # Before Decimal() is asked to write out a number of a million digits.
    if isinstance(value, int) and value.bit_length() > MAX_NUMBER.bit_length():
        raise PydanticCustomError("strange_number", "too large")
    number = Decimal(value)
    if not number.is_finite() or abs(number) > MAX_NUMBER:
        raise PydanticCustomError("strange_number", "not finite, or too large")
    if int(number.as_tuple().exponent) < -MAX_DECIMALS:
        raise PydanticCustomError("strange_number", "too many decimals")
    return number


Words = Annotated[str, Field(max_length=MAX_WORDS), AfterValidator(_words)]
Number = Annotated[Decimal, BeforeValidator(_number)]
AtLeastZero = Annotated[Number, Field(ge=0)]
Count = Annotated[int, Field(ge=0, le=MAX_NUMBER)]
Version = Annotated[int, Field(ge=1, le=MAX_NUMBER)]
Year = Annotated[int, Field(ge=1900, le=2100)]
KpiName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,7}-[0-9]{2,3}$")]
Id = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)
]
Link = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s<>\"\\]+$", max_length=500)
]
Doi = Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/\S+$", max_length=200)]


class Shape(BaseModel):
    """A table of a file; ``makes`` is the value of the domain that it stands for."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    makes: ClassVar[Callable[..., Any]]
    only_in_file: ClassVar[frozenset[str]] = frozenset()
    """Fields that steer the reading and are no part of the value."""

    def parts(self) -> dict[str, Any]:
        """Return the fields as values of the domain."""
        return {
            name: _value(getattr(self, name))
            for name in type(self).model_fields
            if name not in self.only_in_file
        }

    def made(self) -> Any:  # noqa: ANN401 - each shape makes its own type
        """Return the value of the domain."""
        return self.makes(**self.parts())


def _value(part: object) -> object:
    """Return a field as the domain has it: shapes as values, lists as tuples."""
    if isinstance(part, Shape):
        return part.made()
    if isinstance(part, list):
        return tuple(_value(each) for each in part)
    return part


class TextShape(Shape):
    """Content in both languages."""

    makes = Text

    nl: Words
    en: Words


class FactShape(Shape):
    """A table that says how sure its facts are; the domain calls that a standing."""

    status: Annotated[FactStatus, LAX]
    sources: list[Id] = Field(default=[], max_length=MAX_ITEMS)
    note: TextShape | None = None

    def parts(self) -> dict[str, Any]:
        """Return the fields, with the three of the standing as one."""
        parts = super().parts()
        names = ("status", "sources", "note")
        standing = Standing(**{name: parts.pop(name) for name in names})
        return parts | {"standing": standing}


class LicenceShape(FactShape):
    """The terms of use."""

    makes = Licence

    name: TextShape
    link: Link | None = None


class EvidenceShape(FactShape):
    """What a source says."""

    makes = Evidence

    says: TextShape
