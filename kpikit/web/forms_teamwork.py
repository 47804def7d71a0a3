"""The forms that set own samples beside the survey, and that rank obstacles.

They live in the address and are kept nowhere, so that a team can try them freely.
"""

from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, TextAreaField

from kpikit.domain.library import Library
from kpikit.domain.staff_survey import SurveyFigure, SurveyQuestion
from kpikit.problems import Problem
from kpikit.text import Text
from kpikit.web.forms import Form, WholeNumberField, lines, long
from kpikit.web.language import words

MOST_OWN = 20
_LARGEST = 1_000_000


class _InTheAddress(Form):
    class Meta(Form.Meta):
        csrf = False

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - what WTForms takes
        super().__init__(formdata=request.args, **values)


class SampleForm(_InTheAddress):
    """One published figure, and how many of the own team answered so."""

    figure = SelectField(_("Published figure"), validate_choice=False)
    count = WholeNumberField(_("How many of you answered so"))
    n = WholeNumberField(_("How many of you answered at all"))
    agreement = HiddenField()
    period = HiddenField()

    def __init__(self, library: Library) -> None:
        """Offer every published figure."""
        super().__init__()
        self.figures = {
            f"{question.id}.{number}": (question, figure)
            for question in library.survey
            for number, figure in enumerate(question.figures)
        }
        self.figure.choices = [
            (code, f"{words(q.asked)} ({words(q.counts)}): {words(f.group)}")
            for code, (q, f) in self.figures.items()
        ]

    def sample(self) -> tuple[SurveyFigure, int, int] | None:
        """Return the figure with the own count and number; ``None`` when not given."""
        if not self.validate():
            return None
        found = self.figures.get(self.figure.data or "")
        if found is None or self.count.data is None or self.n.data is None:
            return None
        count, n = int(self.count.data), int(self.n.data)
        if not 0 <= count <= n <= _LARGEST or not n:
            self.take([Problem("count", "count", _COUNT)])
            return None
        return found[1], count, n

    def result_url(self) -> str | None:
        """Return where these counts can be saved as the result that led here."""
        found = self.figures.get(self.figure.data or "")
        if found is None or found[0].kpi is None or not self.agreement.data:
            return None
        return url_for(
            "results.entry",
            agreement_id=self.agreement.data,
            period_id=self.period.data or "-",
            kpi_id=found[0].kpi,
            count=self.count.data,
            n=self.n.data,
        )

    def answers(self) -> dict[tuple[str, int], tuple[int, int]]:
        """Return the own count and number by question and place of the figure."""
        asked = self.sample()
        if asked is None:
            return {}
        question, place = (self.figure.data or "").rsplit(".", 1)
        return {(question, int(place)): asked[1:]}


class PulseForm(_InTheAddress):
    """A short pulse: per question how many of the team said so, of how many.

    They stand in the address as ``c-<question>`` and ``n-<question>``.
    """

    agreement = HiddenField()
    period = HiddenField()

    def __init__(self, library: Library) -> None:
        """Take what was typed at the questions of the pulse."""
        super().__init__()
        self.questions = [q for q in library.survey if q.pulse]
        self.typed = {
            q.id: (_typed(f"c-{q.id}"), _typed(f"n-{q.id}")) for q in self.questions
        }

    @property
    def wrong(self) -> tuple[str, ...]:
        """The questions at which something was typed that cannot be."""
        given = [id_ for id_, typed in self.typed.items() if any(typed)]
        return tuple(id_ for id_ in given if _counts(*self.typed[id_]) is None)

    def answers(self) -> dict[tuple[str, int], tuple[int, int]]:
        """Return the own count and number by question, at its first figure."""
        found = {id_: _counts(*typed) for id_, typed in self.typed.items()}
        return {(id_, 0): counts for id_, counts in found.items() if counts}

    def result_url(self, question: SurveyQuestion) -> str | None:
        """Return where the counts of a question become the result that led here."""
        counts = self.answers().get((question.id, 0))
        if question.kpi is None or counts is None or not self.agreement.data:
            return None
        return url_for(
            "results.entry",
            agreement_id=self.agreement.data,
            period_id=self.period.data or "-",
            kpi_id=question.kpi,
            count=counts[0],
            n=counts[1],
        )


class RankingForm(_InTheAddress):
    """Votes per obstacle, and own obstacles with theirs: ``Noise; 4``, one a line."""

    own = TextAreaField(_("Own obstacles, one a line"), validators=[long()])

    def votes(self) -> dict[str, int]:
        """Return the votes per id; what is no number counts as none."""
        found = {k: _votes(v) for k, v in request.args.items() if k.startswith("v-")}
        return {k.removeprefix("v-"): v for k, v in found.items()}

    def additions(self) -> list[tuple[str, int]]:
        """Return the own obstacles with their votes; without a number one vote."""
        found = []
        for line in lines(self.own.data or "")[:MOST_OWN]:
            name, _sep, given = line.rpartition(";")
            votes = _votes(given.strip())
            plain = (name.strip(), votes) if name.strip() and votes else (line, 1)
            found.append(plain)
        return found


def _typed(name: str) -> str:
    return request.args.get(name, "").strip()


def _counts(count: str, n: str) -> tuple[int, int] | None:
    """Return both numbers; ``None`` when they are none or the first is larger."""
    if not all(t.isascii() and t.isdigit() and len(t) <= 7 for t in (count, n)):
        return None
    fits = 0 < int(n) <= _LARGEST and int(count) <= int(n)
    return (int(count), int(n)) if fits else None


def _votes(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0


_COUNT = Text(
    nl="Vul twee hele getallen in; het eerste is niet groter dan het tweede.",
    en="Fill in two whole numbers; the first is not larger than the second.",
)
