"""Say in both languages what pydantic found wrong."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kpikit.library.lines import Path
from kpikit.library.place import Place, dotted, shown
from kpikit.problems import Problem
from kpikit.text import Text

MAX_PROBLEMS = 100
"""Of one file: whoever mends these sees the rest."""

_LANGUAGE_NAMES = {
    "nl": Text(nl="Nederlandse", en="Dutch"),
    "en": Text(nl="Engelse", en="English"),
}
_TYPES = {
    "bool_type": Text(nl="true of false", en="true or false"),
    "date_type": Text(nl="een datum als 2026-11-22", en="a date such as 2026-11-22"),
    "dict_type": Text(nl="een tabel met velden", en="a table with fields"),
    "int_type": Text(nl="een geheel getal", en="a whole number"),
    "list_type": Text(nl="een lijst [...]", en="a list [...]"),
    "model_type": Text(nl="een tabel met velden", en="a table with fields"),
    "number_type": Text(nl="een getal", en="a number"),
    "string_type": Text(
        nl="tekst tussen aanhalingstekens", en="text between quotation marks"
    ),
}
_TYPES["model_attributes_type"] = _TYPES["model_type"]

Told = tuple[str, Text]


def problems_of(
    error: ValidationError, place: Place, model: type[BaseModel], base: Path = ()
) -> Iterator[Problem]:
    """Yield each error as a problem with its line; at most ``MAX_PROBLEMS``.

    ``base`` is where in the file the table stands that was checked.
    """
    details = error.errors(include_url=False, include_context=True)
    for detail in details[:MAX_PROBLEMS]:
        inner = tuple(detail["loc"])
        code, text = _told(detail, inner, model)
        path = base + inner
        name, where = dotted(path), place.where(path)
        if name and not where.endswith(f": {name}"):  # without a line it is there
            text = Text(nl=f"{name}: {text.nl}", en=f"{name}: {text.en}")
        yield Problem(code, where, text)
    if len(details) > MAX_PROBLEMS:
        more = len(details) - MAX_PROBLEMS
        words = Text(nl=f"En nog {more} problemen.", en=f"And {more} more problems.")
        yield Problem("too_many_problems", place.name, words)


def _told(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Told:
    """Return our code and words for one error."""
    kind = detail["type"]
    if kind in _TYPES:
        return "wrong_type", Text(
            nl=f"Hier hoort {_TYPES[kind].nl}.", en=f"This takes {_TYPES[kind].en}."
        )
    teller = _TELLERS.get(kind)
    if teller is None:
        return "not_valid", Text(
            nl=f"Deze waarde klopt niet ({kind}).",
            en=f"This value is not right ({kind}).",
        )
    return teller(detail, path, model)


def _missing(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Told:  # noqa: ARG001 - one signature for all
    """Tell of a field, or of one of the two languages, that is not there."""
    language = _LANGUAGE_NAMES.get(_last(path))
    if language is not None:
        return "missing_language", Text(
            nl=f"De {language.nl} tekst ontbreekt.",
            en=f"The {language.en} text is missing.",
        )
    return "missing_field", Text(nl="Dit veld ontbreekt.", en="This field is missing.")


def _unknown(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Told:  # noqa: ARG001
    """Tell of a field that kpikit does not know, with the likely one."""
    close = get_close_matches(_last(path)[:40], _fields_at(model, path[:-1]), n=1)
    hint = (
        Text(nl=f" Bedoelt u ‘{close[0]}’?", en=f" Do you mean ‘{close[0]}’?")
        if close
        else Text(nl="", en="")
    )
    return "unknown_field", Text(
        nl=f"Dit veld kent kpikit niet.{hint.nl}",
        en=f"kpikit does not know this field.{hint.en}",
    )


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the names of the fields that the table at ``path`` may have."""
    here: type[BaseModel] | None = model
    for part in path:
        if here is None:
            return []
        if isinstance(part, str):
            field = here.model_fields.get(part)
            here = None if field is None else _model_in(field.annotation)
    return [] if here is None else list(here.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model inside ``list[Model]`` or ``Model | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inside = (_model_in(each) for each in get_args(annotation))
    return next((each for each in inside if each is not None), None)


def _not_allowed(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Told:  # noqa: ARG001
    """Tell which values are allowed."""
    choices = str(detail.get("ctx", {}).get("expected", "")).replace("'", "")
    given = _given(detail["input"])
    return "not_allowed_value", Text(
        nl=f"{given} mag hier niet. Kies uit: {choices.replace(' or ', ' of ')}.",
        en=f"{given} is not allowed here. Choose from: {choices}.",
    )


def _empty(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Told:  # noqa: ARG001
    """Tell of a text without words."""
    return "empty_text", Text(nl="Hier staat geen tekst.", en="There is no text here.")


def _form(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Told:  # noqa: ARG001
    """Tell how an id, link or DOI is written."""
    form = _FORMS.get(_last(path), _FORMS["id"])
    given = _given(detail["input"])
    return "wrong_form", Text(
        nl=f"{given} is niet goed geschreven. {form.nl}",
        en=f"{given} is not written well. {form.en}",
    )


def _out_of_range(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Told:  # noqa: ARG001
    """Tell the limit that a number passes."""
    context = detail.get("ctx", {})
    names = {
        "ge": Text(nl="minstens", en="at least"),
        "gt": Text(nl="meer dan", en="more than"),
        "le": Text(nl="hoogstens", en="at most"),
    }
    key = next((each for each in names if each in context), "ge")
    limit = context.get(key, 0)
    return "out_of_range", Text(
        nl=f"Dit getal moet {names[key].nl} {limit} zijn.",
        en=f"This number must be {names[key].en} {limit}.",
    )


def _size(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Told:  # noqa: ARG001
    """Tell that there is too much or too little."""
    context = detail.get("ctx", {})
    most = context.get("max_length")
    if most is not None:
        return "too_long", Text(
            nl=f"Dit is te lang: hoogstens {most}.", en=f"Too long: at most {most}."
        )
    least = context.get("min_length", 1)
    return "too_short", Text(
        nl=f"Dit is te kort: minstens {least}.", en=f"Too short: at least {least}."
    )


def _control(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Told:  # noqa: ARG001
    """Tell of signs that no reader can see."""
    return "control_character", Text(
        nl="Hier staat een onzichtbaar stuurteken in. Haal het weg.",
        en="There is an invisible control character in this. Remove it.",
    )


def _strange(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> Told:  # noqa: ARG001
    """Tell of a number that no KPI can have."""
    return "out_of_range", Text(
        nl="Dit getal is te groot, of heeft te veel cijfers achter de komma.",
        en="This number is too large, or has too many decimals.",
    )


def _last(path: Path) -> str:
    """Return the name of the field: the last part that is not a number."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _given(value: Any) -> str:  # noqa: ANN401 - whatever a file holds
    """Return a value of a file between quotation marks, or its sort if it is big."""
    if isinstance(value, Enum):
        value = value.value
    return f"‘{shown(value)}’" if isinstance(value, str) else "…"


_TELLERS: dict[str, Callable[[ErrorDetails, Path, type[BaseModel]], Told]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _not_allowed,
    "literal_error": _not_allowed,
    "empty_text": _empty,
    "control_character": _control,
    "string_pattern_mismatch": _form,
    "strange_number": _strange,
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "too_long": _size,
    "too_short": _size,
    "string_too_long": _size,
    "string_too_short": _empty,
}
_FORMS = {
    "id": Text(
        nl="Een KPI heet als PAT-01; al het andere in kleine letters, cijfers en "
        "streepjes.",
        en="A KPI is called like PAT-01; all else in small letters, digits and "
        "hyphens.",
    ),
    "link": Text(
        nl="Een adres begint met https:// of http://.",
        en="An address begins with https:// or http://.",
    ),
    "doi": Text(
        nl="Een DOI begint met 10. en staat er zonder https://doi.org/.",
        en="A DOI begins with 10. and stands without https://doi.org/.",
    ),
}
