import { httpService } from "../model/http-service";
import { workload } from "../model/workload";
import { cores, gibibytes, minutes, percent, seconds } from "../units/quantities";
import { orders, rabbitmq } from "./messaging";
import { manufacturing } from "./teams";

export const mesPods = workload({
  name: "mes-api",
  description:
    "Runs the production control. Pods that are starved or killed answer late or not at all, and machines idle.",
  owner: manufacturing,
  criticality: "critical",
  namespace: "mes",
  deployment: "mes-api",
  limits: { cpu: cores(2), memory: gibibytes(4) },
});

export const mesApi = httpService({
  name: mesPods.name,
  description:
    "Production control: orders on the machines, and the price of uploaded 3D models. When it fails, machines idle and the shop quotes no prices.",
  owner: manufacturing,
  criticality: "critical",
  workload: mesPods,
  probe: "/healthz",
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
  dependsOn: () => [rabbitmq],
  consumes: [orders],
  logs: { perDay: gibibytes(2), atLeastEvery: minutes(15) },
});
