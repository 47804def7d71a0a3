"""A filled local improvement plan and an empty one, for the tests of its files."""

from datetime import date

from kpikit.domain.improvement.action import ImprovementAction
from kpikit.domain.improvement.team_scan import ThemeScore
from kpikit.domain.improvement.template import LocalPlan
from kpikit.library import load
from kpikit.resources import folder

THEMES = load(folder("kpi_library"))[0].team_scan.theme
EMPTY = LocalPlan(themes=THEMES)
NASTY = '=HYPERLINK("http://kwaad.example")\x01\n\'@SUM(1)\t+1 _x0041_ <w:br/> & ’ é'
FILLED = LocalPlan(
    hospital="Ziekenhuis Oostpoort",
    care_path="Heupartrose",
    on=date(2026, 3, 4),
    themes=THEMES,
    scores=tuple(
        ThemeScore(code=t.code, score=n, well=f"Goed {n}", better=f"Beter {n}")
        for n, t in enumerate(THEMES)
    ),
    actions=tuple(
        ImprovementAction(
            number=n,
            name=f"Keuzehulp {n} meegeven",
            effect=f"Effect {n}",
            start=date(2026, 2, n),
            end=date(2026, 6, n),
            responsible=f"Verantwoordelijk {n}",
            owner=f"Eigenaar {n}",
            people=f"Mensen {n}",
            for_choice=f"Keuze {n}",
            done_on=date(2026, 7, n),
            effect_on=date(2026, 9, n),
            differently=f"Anders {n}",
            behaviour=f"Gedrag {n}",
            steps=f"Stappen {n}",
            follow=f"Volgen {n}",
            means=f"Middelen {n}",
            help=f"Hulp {n}",
        )
        for n in range(1, 11)
    ),
)
