"""The difference between two dossiers: only the fields that are not the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpikit.domain.addendum import Change
from kpikit.domain.agreement import Dossier
from kpikit.domain.difference.fields import (
    Fields,
    of_ambition,
    of_arrangement,
    of_frame,
    of_plan,
    of_set,
)
from kpikit.domain.difference.wording import NOTHING, same, with_subject
from kpikit.domain.kpi import KpiId
from kpikit.text import Text


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of an agreement with its fields, each with words and openness."""

    name: Text
    fields: Fields


def differences(before: Dossier, after: Dossier) -> tuple[Change, ...]:
    """Return what changed, in the order of the agreement.

    Contents are compared, not the words for them: what a KPI is called in the two
    languages is told only where the parties see it.
    """
    old, new = _parts(before), _parts(after)
    order = list(dict.fromkeys((*old, *new)))
    found = [c for key in order for c in _changes(old.get(key), new.get(key))]
    return (*found, *_definitions(before, after))


def _changes(old: _Part | None, new: _Part | None) -> Iterator[Change]:
    """Return the changed fields of one part; without the part all its fields go."""
    part = new or old
    if part is None:
        return
    before, after = (p.fields if p else {} for p in (old, new))
    for label in dict.fromkeys((*before, *after)):
        was, secret = before.get(label, (NOTHING, False))
        now, hidden = after.get(label, (NOTHING, False))
        if was != now:
            yield Change(
                part=part.name,
                field=label,
                before=was,
                after=now,
                confidential=secret or hidden,
            )


def _parts(dossier: Dossier) -> Mapping[str, _Part]:
    names = {k.id: k.name for k in dossier.kpis}
    found = {
        "frame": _Part(_SCOPE, of_frame(dossier.agreement)),
        "set": _Part(_SET, of_set(dossier)),
    }
    for ambition in dossier.ambitions:
        name = _of(_AMBITION, ambition.kpi_id, names)
        found[f"ambition {ambition.kpi_id}"] = _Part(name, of_ambition(ambition))
    for plan in dossier.plans:
        name = _of(_PLAN, plan.kpi_id, names)
        found[f"plan {plan.kpi_id}"] = _Part(name, of_plan(plan))
    for each in dossier.arrangements:
        fields = of_arrangement(each, names)
        found[f"arrangement {each.id}"] = _Part(_MONEY, fields)
    for shared in dossier.scenarios:
        name = with_subject(_SCENARIO, same(shared.study.scenario.name))
        when = same(f"{shared.shared_at:%Y-%m-%d}, {shared.sharer}")
        found[f"scenario {shared.study.id}"] = _Part(name, {_SHARED: (when, True)})
    return found


def _definitions(before: Dossier, after: Dossier) -> Iterator[Change]:
    """Tell of which KPIs the definition itself reads otherwise."""
    old = {k.id: k for k in before.kpis}
    for kpi in after.kpis:
        if kpi.id in old and old[kpi.id] != kpi:
            part = with_subject(_KPI, kpi.name)
            if old[kpi.id].name != kpi.name:
                yield Change(
                    part=part, field=_NAME, before=old[kpi.id].name, after=kpi.name
                )
            yield Change(part=part, field=_DEFINITION, before=_EARLIER, after=_RENEWED)


def _of(label: Text, kpi_id: KpiId, names: Mapping[KpiId, Text]) -> Text:
    return with_subject(label, names.get(kpi_id, same(kpi_id)))


_SCOPE = Text(nl="Partijen en zorg", en="Parties and scope")
_SET = Text(nl="KPI-set", en="KPI set")
_AMBITION = Text(nl="Ambitie", en="Ambition")
_PLAN = Text(nl="Meetplan", en="Measurement plan")
_MONEY = Text(nl="Bekostiging", en="Financing")
_SCENARIO = Text(nl="Gedeeld scenario", en="Shared scenario")
_SHARED = Text(nl="Gedeeld op, door", en="Shared on, by")
_KPI = Text(nl="KPI", en="KPI")
_NAME = Text(nl="Naam", en="Name")
_DEFINITION = Text(nl="Omschrijving en meting", en="Definition and measuring")
_EARLIER = Text(nl="zoals eerder getekend", en="as signed before")
_RENEWED = Text(nl="herschreven", en="rewritten")
