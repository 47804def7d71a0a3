"""A pack: the choice of sheets for one audience."""

from dataclasses import dataclass

from kpikit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A choice of sheets for one audience.

    ``confidential`` tells whether it may hold confidential fields; a pack that may
    not is made from the open form of the dossier.
    """

    code: str
    name: Text
    description: Text
    sheets: tuple[str, ...]
    confidential: bool
    order: int = 0
