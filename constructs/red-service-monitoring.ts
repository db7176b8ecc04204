import { Construct } from "constructs";
import type { Finding } from "../findings/finding";
import type { HttpService } from "../model/http-service";
import { sliceName } from "../model/http-service";
import type { Team } from "../model/team";
import { ledToLogs } from "../slices/led-to-logs";
import { redSlice } from "../slices/red";
import type { Slice } from "../slices/slice";
import type { HasFindings } from "./checked";
import { ServiceProbe } from "./service-probe";
import { addSliceContent } from "./slice-content";
import type { Surroundings } from "./surroundings";
import { checkExporter, SpanMetricsExporter } from "./span-metrics-exporter";

export interface RedServiceMonitoringProps extends Surroundings {
  readonly service: HttpService;
  /** Team that keeps the exporter, and the places from which the service is probed. */
  readonly platformTeam: Team;
  /** Exporter that counts the spans of this service and of others. @default an exporter of its own */
  readonly exporter?: SpanMetricsExporter;
}

/**
 * Rate, errors and duration of one HTTP service, and what is seen of it from outside: exporter, probes, recording
 * rules, dashboard, alerts. Removing it removes all of them.
 */
export class RedServiceMonitoring extends Construct implements HasFindings {
  readonly slice: Slice;
  readonly #service: HttpService;
  readonly #exporter: SpanMetricsExporter;

  constructor(scope: Construct, id: string, props: RedServiceMonitoringProps) {
    super(scope, id);
    const { service, platformTeam, repository, environment } = props;
    this.#service = service;
    this.#exporter =
      props.exporter ??
      new SpanMetricsExporter(this, "exporter", { name: sliceName(service.name), environment, services: [service] });
    new ServiceProbe(this, "probes", { service, environment });
    const places = environment.probes.places.map((place) => place.name);
    this.slice = ledToLogs(redSlice({ service, target: this.#exporter.target, places, platformTeam }), props.logs);
    addSliceContent(this, {
      slice: this.slice,
      environment,
      description: service.description,
      folder: { uid: service.name, title: service.name, parent: props.folder },
      repository,
    });
  }

  findings(): Finding[] {
    return checkExporter(this.#service, this.#exporter.services);
  }
}
