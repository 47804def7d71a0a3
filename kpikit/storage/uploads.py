"""Files with results that wait between preview and import."""

from kpikit.storage.tables import ResultUploadRow
from kpikit.storage.waiting_files import WaitingFiles

_STORE = WaitingFiles(ResultUploadRow)
keep, get, forget = _STORE.keep, _STORE.get, _STORE.forget
