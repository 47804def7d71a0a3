"""Organisation scans: the own ones through their own organisation alone."""

from kpikit.domain.improvement.organisation_scan import OrganisationScan
from kpikit.storage.showing import Showing
from kpikit.storage.tables import PrivateOrganisationScanRow, SharedOrganisationScanRow

_STORE = Showing(
    OrganisationScan, PrivateOrganisationScanRow, SharedOrganisationScanRow, "year"
)
own, shared = _STORE.own, _STORE.shared
save, show = _STORE.save, _STORE.show
