import type { System } from "../model/system";
import { crmApi } from "./crm";
import { rabbitmq } from "./messaging";
import { mesApi, mesPods } from "./mes";
import { plan } from "./plan";
import { shopApi, shopDatabase, shopMedia } from "./shop";
import { platform } from "./teams";
import { gibibytes, minutes } from "../units/quantities";

/** What is monitored: a new service or resource is a value in a file of its owner's, and one line here. */
export const system: System = {
  title: "Shop, CRM and MES",
  repository: "https://github.com/example/monitoring",
  platformTeam: platform,
  platformLogs: { perDay: gibibytes(1), atLeastEvery: minutes(15) },
  services: [shopApi, crmApi, mesApi],
  resources: [mesPods, shopDatabase, shopMedia, rabbitmq],
  plan,
};
