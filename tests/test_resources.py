"""Where the shipped folders are, in a checkout and in a wheel."""

from pathlib import Path
from typing import get_args

import pytest

from kpikit import resources


@pytest.mark.parametrize("name", get_args(resources.ResourceName))
def test_a_checkout_has_each_folder_beside_the_package(
    name: resources.ResourceName,
) -> None:
    """In a checkout the folder is the one at the top."""
    assert Path(__file__).parents[1] / name == resources.folder(name)


def test_a_wheel_has_it_inside_the_package(tmp_path: Path) -> None:
    """What is installed in the package wins over what lies beside it."""
    package = tmp_path / "site-packages" / "kpikit"
    inside = package / "_resources" / "templates"
    inside.mkdir(parents=True)
    (tmp_path / "site-packages" / "templates").mkdir()
    assert inside == resources.folder("templates", package)


def test_an_incomplete_installation_is_told_by_name(tmp_path: Path) -> None:
    """Without the folder the error names it."""
    with pytest.raises(FileNotFoundError, match="kpi_library"):
        resources.folder("kpi_library", tmp_path / "kpikit")
