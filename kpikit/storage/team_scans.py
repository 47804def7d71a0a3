"""Team scans: what a team recorded together, through its own organisation alone."""

from kpikit.domain.improvement.team_scan import TeamScan
from kpikit.storage.showing import Showing
from kpikit.storage.tables import PrivateTeamScanRow, SharedTeamScanRow

_STORE = Showing(TeamScan, PrivateTeamScanRow, SharedTeamScanRow, "care_path", "year")
own, shared = _STORE.own, _STORE.shared
save, show = _STORE.save, _STORE.show
