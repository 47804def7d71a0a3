"""The line of each key, checked against what tomllib reads."""

import json
import tomllib

from hypothesis import given
from hypothesis import strategies as st

from kpikit.library.lines import Path, line_of, lines_of

TEXT = '''# a comment with [brackets] and a = sign
first = 1
"quoted key" = "a \\" b = c"
dotted.inner = 2

[table]
multi = """
fake = 1
[not.a.table]
"""
after = 3
when = 1979-05-27 07:32:00
inline = {x = 1, y = {z = "}"}}
list = [
  1, # one
  "two]",
  {three = 3},
]

[[item]]
name = "a"

[[item]]
name = "b"

[item.sub]
deep = true

[[item.part]]
n = 1

[[item.part]]
n = 2
'''


def test_each_key_has_its_line() -> None:
    """Strings over several lines, comments, inline tables and arrays do not mislead."""
    tomllib.loads(TEXT)
    lines = lines_of(TEXT)
    expected: dict[Path, int] = {
        ("first",): 2,
        ("quoted key",): 3,
        ("dotted", "inner"): 4,
        ("table",): 6,
        ("table", "multi"): 7,
        ("table", "after"): 11,
        ("table", "when"): 12,
        ("table", "inline", "y", "z"): 13,
        ("table", "list"): 14,
        ("table", "list", 1): 16,
        ("table", "list", 2, "three"): 17,
        ("item", 0): 20,
        ("item", 0, "name"): 21,
        ("item", 1, "name"): 24,
        ("item", 1, "sub", "deep"): 27,
        ("item", 1, "part", 0, "n"): 30,
        ("item", 1, "part", 1, "n"): 33,
    }
    assert expected == {path: lines.get(path) for path in expected}
    assert ("fake",) not in lines
    assert ("not",) not in lines


def test_a_missing_key_has_the_line_of_its_table() -> None:
    """What is not there is told at the table in which it should be."""
    lines = lines_of(TEXT)
    assert 6 == line_of(lines, ("table", "gone"))
    assert 23 == line_of(lines, ("item", 1, "gone", "deeper"))
    assert None is line_of(lines, ("gone",))


KEYS = st.text("abcdefgh-_", min_size=1, max_size=6)
VALUES = st.recursive(
    st.one_of(
        st.integers(-9, 9).map(str),
        st.booleans().map(lambda value: str(value).lower()),
        # Control characters aside, a JSON text is a TOML text as it stands.
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8).map(
            lambda text: json.dumps(text, ensure_ascii=False)
        ),
        st.text("ab'c\"#=[]{}\n,", max_size=9).map(
            lambda text: '"""\n' + text.replace('"""', "") + ' """'
        ),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda v: f"[\n{','.join(v)}]"),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_every_key_that_tomllib_reads_is_found_on_its_line(
    values: dict[str, str],
) -> None:
    """For any values, each key is found on the line on which it was written."""
    text, expected = "", {}
    for key, value in values.items():
        expected[key] = text.count("\n") + 1
        text += f"{key} = {value}\n"
    assert set(values) == set(tomllib.loads(text))
    lines = lines_of(text)
    assert expected == {key: lines[(key,)] for key in values}
    assert set(values) == {path[0] for path in lines}


@given(st.text("ab=.[]{}\"'#,\n \\", max_size=80))
def test_any_text_has_an_end(text: str) -> None:
    """The reader of lines stops, also on what is no TOML at all."""
    lines = lines_of(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
