"""Who reads: the login cookie, the actor of a request, and the way to the login."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kpikit.actions.accounts import SignedIn, signed_in
from kpikit.actions.desk import Actor, Desk
from kpikit.actions.passwords import Passwords
from kpikit.domain.access import Permission
from kpikit.settings import Settings
from kpikit.web.access import permission_of

_ASK_FIRST = frozenset({Permission.MANAGE_USERS, Permission.CREATE})


def desk() -> Desk:
    """Return the desk that actions work at."""
    found: Desk = current_app.extensions["kpikit_desk"]
    return found


def settings() -> Settings:
    """Return how this installation runs."""
    found: Settings = current_app.extensions["kpikit_settings"]
    return found


def passwords() -> Passwords:
    """Return how this installation hashes passwords and counts failures."""
    found: Passwords = current_app.extensions["kpikit_passwords"]
    return found


def cookie_name() -> str:
    """Return the name of the login cookie; over https browsers guard its prefix."""
    return "__Host-kpikit" if settings().secure_cookies else "kpikit"


def actor() -> Actor:
    """Return the person who acts; only for pages that need a login."""
    found = reader()
    if found is None:
        abort(401)
    return found


def reader() -> Actor | None:
    """Return the person who reads, or ``None`` without a login.

    The database is asked once a request, and only by a page that wants to know.
    """
    if "signed_in" not in g:
        g.signed_in = None  # so that a page about a broken database needs none
        g.signed_in = _find()
    state: SignedIn | None = g.signed_in
    return state.actor if state else None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the frame of a page shows of its reader."""

    name: str
    organisation_name: str
    is_admin: bool


def shown() -> Shown | None:
    """Return the reader as the frame shows them, or ``None`` without a login."""
    found = reader()
    if found is None:
        return None
    is_admin = found.may(Permission.MANAGE_USERS)
    return Shown(found.name, found.organisation.name, is_admin)


def login_limits() -> tuple[timedelta, timedelta]:
    """Return how long a login lasts: without a sign of life, and in any case."""
    own = settings()
    idle = timedelta(minutes=own.session_idle_minutes)
    return idle, timedelta(hours=own.session_hours)


def token() -> str:
    """Return the login token of this request, or an empty text."""
    return request.cookies.get(cookie_name(), "")


def set_login(response: AnyResponse, login_token: str) -> None:
    """Give the browser its login cookie, for this browser session only."""
    response.set_cookie(
        cookie_name(),
        login_token,
        httponly=True,
        secure=settings().secure_cookies,
        samesite="Lax",
        path="/",
    )


def clear_login(response: AnyResponse) -> None:
    """Take the login cookie back."""
    response.delete_cookie(
        cookie_name(),
        path="/",
        httponly=True,
        secure=settings().secure_cookies,
        samesite="Lax",
    )


def safe_next(target: str) -> str:
    """Return an address inside this site; anything else becomes the home page."""
    inside = target.startswith("/") and not target.startswith("//")
    if inside and "\\" not in target and target.isprintable():
        return target
    return url_for("home.index")


def guard(app: Flask) -> None:
    """Let every request pass the declared permission of its view."""
    app.context_processor(lambda: {"reader": shown()})

    @app.before_request
    def check() -> AnyResponse | None:
        if request.endpoint is None:
            return None
        permission = permission_of(app, request.endpoint)
        if permission is Permission.PUBLIC:
            return None
        found = reader()
        if found is None and asks_by_itself():
            # What is typed on the page that asks stays there.
            return current_app.response_class(status=204)
        if found is None:
            return _ask_login()
        if permission in _ASK_FIRST and not found.may(permission):
            abort(403)
        return None


def asks_by_itself() -> bool:
    """Tell whether a page asks for news, every few seconds and without a click."""
    polls = request.endpoint == "news.index" or "seen" in request.args
    return polls and "HX-Request" in request.headers


def _find() -> SignedIn | None:
    if not token():
        return None
    return signed_in(desk(), token(), *login_limits(), by_hand=not asks_by_itself())


def _ask_login() -> AnyResponse:
    """Lead to the login and back; what a form sent waits for it (see errors)."""
    by_htmx = "HX-Request" in request.headers
    if request.method == "POST" and not by_htmx:
        abort(401)
    response = to_login()
    if by_htmx:  # a fragment is no place for a login: the whole page goes there
        response = current_app.response_class(
            status=204, headers={"HX-Redirect": response.location}
        )
    return response


def to_login() -> AnyResponse:
    """Return the way to the login page, and from there to the page of now."""
    return redirect(url_for("accounts.login", next=_here()), code=303)


def _here() -> str:
    """Return the page that is read; of a form, the page that it stood on."""
    if request.method == "GET" and "HX-Request" not in request.headers:
        return request.full_path.rstrip("?")
    came = request.headers.get("HX-Current-URL") or request.referrer or ""
    site = request.host_url.rstrip("/")
    return came.removeprefix(site) if came.startswith(f"{site}/") else "/"
