"""What a notice says, and the page on which the reader goes on from it."""

from collections.abc import Mapping
from datetime import date

from flask import url_for

from kpikit.actions.notifying import Notice
from kpikit.domain.notice import REMINDERS, Kind
from kpikit.text import Text
from kpikit.web.language import day

_HUB, _SETTLING, _RATING = "agreements.hub", "settling.index", "rating.entry"
_RESULTS, _REVIEWS = "results.index", "reviews.index"
_YEARS, _VERSIONS = "settlements.index", "versions.index"

SAYS: Mapping[Kind, tuple[Text, str]] = {
    Kind.HAND_OVER: (Text(nl="gaf de beurt aan u", en="gave the turn to you"), _HUB),
    Kind.RATED: (
        Text(
            nl="leverde de beoordeling in",
            en="handed the rating in",
        ),
        _RATING,
    ),
    Kind.RATINGS_OPENED: (
        Text(
            nl="leverde als laatste in: de ronde is open",
            en="was the last to hand in: the round is open",
        ),
        _RATING,
    ),
    Kind.ACCEPT: (Text(nl="ging akkoord", en="accepted"), _SETTLING),
    Kind.REOPEN: (
        Text(
            nl="opende de afspraak: elk akkoord verviel",
            en="reopened the agreement: every acceptance was lifted",
        ),
        _HUB,
    ),
    Kind.READY_TO_SIGN: (
        Text(
            nl="ging als laatste akkoord: u kunt tekenen",
            en="was the last to accept: you can sign",
        ),
        _SETTLING,
    ),
    Kind.SIGN: (Text(nl="tekende", en="signed"), _SETTLING),
    Kind.SIGNED: (
        Text(
            nl="tekende als laatste: de afspraak is getekend",
            en="was the last to sign: the agreement is signed",
        ),
        _HUB,
    ),
    Kind.ADDENDUM_OPENED: (
        Text(
            nl="opende een addendum",
            en="opened an addendum",
        ),
        _VERSIONS,
    ),
    Kind.ADDENDUM_WITHDRAWN: (
        Text(
            nl="trok een addendum in",
            en="withdrew an addendum",
        ),
        _VERSIONS,
    ),
    Kind.ADDENDUM_SIGNED: (
        Text(
            nl="tekende als laatste: het addendum is getekend",
            en="was the last to sign: the addendum is signed",
        ),
        _VERSIONS,
    ),
    Kind.RESULTS_SUBMIT: (
        Text(
            nl="diende metingen in",
            en="submitted results",
        ),
        _RESULTS,
    ),
    Kind.RESULTS_RETURN: (
        Text(
            nl="gaf metingen terug",
            en="returned results",
        ),
        _RESULTS,
    ),
    Kind.RESULTS_ASK_UNLOCK: (
        Text(
            nl="vraagt om een periode te openen",
            en="asks to open a period",
        ),
        _RESULTS,
    ),
    Kind.REVIEW_CONFIRMED: (
        Text(
            nl="ging akkoord met een terugblik: u bent aan zet",
            en="agreed with a review: it waits for you",
        ),
        _REVIEWS,
    ),
    Kind.REVIEW_CLOSED: (
        Text(
            nl="ging als laatste akkoord: de terugblik ligt vast",
            en="was the last to agree: the review is confirmed",
        ),
        _REVIEWS,
    ),
    Kind.SETTLEMENT: (
        Text(
            nl="stelde een afrekening voor",
            en="proposed a settlement",
        ),
        _YEARS,
    ),
    Kind.SETTLEMENT_AGREED: (
        Text(
            nl="ging akkoord met een afrekening: u bent aan zet",
            en="agreed with a settlement: it waits for you",
        ),
        _YEARS,
    ),
    Kind.SETTLEMENT_FROZEN: (
        Text(
            nl="ging als laatste akkoord: de afrekening ligt vast",
            en="was the last to agree: the settlement is frozen",
        ),
        _YEARS,
    ),
    Kind.MENTION: (
        Text(
            nl="noemde u in een gesprek over een KPI",
            en="mentioned you in a talk about a KPI",
        ),
        "talk.entry",
    ),
    Kind.WITHDRAWN: (
        Text(nl="trok de afspraak in", en="withdrew the agreement"),
        _HUB,
    ),
    Kind.STEP_WAITS: (
        Text(nl="wacht al een tijd op u", en="has been waiting for you"),
        _SETTLING,
    ),
    Kind.DATE_NEAR: (
        Text(
            nl="Een datum die u samen koos, komt dichtbij: {}",
            en="A date that you chose together comes near: {}",
        ),
        _HUB,
    ),
    Kind.TERM_ENDS: (
        Text(
            nl="De looptijd eindigt over minder dan een half jaar",
            en="The term ends in less than half a year",
        ),
        _HUB,
    ),
    Kind.RESULTS_DUE: (
        Text(
            nl="Een meetperiode is voorbij: er ontbreken nog metingen",
            en="A period is over: results are still lacking",
        ),
        _RESULTS,
    ),
    Kind.ACTION_OVERDUE: (
        Text(
            nl="Een actie van het verbeterplan is over tijd",
            en="An action of the improvement plan is overdue",
        ),
        "plan.index",
    ),
}


def says(notice: Notice) -> Text:
    """Return what happened, behind the name of the party that did it, if any did."""
    said = SAYS[notice.kind][0]
    if notice.kind is Kind.DATE_NEAR:
        when = day(date.fromisoformat(notice.subject))
        return Text(nl=said.nl.format(when), en=said.en.format(when))
    if notice.kind in REMINDERS - {Kind.STEP_WAITS}:
        return said
    return Text(nl=f"{notice.by} {said.nl}", en=f"{notice.by} {said.en}")


def address(notice: Notice) -> str:
    """Return the page where the reader sees it and can go on."""
    endpoint = SAYS[notice.kind][1]
    where = notice.agreement_id
    if notice.kind is Kind.MENTION:
        return url_for(endpoint, agreement_id=where, kpi_id=notice.subject)
    return url_for(endpoint, agreement_id=where)
