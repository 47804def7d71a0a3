"""The table of what teams of one organisation ask each other; only ever added to."""

from kpikit.storage.base import Base
from kpikit.storage.own_note_tables import OWN_NOTE_KEY, OwnNote
from kpikit.storage.refusing import after_create, only_added


class PeerPostRow(OwnNote, Base):
    """One question or answer inside one organisation, which nobody else sees."""

    __tablename__ = "peer_posts"


after_create(PeerPostRow, only_added("peer_posts", "peer_post", *OWN_NOTE_KEY))
