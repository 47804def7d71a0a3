"""One content has one text and one hash; what is written can be read back whole."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import (
    Baseline,
    MeasuredAmbition,
    NarrativeAmbition,
)
from kpikit.domain.selection import Overrule
from kpikit.snapshot import (
    UnreadableSnapshot,
    canonical,
    content_hash,
    dump,
    from_canonical,
    load,
    text_hash,
)
from tests.domain.builders import (
    make_ambition,
    make_baseline,
    make_dossier,
    make_filled,
    make_level_ambition,
    number,
)

WHOLE = make_dossier()


def survives_json(text: str) -> bool:
    """Say whether no two halves of one character stand side by side."""
    return text == text.encode("utf-16", "surrogatepass").decode(
        "utf-16", "surrogatepass"
    )


SIMPLE: dict[object, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(), max_size=6).filter(survives_json),
    int: st.integers(),
    bool: st.booleans(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    NoneType: st.none(),
}


def values(of: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any type of the domain
    """Return a strategy for values of a type, with every field drawn."""
    of = getattr(of, "__supertype__", of)
    if of in SIMPLE:
        return SIMPLE[of]
    if get_origin(of) in (Union, UnionType):
        return st.one_of([values(each) for each in get_args(of)])
    if get_origin(of) is tuple:
        return st.lists(values(get_args(of)[0]), max_size=1).map(tuple)
    if issubclass(of, Enum):
        return st.sampled_from(of)
    hints = get_type_hints(of)
    drawn = {f.name: values(hints[f.name]) for f in fields(of) if f.name != "revision"}
    return st.builds(of, **drawn)


def changes(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - the same
    """Yield the value with one part of it changed, and the name of that part."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for where, changed in changes(getattr(value, field.name)):
                yield (
                    f"{field.name}{where}",
                    replace(value, **{field.name: changed}),
                )
    elif isinstance(value, tuple):
        if value:
            yield "[-]", value[:-1]
        for place, each in enumerate(value):
            for where, changed in changes(each):
                yield (
                    f"[{place}].{where}",
                    (*value[:place], changed, *value[place + 1 :]),
                )
    elif value is not None:
        yield "", changed_leaf(value)


def changed_leaf(value: object) -> object:
    """Return another value of the same type."""
    match value:
        case bool():
            return not value
        case Enum():
            return next(each for each in type(value) if each is not value)
        case str():
            return value + " "
        case date():
            return value + timedelta(days=1)
        case int() | Decimal():
            return value + 1
    raise TypeError(type(value).__name__)


CHANGES = list(changes(WHOLE))


def test_a_dossier_is_read_back_whole() -> None:
    """What was signed is what is read."""
    assert WHOLE == from_canonical(canonical(WHOLE))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(values(Dossier))
def test_any_dossier_is_read_back_whole(dossier: Dossier) -> None:
    """Whatever stands in it, two different dossiers never share one text."""
    text = canonical(dossier)
    assert dossier == from_canonical(text)
    assert text.isascii()


@pytest.mark.parametrize(
    "changed", [pytest.param(new, id=where) for where, new in CHANGES]
)
def test_any_change_changes_the_hash(changed: Dossier) -> None:
    """Each single field of the whole dossier counts, except the revision counters."""
    same_content = from_canonical(canonical(changed)) == WHOLE
    assert same_content == (content_hash(WHOLE) == content_hash(changed))


def test_revision_counters_are_no_content() -> None:
    """How often something was edited does not change what is agreed."""
    counters = [new for where, new in CHANGES if where.endswith("revision")]
    # the agreement, two ambitions, two plans and two arrangements
    assert 7 == len(counters)
    assert {content_hash(WHOLE)} == {content_hash(new) for new in counters}
    others = [new for where, new in CHANGES if not where.endswith("revision")]
    assert content_hash(WHOLE) not in {content_hash(new) for new in others}


@pytest.mark.parametrize(
    "forms",
    [
        ("75", "75.0", "7.5E+1", "075", "0.75E+2"),
        ("0", "0.00", "-0", "0E+7", "-0E-9"),
        ("0.05", "5E-2", "0.0500"),
        ("-12.5", "-1.25E+1"),
        ("1E+40", "10E+39", "1.0E+40"),
        ("123E-60", "1.230E-58"),
        ("1E+999999", "10E+999998"),
    ],
)
def test_one_number_has_one_form(forms: tuple[str, ...]) -> None:
    """However a number was typed, the text and the hash are the same."""
    texts = set()
    for form in forms:
        ambition = make_ambition(baseline=make_baseline(Decimal(form)))
        texts.add(canonical(replace(WHOLE, ambitions=(ambition,))))
        arrangement = replace(make_filled("bundle"), terms=(number("price", form),))
        texts.add(dump(arrangement))
        assert Decimal(form) == load(Baseline, dump(ambition.baseline)).value
    assert 2 == len(texts)


