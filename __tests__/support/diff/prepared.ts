import type { Side } from "../../../diff/context";
import type { Environment } from "../../../environments/environment";
import { production } from "../../../environments/production";
import type { Database } from "../../../model/database";
import type { HttpService } from "../../../model/http-service";
import { system } from "../../../system";
import { crmApi } from "../../../system/crm";
import { shopApi, shopDatabase } from "../../../system/shop";
import { days, percent } from "../../../units/quantities";
import { reformatted } from "./reformatted";
import { sideOf, withAttributes, withDocuments } from "./side";

const withServices = (change: (service: HttpService) => readonly HttpService[]) => ({
  ...system,
  services: system.services.flatMap(change),
});

const inCrm = (change: (crm: HttpService) => readonly HttpService[]) =>
  withServices((service) => (service === crmApi ? change(service) : [service]));

/** Production, with another address for a service of another name. */
const probing = (name: string): Environment => ({
  ...production,
  probes: { ...production.probes, addresses: { ...production.probes.addresses, [name]: "https://crm.example.com" } },
});

const loyaltyApi: HttpService = {
  ...crmApi,
  name: "loyalty-api",
  description: "Points and vouchers. When it fails, customers pay the full price.",
  workload: { namespace: "crm", deployment: "loyalty-api" },
};

const roomier: Database = { ...shopDatabase, connections: { ticket: percent(85), page: percent(95) } };

const { teams } = production.notifications;
const { storefront, sales } = teams;
if (!storefront || !sales) throw new Error("environments/production.ts lacks a team");

const [firstRoute, ...otherRoutes] = crmApi.routes;

interface Labelled {
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** As Grafana is told of an alert, with other labels. */
const withLabels = (base: Side, uid: string, labels: Labelled["labels"]): Side =>
  withAttributes(base, (address, attribute, value) =>
    attribute === "rule" && address.startsWith("grafana_rule_group.")
      ? (value as readonly Labelled[]).map((rule) =>
          rule.uid === uid ? { ...rule, labels: { ...rule.labels, ...labels } } : rule,
        )
      : value,
  );

/** Changes that people make, by what they would call them; each of one fact. */
export const preparedChanges: Readonly<Record<string, (base: Side) => Side>> = {
  threshold: () =>
    sideOf({
      ...system,
      services: system.services.map((service) => ({
        ...service,
        dependsOn: () => service.dependsOn().map((thing) => (thing === shopDatabase ? roomier : thing)),
      })),
      resources: system.resources.map((resource) => (resource === shopDatabase ? roomier : resource)),
    }),
  "new-service": () =>
    sideOf(
      withServices((service) => (service === crmApi ? [service, loyaltyApi] : [service])),
      probing("loyalty-api"),
    ),
  "removed-endpoint": () => sideOf(inCrm((crm) => [{ ...crm, routes: [firstRoute, ...otherRoutes.slice(0, -1)] }])),
  rename: () =>
    sideOf(
      inCrm((crm) => [{ ...crm, name: "sales-api" }]),
      probing("sales-api"),
    ),
  route: () =>
    sideOf(system, {
      ...production,
      notifications: {
        ...production.notifications,
        teams: { ...teams, sales: { ...sales, ticket: storefront.ticket } },
      },
    }),
  "chart-bump": (base) => {
    const bumped = withAttributes(base, (address, attribute, value) =>
      address === "helm_release.kps" && attribute === "version" ? "89.0.0" : value,
    );
    return withDocuments({
      ...bumped,
      documents: bumped.documents.map(
        (document) => JSON.parse(JSON.stringify(document).replaceAll('"4.45.1"', '"4.46.0"')) as unknown,
      ),
    });
  },
  retention: () =>
    sideOf(system, {
      ...production,
      elk: { ...production.elk, retention: { ...production.elk.retention, deleteAfter: days(14) } },
    }),
  permissions: (base) =>
    withAttributes(base, (address, attribute, value) =>
      address === "aws_iam_role_policy.log-shop-db-cloudwatch" && attribute === "policy"
        ? (value as string).replace('"logs:FilterLogEvents"', '"logs:FilterLogEvents","logs:Delete*"')
        : value,
    ),
  label: (base) => withLabels(base, "shop-api-traffic", { severity: "ticket" }),
  owner: () => sideOf(inCrm((crm) => [{ ...crm, owner: shopApi.owner }])),
  "external-label": () => sideOf(system, { ...production, region: "eu-west-1" }),
  reformatting: reformatted,
};
