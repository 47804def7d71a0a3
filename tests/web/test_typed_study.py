"""What is typed is read as the form reads it, without building the form."""

from collections.abc import Iterator

import pytest
from flask import request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpikit.domain.financing.study import Study
from kpikit.web.forms_scenario import study_form, study_of
from kpikit.web.typed_study import typed_study
from tests.domain.financing.scenarios import base_scope, scenario_of, volumes
from tests.web.installation import Installation

STUDY = Study(
    id="s",
    scope=base_scope(),
    scenario=scenario_of(volumes(950, 900)),
    options=("fee", "sharing"),
)
TYPED = st.sampled_from(
    [
        "",
        "0",
        "7",
        "12,5",
        "12.5",
        "1.000,5",
        "1,000.5",
        "1.000",
        "-3",
        "5%",
        "% 5",
        "€ 5",
        "NaN",
        "Infinity",
        "1e5",
        "ten",
        "99999999999999999999",
        "\u200b",
        "１２",
        " 40 ",
    ]
)
FIELDS = st.sampled_from(
    [
        "volume",
        "price",
        "market_share",
        "diversion_price",
        "bundle_price",
        "effect_2027",
        "implementation_2028",
        "lump_step",
        "quality",
        "high",
        "low_price",
        "high_effect",
        "gate_met",
    ]
)


def filled() -> dict[str, object]:
    """Return what the form of the study sends when nothing is changed."""
    form = study_form(STUDY, (STUDY.scope.name,))
    sent: dict[str, object] = {
        field.short_name: field._value() for field in form if hasattr(field, "_value")
    }
    return {**sent, "options": list(STUDY.options), "care_path": STUDY.scope.name}


def both(
    installation: Installation, lang: str, changes: dict[str, str]
) -> Iterator[object]:
    """Yield what the form and the quick reader make of the same typing."""
    address = f"/?lang={lang}"
    with installation.app.test_request_context(address):
        data = {**filled(), **changes}
    with installation.app.test_request_context(address, method="POST", data=data):
        form = study_form(STUDY, (STUDY.scope.name,))
        form.meta.csrf = False
        yield study_of(form, STUDY) if form.validate() else None
        yield typed_study(request.form, STUDY)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["nl", "en"]), st.dictionaries(FIELDS, TYPED, max_size=3))
def test_as_the_form_reads_it(
    installation: Installation, lang: str, changes: dict[str, str]
) -> None:
    """Whatever is typed, both come to the same study, or both to none."""
    by_form, quick = both(installation, lang, changes)
    assert by_form == quick


@pytest.mark.parametrize(
    ("lang", "typed", "euros"),
    [("nl", "1.000,5", "1000.5"), ("en", "1,000.5", "1000.5"), ("nl", "1000.5", None)],
)
def test_an_amount_in_each_language(
    installation: Installation, lang: str, typed: str, euros: str | None
) -> None:
    """Dutch and English write thousands the other way round; a mix-up is refused."""
    _, quick = both(installation, lang, {"price": typed})
    found = str(quick.scope.price) if isinstance(quick, Study) else None
    assert euros == found
