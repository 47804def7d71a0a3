"""Filled-in templates of the improvement plan that wait between preview and import."""

from kpikit.storage.tables import PlanUploadRow
from kpikit.storage.waiting_files import WaitingFiles

_STORE = WaitingFiles(PlanUploadRow)
keep, get, forget = _STORE.keep, _STORE.get, _STORE.forget
