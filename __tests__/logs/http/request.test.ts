import { describe, expect, it } from "@jest/globals";
import { routeParts, stateRoutes } from "../../../logs/http/request";
import { serviceComponent } from "../../../model/component";
import { pipelineOf } from "../../../logs/pipelines";
import { crmApi } from "../../../system/crm";
import { shopApi } from "../../../system/shop";

describe("the routes of a service", () => {
  it("are compared segment by segment, those that say more before those that say less", () => {
    const service = {
      ...shopApi,
      routes: [
        { path: "/api/orders/{id}", methods: ["GET"] },
        { path: "/api/orders/new", methods: ["GET"] },
        { path: "/files/{name}.json", methods: ["GET"] },
        { path: "/users/:id", methods: ["GET"] },
      ],
    } as const;
    expect(routeParts(service)).toEqual([
      { route: "/api/orders/new", parts: ["api", "orders", "new"] },
      { route: "/api/orders/{id}", parts: ["api", "orders", ["", ""]] },
      { route: "/files/{name}.json", parts: ["files", ["", ".json"]] },
      { route: "/users/:id", parts: ["users", ["", ""]] },
      { route: "/healthz", parts: ["healthz"] },
    ]);
  });

  it("are all that differs between the pipelines of two services", () => {
    const [shop, crm] = [shopApi, crmApi].map((service) => pipelineOf(serviceComponent(service)).processors);
    expect(crm?.filter((processor, at) => JSON.stringify(processor) !== JSON.stringify(shop?.[at]))).toEqual([
      stateRoutes(crmApi),
    ]);
    expect(JSON.stringify(crm).length).toBeLessThan(3000);
  });
});
