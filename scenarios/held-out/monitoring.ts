import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const podsUnscraped = scenario({
  name: "pods-unscraped",
  title: "Prometheus no longer knows of kube-state-metrics.",
  family: "target-gone",
  begins: { weekday: "wednesday", hour: 15 },
  lasts: hours(2),
  faults: [{ kind: "target-gone", job: "kube-state-metrics", from: minutes(25) }],
  due: [
    {
      severity: "ticket",
      of: ["platform", "mes-api"],
      within: hours(1),
      because: "requests are still watched; pods that are killed or missing are not",
    },
  ],
});

const collectorsDown = scenario({
  name: "collectors-down",
  title: "All collectors that count the requests of the production control are down.",
  family: "exporter-gone",
  begins: { weekday: "sunday", hour: 10 },
  lasts: hours(1.5),
  faults: [{ kind: "exporter-down", job: "red-mes-api", from: minutes(25), until: minutes(70) }],
  due: [
    {
      severity: "page",
      of: ["mes-api", "platform"],
      within: minutes(15),
      because: "were what machines report to fail now, nobody would be told",
    },
  ],
});

const nodeUnmeasured = scenario({
  name: "node-unmeasured",
  title: "The kubelet of one of three nodes answers Prometheus no more, though its pods run on.",
  family: "exporter-gone",
  begins: { weekday: "tuesday", hour: 4 },
  lasts: hours(3.5),
  faults: [{ kind: "exporter-down", job: "kubelet", targets: 1, from: minutes(25) }],
  due: [
    {
      severity: "ticket",
      of: ["mes-api", "platform"],
      within: hours(2.5),
      because:
        "machines are served, and nobody need rise; but at seven people come to work, and one pod in three could outgrow its memory unseen",
    },
  ],
});

const rulesOfSalesFail = scenario({
  name: "rules-of-sales-fail",
  title: "A fifth of the CRM's recording rules fails.",
  family: "rules-failing",
  begins: { weekday: "tuesday", hour: 20 },
  lasts: hours(1.5),
  faults: [{ kind: "rules-failing", group: "red-crm-api", share: percent(20), from: minutes(15), until: minutes(80) }],
  due: [
    {
      severity: "ticket",
      of: ["platform", "crm-api"],
      within: hours(1),
      because:
        "nobody is woken for the CRM, but what is not recorded is lost to its objective, and ends before the morning",
    },
  ],
});

const historyRunsShort = scenario({
  name: "history-runs-short",
  title: "Since yesterday the storage of Prometheus itself fills by half a per cent an hour.",
  family: "storage",
  begins: { weekday: "friday", hour: 8 },
  lasts: hours(7),
  faults: [{ kind: "prometheus-storage", to: percent(86), from: hours(-24), until: hours(8), shape: "ramp" }],
  due: [
    {
      severity: "ticket",
      of: ["platform"],
      within: hours(7),
      because:
        "it is full on Saturday evening and then loses the days that budgets are made of; until three somebody is at work",
    },
  ],
});

export const monitoring = [podsUnscraped, collectorsDown, rulesOfSalesFail, historyRunsShort, nodeUnmeasured];
