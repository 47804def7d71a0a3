"""Serve the app: gunicorn threads, or waitress on Windows; SIGTERM lets work finish."""

import sys
from typing import Any

from flask import Flask

from kpikit.actions.readiness import warn

THREADS = 4
GRACE_SECONDS = 30


def serve(app: Flask, host: str, port: int, *, quiet: bool = False) -> None:
    """Serve until told to stop; running requests are finished first.

    No connection to the database is open when gunicorn forks: SQLite and PostgreSQL
    both break when two processes share one.
    """
    desk = app.extensions["kpikit_desk"]
    warn(desk)
    desk.database.close()
    if sys.platform == "win32":
        _waitress(app, host, port)
    else:
        _gunicorn(app, host, port, quiet=quiet)


def _waitress(app: Flask, host: str, port: int) -> None:
    import waitress

    waitress.serve(app, host=host, port=port, threads=THREADS)


def _gunicorn(app: Flask, host: str, port: int, *, quiet: bool) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        """gunicorn, told everything here instead of on a command line."""

        def load_config(self) -> None:
            """Give gunicorn its settings."""
            settings: dict[str, Any] = {
                "bind": f"{_bracketed(host)}:{port}",
                "worker_class": "gthread",
                "workers": 1,
                "threads": THREADS,
                "graceful_timeout": GRACE_SECONDS,
                "timeout": 120,
                "loglevel": "warning" if quiet else "info",
                "control_socket_disable": True,
            }
            for name, value in settings.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Flask:
            """Return the app that was made before."""
            return app

    Server().run()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
