"""Every date that is typed is read by the one field that refuses absurd years."""

import re
from pathlib import Path

WEB = Path(__file__).parents[2] / "kpikit" / "web"
OTHER = re.compile(
    r"from wtforms[^\n]* import (\([^)]*\bDateField\b|[^(\n]*\bDateField)"
)


def test_no_form_takes_the_date_field_of_wtforms() -> None:
    """Only the module with our own fields imports it."""
    taken = {
        path.name
        for path in WEB.rglob("*.py")
        if OTHER.search(path.read_text(encoding="utf-8"))
    }
    assert {"forms.py"} == taken
