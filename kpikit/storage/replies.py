"""Answers to recommendations: the own ones through their own organisation alone."""

from kpikit.domain.reply import Reply
from kpikit.storage.showing import Showing
from kpikit.storage.tables import PrivateReplyRow, SharedReplyRow

_STORE = Showing(Reply, PrivateReplyRow, SharedReplyRow, "number")
own, shared = _STORE.own, _STORE.shared
save, show = _STORE.save, _STORE.show
