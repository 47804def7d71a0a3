"""Make the Flask app: settings, desk, pages, and the guards round every request."""

from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from secrets import token_hex

from argon2 import PasswordHasher
from flask import Flask
from flask_wtf.csrf import CSRFProtect, generate_csrf
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import kpikit
from kpikit import library as libraries
from kpikit.actions.desk import Desk
from kpikit.actions.passwords import Passwords
from kpikit.resources import folder
from kpikit.settings import Settings
from kpikit.storage.database import Database
from kpikit.web import errors, headers, language, pages, polling, reader, statics
from kpikit.web.access import require_declared

MOST_UPLOAD_BYTES = 10 * 1024 * 1024
PUBLIC_ID_BYTES = 16
_TRANSLATIONS = Path(kpikit.__file__).parent / "translations"


def create_app(settings: Settings, *, own_desk: Desk | None = None) -> Flask:
    """Return the app for an installation.

    Raises:
        Undeclared: a view does not say who may see it.
    """
    app = Flask(
        "kpikit.web",
        template_folder=str(folder("templates")),
        static_folder="static",
    )
    _configure(app, settings)
    app.extensions["kpikit_settings"] = settings
    app.extensions["kpikit_desk"] = own_desk or make_desk(settings)
    app.extensions["kpikit_passwords"] = make_passwords(settings)
    for part in (errors.handle, headers.protect, polling.hush, reader.guard):
        part(app)
    statics.serve(app, settings.theme)
    language.speak(app)
    CSRFProtect(app)
    app.jinja_env.globals["csrf_token"] = generate_csrf
    _add_pages(app)
    require_declared(app)
    return app


def make_desk(settings: Settings) -> Desk:
    """Return the desk of an installation: database, library, clock and ids."""
    library, _ = libraries.load(folder("kpi_library"), settings.library)
    return Desk(
        database=Database.open(settings.database_url),
        library=library,
        clock=lambda: datetime.now(UTC),
        new_id=lambda: token_hex(PUBLIC_ID_BYTES),
        small_number=settings.small_number,
        mails=settings.mails,
    )


def make_passwords(settings: Settings) -> Passwords:
    """Return how passwords are hashed and how many wrong ones are let through."""
    return Passwords(
        PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1),
        settings.throttle_failures,
        settings.throttle_minutes,
    )


def form_cookie_name(settings: Settings) -> str:
    """Return the name of the cookie behind the form tokens.

    Over https its prefix keeps a neighbouring host from planting one of its own, and
    with that a form token that it knows.
    """
    return "__Host-kpikit_form" if settings.secure_cookies else "kpikit_form"


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MOST_UPLOAD_BYTES,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        SESSION_COOKIE_NAME=form_cookie_name(settings),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.secure_cookies,
        BABEL_DEFAULT_LOCALE=settings.language,
        BABEL_TRANSLATION_DIRECTORIES=str(_TRANSLATIONS),
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.json.sort_keys = True  # type: ignore[attr-defined]
    if settings.proxy_count:
        n = settings.proxy_count
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=n, x_proto=n, x_host=n
        )


def _add_pages(app: Flask) -> None:
    for info in iter_modules(pages.__path__):
        module = import_module(f"{pages.__name__}.{info.name}")
        app.register_blueprint(module.PAGES)
