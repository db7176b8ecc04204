import { hours, minutes, percent } from "../../units/quantities";
import { scenario } from "../scenario";

const machinesSilent = scenario({
  name: "machines-silent",
  title: "The network of the halls is cut: hardly a request reaches the production control.",
  family: "traffic-gone",
  begins: { weekday: "tuesday", hour: 2 },
  lasts: hours(2.5),
  faults: [{ kind: "traffic", of: "mes-api", times: 0.02, from: minutes(30), until: minutes(110) }],
  due: [
    {
      severity: "page",
      of: ["mes-api"],
      within: minutes(10),
      because: "a machine has work for about ten minutes when nobody tells it what comes next; then it idles",
    },
  ],
});

const certificateRefused = scenario({
  name: "certificate-refused",
  title: "Nine clients in ten of the production control refuse its certificate.",
  family: "unreachable",
  begins: { weekday: "friday", hour: 10 },
  lasts: hours(2),
  faults: [{ kind: "ingress", of: "mes-api", lost: percent(92), from: minutes(40), until: minutes(90) }],
  due: [
    {
      severity: "page",
      of: ["mes-api"],
      within: minutes(10),
      because: "a machine has work for about ten minutes when nobody tells it what comes next; then it idles",
    },
  ],
});

const regionLost = scenario({
  name: "region-lost",
  title: "From Ireland alone the CRM cannot be reached.",
  family: "unreachable",
  begins: { weekday: "wednesday", hour: 8 },
  lasts: hours(3),
  faults: [
    {
      kind: "ingress",
      of: "crm-api",
      lost: percent(5),
      places: ["ireland"],
      from: minutes(20),
      until: minutes(160),
    },
  ],
  due: [
    {
      severity: "ticket",
      of: ["crm-api"],
      within: hours(2),
      because: "one office sells from memory: for whoever is at work, not for whoever sleeps",
    },
  ],
});

export const traffic = [machinesSilent, certificateRefused, regionLost];
