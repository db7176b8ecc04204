import type { PlannedMetric } from "../model/plan";
import { crmApi } from "./crm";
import { mesApi, mesPods } from "./mes";
import { rabbitmq } from "./messaging";
import { shopApi, shopDatabase, shopMedia } from "./shop";

const requests = { signal: "http-requests", labels: ["service", "endpoint", "method", "params"] };
const duration = { signal: "http-duration", labels: ["service", "endpoint", "http_status_code"] };
const non200 = { signal: "http-non-200", labels: ["service", "endpoint", "status_code"] };

/** The thirteen metrics that were ordered. */
export const plan: readonly PlannedMetric[] = [
  { number: 1, title: "Requests per second, shop", of: shopApi, ...requests },
  { number: 2, title: "Requests per second, CRM", of: crmApi, ...requests },
  { number: 3, title: "Requests per second, MES", of: mesApi, ...requests },
  { number: 4, title: "Response time, shop", of: shopApi, ...duration },
  { number: 5, title: "Response time, MES", of: mesApi, ...duration },
  { number: 6, title: "Responses other than 200, shop", of: shopApi, ...non200 },
  { number: 7, title: "Responses other than 200, CRM", of: crmApi, ...non200 },
  { number: 8, title: "Responses other than 200, MES", of: mesApi, ...non200 },
  { number: 9, title: "CPU %, MES", of: mesPods, signal: "workload-cpu", labels: ["instance", "service"] },
  { number: 10, title: "Memory, MES", of: mesPods, signal: "workload-memory", labels: ["instance", "service"] },
  { number: 11, title: "Memory, shop database", of: shopDatabase, signal: "database-memory", labels: ["db_instance"] },
  { number: 12, title: "Size of the storage", of: shopMedia, signal: "bucket-size", labels: ["bucket", "region"] },
  {
    number: 13,
    title: "Messages in flight",
    of: rabbitmq,
    signal: "queue-messages",
    labels: ["queue_name", "routing_key"],
  },
];
