import { httpService } from "../model/http-service";
import { gibibytes, minutes, percent, seconds } from "../units/quantities";
import { crmEvents, rabbitmq } from "./messaging";
import { sales } from "./teams";

export const crmApi = httpService({
  name: "crm-api",
  description: "Customers, deals and tasks of the sales staff. When it fails, sellers work from memory.",
  owner: sales,
  criticality: "standard",
  workload: { namespace: "crm", deployment: "crm-api" },
  probe: "/healthz",
  routes: [
    { path: "/api/customers", methods: ["GET", "POST"], params: ["limit", "owner", "page", "q", "segment"] },
    { path: "/api/customers/{customerId}", methods: ["GET", "PATCH"] },
    { path: "/api/customers/{customerId}/orders", methods: ["GET"], params: ["limit", "page"] },
    { path: "/api/deals", methods: ["GET", "POST"], params: ["limit", "owner", "page", "stage"] },
    { path: "/api/deals/{dealId}", methods: ["GET", "PATCH"] },
    { path: "/api/deals/{dealId}/stage", methods: ["PUT"] },
    { path: "/api/tasks", methods: ["GET", "POST"], params: ["due", "owner"] },
    { path: "/api/reports/pipeline", methods: ["GET"], params: ["from", "to"] },
  ],
  objectives: {
    availability: percent(99.5),
    latency: { share: percent(95), within: seconds(1) },
  },
  dependsOn: () => [rabbitmq],
  consumes: [crmEvents],
  logs: { perDay: gibibytes(1), atLeastEvery: minutes(15) },
});
