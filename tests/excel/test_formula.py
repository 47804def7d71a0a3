"""Only a formula of our own making is one; nothing that anybody typed gets in."""

import pytest

from kpikit.excel.formula import Formula, cell_name


@pytest.mark.parametrize(
    "text",
    [
        "1+1",
        "y2028p_c1_price*y2028p_c1_volume",
        "IF(y2028p_a1_due=0,0,MIN(B5,2.5))",
        "SUM(B5:B9)-ROUND(a_1,2)",
        "IF(a_b>=0.05,1,0)",
    ],
)
def test_ours(text: str) -> None:
    """Names, digits, signs and a few functions make a formula."""
    assert text == Formula(text, 1.0).text


@pytest.mark.parametrize(
    "text",
    [
        "",
        '"text"',
        "'Sheet'!A1",
        "Sheet!A1",
        "[other.xlsx]A1",
        'HYPERLINK("http://x")',
        "WEBSERVICE(A1)",
        "cmd|x",
        "A1&B1",
        "INDIRECT(A1)",
        "1+1;2",
        "a_b {1}",
        "=1+1",
        "price",
        "#REF!",
        "naïef_x+1",
        "1" * 9_000,
    ],
)
def test_not_ours(text: str) -> None:
    """Text, other sheets, other files and other functions are refused."""
    with pytest.raises(ValueError, match=r"formula"):
        Formula(text, 1.0)


@pytest.mark.parametrize("name", ["A1", "price", "R1C1", "a b_c", "=x_y", "x_Y", "_x"])
def test_not_a_name(name: str) -> None:
    """A name can be mistaken for no cell, function or word of somebody."""
    with pytest.raises(ValueError, match="name"):
        cell_name(name)
