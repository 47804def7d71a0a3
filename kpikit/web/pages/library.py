"""The KPI library: search and narrow it, read an entry in full, compare up to four."""

from itertools import groupby

from flask import Blueprint, render_template, request, url_for

from kpikit.actions import consults
from kpikit.domain.access import Permission
from kpikit.domain.kpi import AnyKpi, KpiId, Level, MeasuredKpi, NarrativeKpi
from kpikit.domain.library import Part, kind_of
from kpikit.excel.words import joined, named
from kpikit.web.access import needs
from kpikit.web.forms_browse import LibraryForm
from kpikit.web.library_sheet import cited_by_instrument, cited_by_kpi
from kpikit.web.library_words import BURDEN_NAMES, USE_MEANINGS, said
from kpikit.web.reader import actor, desk

PAGES = Blueprint("library", __name__, url_prefix="/library")
MOST_COMPARED = 4
_WORDS = {
    "named": named,
    "joined": joined,
    "said": said,
    "kind_of": kind_of,
    "burden_names": BURDEN_NAMES,
    "use_meanings": USE_MEANINGS,
}


@PAGES.get("")
@needs(Permission.SIGNED_IN)
def index() -> str:
    """Show the entries that fit the words and filters; retired ones apart."""
    library = desk().library
    form = LibraryForm(library)
    words = form.words.data or ""
    found = library.search(words, form.filters(retired=True))
    current = [kpi for kpi in found if not kpi.retired]
    return render_template(
        "library/index.html",
        form=form,
        groups=_by_level(current),
        count=len(current),
        retired=[kpi for kpi in found if kpi.retired],
        total=sum(not kpi.retired for kpi in library.kpis.values()),
        sets=sorted(library.sets, key=lambda each: (each.own, each.order)),
        library=library,
        most=MOST_COMPARED,
        **_WORDS,
    )


@PAGES.get("/<kpi_id>")
@needs(Permission.SIGNED_IN)
def entry(kpi_id: str) -> str:
    """Show everything the library knows about a KPI, and how sure it is of it."""
    library = desk().library
    kpi = library.kpi(kpi_id)
    instrument = library.instrument(kpi.instrument) if kpi.instrument else None
    return render_template(
        "library/entry.html",
        kpi=kpi,
        measured=kpi if isinstance(kpi, MeasuredKpi) else None,
        narrative=kpi if isinstance(kpi, NarrativeKpi) else None,
        instrument=instrument,
        ladder=library.ladder,
        advice=[library.recommendation(number) for number in kpi.recommendations],
        cited=cited_by_kpi(library, kpi),
        replacement=library.kpi(kpi.replaced_by) if kpi.replaced_by else None,
        **_WORDS,
    )


@PAGES.get("/instruments/<instrument_id>")
@needs(Permission.SIGNED_IN)
def instrument(instrument_id: str) -> str:
    """Show how an instrument is coded, scored and may be used."""
    library = desk().library
    found = library.instrument(instrument_id)
    return render_template(
        "library/instrument.html",
        instrument=found,
        keeps_consults=found.id == consults.INSTRUMENT
        and actor().may(Permission.WRITE_STEPS),
        kpis=[k for k in library.kpis.values() if k.instrument == instrument_id],
        cited=cited_by_instrument(library, found),
        **_WORDS,
    )


@PAGES.get("/recommendations")
@needs(Permission.SIGNED_IN)
def recommendations() -> str:
    """Show the working group's recommendations, with the KPIs that serve each."""
    library = desk().library
    ordered = sorted(library.recommendations, key=lambda each: each.number)
    serving = {
        each.number: [
            k
            for k in library.kpis.values()
            if each.number in k.recommendations and not k.retired
        ]
        for each in ordered
    }
    return render_template(
        "library/recommendations.html",
        parts=[(part, [r for r in ordered if r.part is part]) for part in Part],
        serving=serving,
        sources=[
            library.source(id_) for id_ in dict.fromkeys(r.source for r in ordered)
        ],
        **_WORDS,
    )


@PAGES.get("/compare")
@needs(Permission.SIGNED_IN)
def compare() -> str | tuple[str, int]:
    """Show up to four entries side by side."""
    library = desk().library
    asked = list(dict.fromkeys(request.args.getlist("kpi")))
    kpis = [library.kpis[KpiId(id_)] for id_ in asked if id_ in library.kpis]
    too_many = len(kpis) > MOST_COMPARED
    page = render_template(
        "library/compare.html",
        kpis=kpis,
        unknown=[id_ for id_ in asked if id_ not in library.kpis],
        too_many=too_many,
        most=MOST_COMPARED,
        without={kpi.id: _without(kpis, kpi) for kpi in kpis},
        library=library,
        **_WORDS,
    )
    return (page, 422) if too_many else page


def _without(kpis: list[AnyKpi], left_out: AnyKpi) -> str:
    rest = [kpi.id for kpi in kpis if kpi is not left_out]
    return url_for("library.compare", kpi=rest)


def _by_level(kpis: list[AnyKpi]) -> list[tuple[Level, list[AnyKpi]]]:
    order = list(Level)
    ranked = sorted(kpis, key=lambda kpi: order.index(kpi.level))
    return [(k, list(g)) for k, g in groupby(ranked, key=lambda kpi: kpi.level)]
