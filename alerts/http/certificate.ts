import { probeJob } from "../../environments/names";
import type { HttpService } from "../../model/http-service";
import { probe } from "../../signals/probe";
import { certificateExpires, leastRemaining } from "../certificate";
import type { Levelled } from "../levels";
import { wakingOnlyFor } from "../levels";
import { common } from "./common";
import { here, there } from "./stories/probed";

export function certificate(service: HttpService): Levelled {
  const { name } = service;
  const levels = certificateExpires(
    {
      name,
      title: `${name}: its certificate`,
      subject: `The certificate of ${name}`,
      jobOf: probeJob,
      places: [here, there],
    },
    {
      ...common(service, "certificate-expires", "tls"),
      watches: probe.certificate,
      value: leastRemaining(name).by("service").expr,
      firstSteps: [
        "Why was it not renewed? kubectl get certificates,certificaterequests,challenges --all-namespaces, or the console of whoever issues it.",
        'All places, or one? Panel "Certificate expires in": one alone meets another server.',
        "Was it renewed, and only not loaded? Restart what serves it.",
      ],
    },
  );
  return wakingOnlyFor(service.criticality, levels);
}
