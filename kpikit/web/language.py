"""The reader's language: which one it is, and how it writes numbers and dates."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from babel.support import Translations
from flask import Flask, Response, g, request
from flask.globals import request_ctx
from flask_babel import Babel, get_locale, get_translations
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from kpikit.text import DEFAULT_LANGUAGE, LANGUAGES, Language, Text
from kpikit.web.reader import reader, settings

COOKIE = "kpikit_language"
ZONE = ZoneInfo("Europe/Amsterdam")
_SECONDS_A_YEAR = 365 * 24 * 3600
_MOST_DECIMALS = 10
_KEPT = 1024
"""How many written numbers and days are remembered: pages repeat the same few."""


def language() -> Language:
    """Return the reader's language: address, then cookie, then account, then Dutch.

    It is worked out once a request: a page asks it for every text and number.
    """
    found: Language | None = g.get("language")
    if found is None:
        found = g.language = _wished()
    return found


def _wished() -> Language:
    person = reader()
    wishes = (
        request.args.get("lang"),
        request.cookies.get(COOKIE),
        person.language if person else None,
    )
    return next((w for x in wishes for w in LANGUAGES if x == w), DEFAULT_LANGUAGE)


def other_language_url() -> str:
    """Return the address of this same page in the other language.

    It is relative, so that a page that is not there reads alike under any address.
    """
    other = "en" if language() == "nl" else "nl"
    pairs = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    path = "" if _can_be_read() else "/"
    return f"{path}?{urlencode([*pairs, ('lang', other)])}"


def words(value: object) -> str:
    """Return content in the reader's language; plain text passes as it is."""
    return value.in_(language()) if isinstance(value, Text) else str(value)


def number(value: Decimal | float | None, decimals: int | None = None) -> str:
    """Return a number as the reader writes it; nothing for ``None``."""
    if value is None:
        return ""
    return _number(value, decimals, language())


@lru_cache(maxsize=_KEPT)
def _number(value: Decimal | float, decimals: int | None, spoken: Language) -> str:
    places = "#" * _MOST_DECIMALS if decimals is None else "0" * decimals
    pattern = _pattern("#,##0." + places if places else "#,##0")
    return numbers.format_decimal(value, format=pattern, locale=_locale(spoken))


def money(value: Decimal | None) -> str:
    """Return an amount in euro as the reader writes it, without empty cents."""
    return "" if value is None else _money(value, language())


@lru_cache(maxsize=_KEPT)
def _money(value: Decimal, spoken: Language) -> str:
    whole = value == value.to_integral_value()
    pattern = _pattern("¤\u00a0#,##0" if whole else "¤\u00a0#,##0.00")
    return numbers.format_currency(
        value,
        "EUR",
        format=pattern,
        locale=_locale(spoken),
        currency_digits=False,
    )


def day(value: date | datetime | None) -> str:
    """Return a day as the reader writes it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).date()
    return _day(value, language())


@lru_cache(maxsize=_KEPT)
def _day(value: date, spoken: Language) -> str:
    return dates.format_date(value, format="d MMMM y", locale=_locale(spoken))


def moment(value: datetime | None) -> str:
    """Return a day with its time in Amsterdam."""
    return f"{day(value)}, {clock_time(value)}" if value else ""


def clock_time(value: datetime | None) -> str:
    """Return the time of day in Amsterdam."""
    if value is None:
        return ""
    return dates.format_time(value, format="HH:mm", tzinfo=ZONE, locale=language())


def speak(app: Flask) -> None:
    """Give pages their language, their words and their filters."""
    Babel(app, locale_selector=language)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda said: _catalogue().ugettext(said),
        lambda one, more, n: _catalogue().ungettext(one, more, n),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _said
    app.jinja_env.filters.update(
        text=words,
        number=number,
        money=money,
        date=day,
        datetime=moment,
        time=clock_time,
    )
    app.context_processor(
        lambda: {"lang": language(), "other_lang_url": other_language_url()}
    )
    app.after_request(_remember)


def say(said: str, /, **values: object) -> str:
    """Return words of our own, its values filled in.

    Flask-Babel's ``gettext`` does the same and takes several times as long.
    """
    words_: str = _catalogue().ugettext(said)
    return words_ % values if values else words_


def _said(said: str, /, **values: object) -> Markup:
    """Return words of the page, its values filled in and escaped.

    It is the short form of ``gettext`` in templates, which takes several times as long.
    """
    words_ = Markup(_catalogue().ugettext(said))  # noqa: S704 - our own words
    return words_ % values if "%" in words_ else words_


def _catalogue() -> Translations:
    """Return the words of the reader's language, found once a request."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
    found: Translations = g.catalogue
    return found


@cache
def _pattern(shape: str) -> numbers.NumberPattern:
    """Return a number form, parsed once: a page writes many numbers in few forms."""
    return numbers.parse_pattern(shape)


@cache
def _locale(spoken: Language) -> Locale:
    return Locale.parse(spoken)


def _remember(response: Response) -> Response:
    if response.mimetype != "text/html":
        return response
    wish = request.args.get("lang")
    if wish in LANGUAGES and wish != request.cookies.get(COOKIE):
        remember(response, wish)
    response.headers["Content-Language"] = str(get_locale() or DEFAULT_LANGUAGE)
    return response


def remember(response: AnyResponse, wish: str) -> None:
    """Let the browser keep the language that its reader chose."""
    response.set_cookie(
        COOKIE,
        wish,
        max_age=_SECONDS_A_YEAR,
        httponly=True,
        secure=settings().secure_cookies,
        samesite="Lax",
        path="/",
    )


def _can_be_read() -> bool:
    """Tell whether the address has a page, also where a form was just sent to it."""
    if request.method in {"GET", "HEAD"}:
        return True
    adapter = request_ctx.url_adapter
    return adapter is not None and adapter.test(request.path, method="GET")
