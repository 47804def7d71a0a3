"""The table of times that an organisation looked its log over; only ever added to."""

from kpikit.storage.base import Base
from kpikit.storage.own_note_tables import OWN_NOTE_KEY, OwnNote
from kpikit.storage.refusing import after_create, only_added


class LogReviewRow(OwnNote, Base):
    """One look over the log of one organisation, which nobody else sees."""

    __tablename__ = "log_reviews"


after_create(LogReviewRow, only_added("log_reviews", "log_review", *OWN_NOTE_KEY))
