"""What can be wrong: problems as values, and the tree of refusals.

KpikitError
├── NotFoundHere      404, the same for what is absent and what is not yours
├── NotAllowed        403, your role may not do this
├── Refused           422, with every problem at once
└── Outdated          409, somebody changed it after you opened it
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kpikit.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is wrong, in words for the reader.

    ``where`` is a form field, or ``file:line``, or a sheet and cell.
    """

    code: str
    where: str
    text: Text


class KpikitError(Exception):
    """A step that kpikit does not take, with the reason for the reader."""

    text = Text(nl="Dit kan niet.", en="This is not possible.")


class NotFoundHere(KpikitError):  # noqa: N818 - reads as the sentence it stands for
    """The thing does not exist for this organisation."""

    text = Text(nl="Deze pagina bestaat niet.", en="This page does not exist.")


class NotAllowed(KpikitError):  # noqa: N818
    """The reader's role may not do this; ``text`` says who may."""

    def __init__(self, text: Text) -> None:
        """Keep the reason in both languages."""
        super().__init__(text.en)
        self.text = text


class Refused(KpikitError):  # noqa: N818
    """The step breaks rules; all broken rules are in ``problems``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep every problem."""
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.where}: {p.text.en}" for p in self.problems))


class Outdated(KpikitError):  # noqa: N818
    """The thing was changed by somebody else after this reader opened it."""

    text = Text(
        nl="Iemand anders heeft dit intussen gewijzigd.",
        en="Somebody else changed this in the meantime.",
    )

    def __init__(self, expected: int, found: int) -> None:
        """Keep both version numbers."""
        super().__init__(f"expected version {expected}, found {found}")
        self.expected = expected
        self.found = found
