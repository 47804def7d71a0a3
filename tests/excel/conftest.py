"""What the tests of the workbook share: charts that are drawn once, built workbooks."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from kpikit.charts.base import Chart
from kpikit.excel import workbook
from kpikit.text import Language
from tests.excel.dossiers import export


@pytest.fixture(scope="package", autouse=True)
def _drawn_once() -> Iterator[None]:
    """Keep each picture under its address, since drawing takes most of the time."""
    drawn: dict[str, bytes] = {}
    draw = Chart.png

    def kept(chart: Chart[Any], data: object, language: Language) -> bytes:
        address = chart.address(data, language)
        if address not in drawn:
            drawn[address] = draw(chart, data, language)
        return drawn[address]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chart, "png", kept)
        yield


@pytest.fixture(scope="session")
def built() -> Callable[[str, Language], bytes]:
    """Return the workbook of the signed dossier: pack, language. Made once for each."""
    return cache(lambda pack, language: workbook.build(export(pack, language)))
