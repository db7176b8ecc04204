import { describe, expect, it } from "@jest/globals";
import { production } from "../../environments/production";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { system } from "../../system";
import { resourcesOf, synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";

const stack = synthesizedStack(new MonitoringStack(testApp(), "monitoring", { environment: production, system }));
const permissions = Object.fromEntries(
  resourcesOf(stack, "grafana_folder_permission").map(([name, access]) => [name, access.permissions]),
);

describe("the folders of Grafana", () => {
  it("can be looked into by whoever signed in, and changed by nobody but admins and owners", () => {
    expect(permissions.monitoring).toEqual([
      { role: "Viewer", permission: "View" },
      { role: "Editor", permission: "View" },
    ]);
  });

  it("may be changed by the team whose thing it is, and no other", () => {
    expect(permissions["shop-api"]).toEqual([{ team_id: "${grafana_team.storefront.id}", permission: "Edit" }]);
    expect(permissions["log-mes-api"]).toEqual([{ team_id: "${grafana_team.manufacturing.id}", permission: "Edit" }]);
  });

  it("are all provided for", () => {
    expect(Object.keys(permissions)).toEqual(resourcesOf(stack, "grafana_folder").map(([name]) => name));
  });

  it("belong to teams of which nothing is said but the name: who is in them is decided elsewhere", () => {
    const teams = resourcesOf(stack, "grafana_team").map(([, team]) => ({ ...team, "//": undefined }));
    expect(teams).toEqual(
      ["Manufacturing systems", "Platform", "Sales systems", "Storefront"].map((name) => ({ name, "//": undefined })),
    );
  });
});
