/** terraform-provider-grafana 4.45.1, internal/resources/grafana. */
import type { ResourceBehaviour } from "./behaviour";
import { byDefault } from "./behaviour";
import type { Tree } from "./json";
import { goJson, isTree, parsed, without } from "./json";
import type { Value } from "../resource-values";

/**
 * `resourceDashboard`, `NormalizeDashboardConfigJSON`. The API adds the dashboard's number and version, and cuts blanks
 * off title and uid (Grafana, `BuildSaveDashboardCommand`); all else it keeps, `schemaVersion` included
 * (grafana/grafana#104213).
 */
export const dashboard: ResourceBehaviour = {
  legacy: true,
  attributes: {
    config_json: {
      planned: (value) => overDashboard(value, inState),
      read: (value) => overDashboard(value, (dashboard) => inState({ ...trimmed(dashboard), id: 7, version: 1 })),
    },
  },
};

function overDashboard(value: Value, change: (dashboard: Tree) => Tree): Value {
  const dashboard = typeof value === "string" ? parsed(value) : undefined;
  return isTree(dashboard) ? goJson(change(dashboard)) : value;
}

/** Without the numbers of its panels too, and with no more of a library panel than its names. */
function inState(dashboard: Tree): Tree {
  const { panels, ...rest } = without(dashboard, "id", "version");
  return Array.isArray(panels)
    ? { ...rest, panels: panels.map(panelInState) }
    : { ...rest, ...(panels !== undefined && { panels }) };
}

function panelInState(panel: unknown): unknown {
  if (!isTree(panel)) return panel;
  const { libraryPanel, ...rest } = without(panel, "id");
  if (!isTree(libraryPanel)) return without(panel, "id");
  return {
    ...rest,
    libraryPanel: Object.fromEntries(Object.entries(libraryPanel).filter(([key]) => key === "name" || key === "uid")),
  };
}

const trimmed = (dashboard: Tree): Tree => ({
  ...dashboard,
  ...Object.fromEntries(
    ["title", "uid"].flatMap((key) => {
      const text = dashboard[key];
      return typeof text === "string" ? [[key, text.trim()]] : [];
    }),
  ),
});

/** `resourceFolder`, `ReadFolder`: as it was written. */
export const folder: ResourceBehaviour = {
  legacy: true,
  attributes: { prevent_destroy_if_not_empty: byDefault(false) },
};

/** `stripOrgScopedIDPlanModifier`: a team's id without its organisation, and none if it is 0. */
const localId = {
  planned: (value: Value) => {
    const id = typeof value === "string" ? value.slice(value.indexOf(":") + 1) : value;
    return id === "0" ? null : id;
  },
};

export const folderPermission: ResourceBehaviour = {
  legacy: false,
  attributes: { "permissions.team_id": localId, "permissions.user_id": localId },
};

/** `teamResource`: of members whom nobody names it keeps those it found. */
export const team: ResourceBehaviour = {
  legacy: false,
  attributes: {
    members: byDefault([]),
    admins: byDefault([]),
    email: byDefault(""),
    ignore_externally_synced_members: byDefault(true),
  },
};
