"""Files that a page gives or takes: in the wished language, and kept by no cache."""

from io import BytesIO

from flask import Response, request, send_file

from kpikit.text import LANGUAGES, Language
from kpikit.web.language import language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def wished_language() -> Language:
    """Return the language of a file; choosing it leaves the pages as they are."""
    wish = request.args.get("language")
    return next((known for known in LANGUAGES if known == wish), language())


def attached(data: bytes, name: str, mimetype: str = XLSX) -> Response:
    """Return the answer that lets a browser save a file under a name."""
    answer = send_file(
        BytesIO(data), mimetype=mimetype, as_attachment=True, download_name=name
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def sent_file() -> tuple[str, bytes]:
    """Return name and content of the file that a form sent; both empty without one."""
    sent = request.files.get("file")
    if sent is None:
        return "", b""
    return sent.filename or "", sent.read()