@pytest.mark.parametrize(
    ("number_", "written"),
    [
        ("7.5E+1", "75"),
        ("100", "100"),
        ("0.10", "0.1"),
        ("-0", "0"),
        ("1E+40", "1.0E+40"),
        ("-123E-60", "-1.23E-58"),
        ("12345678901234567890123456789.5", "12345678901234567890123456789.5"),
    ],
)
def test_numbers_are_written_for_people_where_that_is_short(
    number_: str, written: str
) -> None:
    """Every digit is kept, and none is added."""
    content = json.loads(dump(Baseline(value=Decimal(number_))))
    assert written == content["value"]


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_no_digit_of_a_number_is_lost(value: Decimal) -> None:
    """Writing and reading gives an equal number, and a form that stays."""
    text = dump(Baseline(value=value))
    read = load(Baseline, text)
    assert value == read.value
    assert text == dump(read)


@pytest.mark.parametrize("odd", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_written(odd: str) -> None:
    """Nobody could read it back, so it is refused before it is signed."""
    ambition = make_ambition(baseline=make_baseline(Decimal(odd)))
    with pytest.raises(UnreadableSnapshot):
        canonical(replace(WHOLE, ambitions=(ambition,)))


def test_the_text_is_canonical() -> None:
    """Sorted keys and no spaces, also when the JSON came in another order."""
    text = canonical(WHOLE)
    content = json.loads(text)
    assert text == json.dumps(content, sort_keys=True, separators=(",", ":"))
    shuffled = json.dumps(reordered(content), indent=2)
    assert shuffled != text
    assert text == canonical(from_canonical(shuffled))


def reordered(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return JSON with the keys of each object in the opposite order."""
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in sorted(value, reverse=True)}
    return [reordered(each) for each in value] if isinstance(value, list) else value


def test_the_hash_is_of_the_text() -> None:
    """Anybody can recompute it: SHA-256 over the ASCII text."""
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert expected == text_hash("abc")
    assert text_hash(canonical(WHOLE)) == content_hash(WHOLE)


@pytest.mark.parametrize("ambition", [make_ambition(), make_level_ambition()])
def test_the_two_types_of_ambition_stay_apart(
    ambition: MeasuredAmbition | NarrativeAmbition,
) -> None:
    """A number is never read as a level, though both have a KPI and years."""
    dossier = replace(WHOLE, ambitions=(ambition,))
    (read,) = from_canonical(canonical(dossier)).ambitions
    assert type(ambition) is type(read)


def test_rows_of_values_are_written_by_their_type() -> None:
    """A tuple of values comes back as it was."""
    rows = (Overrule(rule="size", reason="zo"), Overrule(rule="reuse", reason="Ω\n"))
    text = dump(rows)
    assert (
        '[{"reason":"zo","rule":"size"},{"reason":"\\u03a9\\n","rule":"reuse"}]' == text
    )
    assert rows == load(tuple[Overrule, ...], text)


WRAPPED = json.loads(canonical(WHOLE))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '{"format":1}',
        '{"format":1,"dossier":{}}',
        json.dumps({**WRAPPED, "format": 2}),
        json.dumps({**WRAPPED, "dossier": {**WRAPPED["dossier"], "hidden": 1}}),
        "[" * 100_000,
        "9" * 10_000,
    ],
)
def test_other_content_is_refused_in_words(text: str) -> None:
    """No JSON, another format, too little, or more than an agreement holds."""
    with pytest.raises(UnreadableSnapshot):
        from_canonical(text)


def test_nothing_more_than_the_type_is_read() -> None:
    """A field that kpikit does not know is not silently dropped, however deep."""
    content = json.loads(canonical(WHOLE))
    content["dossier"]["arrangements"][0]["terms"][0]["bonus"] = "5"
    with pytest.raises(UnreadableSnapshot):
        from_canonical(json.dumps(content))
    with pytest.raises(UnreadableSnapshot):
        load(Baseline, '{"value":"1","bonus":"5"}')
