import type { HttpService } from "../../model/http-service";
import type { System } from "../../model/system";
import { mebibytes, milliseconds, minutes, percent } from "../../units/quantities";

export const exampleLogs = { perDay: mebibytes(10), atLeastEvery: minutes(15) };

/** A service in which nothing is wrong, for tests to change. */
export const exampleService = (changes: Partial<HttpService> = {}): HttpService => ({
  name: "example-api",
  description: "Serves examples. When it fails, nobody learns.",
  owner: { name: "teachers", title: "Teachers" },
  criticality: "critical",
  workload: { namespace: "example", deployment: "example-api" },
  probe: "/healthz",
  routes: [{ path: "/api/examples", methods: ["GET"], params: ["page"] }],
  objectives: { availability: percent(99.9), latency: { share: percent(95), within: milliseconds(500) } },
  dependsOn: () => [],
  logs: exampleLogs,
  ...changes,
});

export const exampleSystem = (...services: HttpService[]): System => ({
  title: "Examples",
  repository: "https://example.com/monitoring",
  platformTeam: { name: "platform", title: "Platform" },
  platformLogs: exampleLogs,
  services,
  resources: [],
  plan: [],
});
