import { httpService } from "../model/http-service";
import { percent, seconds } from "../units/quantities";
import { manufacturing } from "./teams";

export const mesApi = httpService({
  name: "mes-api",
  description:
    "Production control: orders on the machines, and the price of uploaded 3D models. When it fails, machines idle and the shop quotes no prices.",
  owner: manufacturing,
  criticality: "critical",
  workload: { namespace: "mes", deployment: "mes-api" },
  routes: [
    {
      path: "/api/production-orders",
      methods: ["GET", "POST"],
      params: ["from", "limit", "machine", "page", "status", "to"],
    },
    { path: "/api/production-orders/{orderId}", methods: ["GET", "PATCH"] },
    { path: "/api/production-orders/{orderId}/steps/{stepId}", methods: ["PUT"] },
    { path: "/api/machines", methods: ["GET"], params: ["hall", "status"] },
    { path: "/api/machines/{machineId}", methods: ["GET"] },
    { path: "/api/machines/{machineId}/jobs", methods: ["GET", "POST"], params: ["limit", "status"] },
    { path: "/api/models/{modelId}/price", methods: ["POST"], params: ["material", "quantity"] },
    { path: "/api/quality-reports", methods: ["POST"] },
  ],
  objectives: {
    availability: percent(99.5),
    // The price of a large model takes seconds by nature.
    latency: { share: percent(90), within: seconds(2.5) },
  },
});
