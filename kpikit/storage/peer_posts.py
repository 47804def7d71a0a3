"""What teams of one organisation ask each other, through that organisation alone."""

from kpikit.domain.peer_talk import Post
from kpikit.storage.own_notes import OwnNotes
from kpikit.storage.tables import PeerPostRow

_STORE = OwnNotes(Post, PeerPostRow)
posts = _STORE.every
add_post = _STORE.add
