import { dashboardUrl, resourceDashboardUid } from "../links";
import type { Link } from "../panel";

/** Largest number of rows or series in a ranking: more are no ranking. */
export const most = 15;

export const toResource = (label: string): Link => ({
  title: `Dashboard of \${__field.labels.${label}}`,
  url: dashboardUrl(resourceDashboardUid(`\${__field.labels.${label}}`)),
});

export const resourceCell: Link = {
  title: "Dashboard of ${__value.raw}",
  url: dashboardUrl(resourceDashboardUid("${__value.raw}")),
};
