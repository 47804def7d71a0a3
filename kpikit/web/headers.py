"""Headers on every response: what a browser may load, keep and tell others."""

from flask import Flask, Response, request

POLICY = (
    "default-src 'self'; "
    "base-uri 'none'; "
    "object-src 'none'; "
    "frame-ancestors 'none'; "
    "form-action 'self'"
)
_SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_A_YEAR = 31_536_000


def protect(app: Flask) -> None:
    """Set the headers after every request, error pages and files included."""
    app.after_request(_set)


def _set(response: Response) -> Response:
    is_svg = response.mimetype == "image/svg+xml"
    headers = response.headers
    headers["Content-Security-Policy"] = _SVG_POLICY if is_svg else POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["X-Frame-Options"] = "DENY"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.is_secure:
        headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}; includeSubDomains"
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response
