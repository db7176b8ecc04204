import type { System } from "../model/system";
import { crmApi } from "./crm";
import { mesApi } from "./mes";
import { plan } from "./plan";
import { shopApi } from "./shop";
import { platform } from "./teams";

/** What is monitored: a new service or resource is a value in a file of its owner's, and one line here. */
export const system: System = {
  title: "Shop, CRM and MES",
  repository: "https://github.com/example/monitoring",
  platformTeam: platform,
  services: [shopApi, crmApi, mesApi],
  resources: [],
  plan,
};
