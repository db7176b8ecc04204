import type { LogDashboard, LogLink } from "../panel";
import type { LogView } from "../view";
import { inKuery } from "./kuery";
import type { GridPosition, Placed } from "./layout";
import { columns, layOut } from "./layout";
import { lensAttributes, panelReferences } from "./lens";
import type { SavedObject } from "./saved-object";

/** Above all panels. */
const linksPanel = { key: "links", height: 4 } as const;

/**
 * The saved object of a dashboard, with its panels in it. None of them is a saved object of its own: nobody else shows
 * them, and what is no longer in the dashboard is gone with the next import, of which Kibana's import would never tell
 * otherwise.
 */
export const dashboardObject = (dashboard: LogDashboard, view: LogView): SavedObject => ({
  type: "dashboard",
  id: dashboard.id,
  attributes: {
    title: dashboard.title,
    description: dashboard.description,
    // Whoever comes from somewhere else keeps the time that is looked at.
    timeRestore: false,
    optionsJSON: JSON.stringify({
      useMargins: true,
      hidePanelTitles: false,
      syncColors: true,
      syncCursor: true,
      syncTooltips: false,
    }),
    panelsJSON: JSON.stringify([
      linksOf(dashboard.links),
      ...layOut(dashboard.panels, linksPanel.height).map((placed) => lensPanel(placed, view)),
    ]),
    kibanaSavedObjectMeta: {
      searchSourceJSON: JSON.stringify({ query: inKuery(), filter: [] }),
    },
  },
  references: dashboard.panels.flatMap((panel) => panelReferences(panel, view)),
});

const lensPanel = ({ panel, at }: Placed, view: LogView) =>
  placed(panel.key, "lens", at, panel.title, {
    description: panel.description,
    attributes: lensAttributes(panel, view),
  });

const linksOf = (links: readonly LogLink[]) =>
  placed(linksPanel.key, "links", { x: 0, y: 0, w: columns, h: linksPanel.height }, "", {
    attributes: {
      layout: "horizontal",
      links: links.map(({ title, url }, order) => ({
        id: `link-${order}`,
        order,
        type: "externalLink",
        label: title,
        destination: url,
        // They are encoded already.
        options: { openInNewTab: false, encodeUrl: false },
      })),
    },
  });

const placed = (key: string, type: "lens" | "links", { x, y, w, h }: GridPosition, title: string, config: object) => ({
  type,
  panelIndex: key,
  gridData: { x, y, w, h, i: key },
  embeddableConfig: { title, ...config, hidePanelTitles: type === "links", enhancements: {} },
});
