import type { Construct } from "constructs";
import type { Environment } from "../../environments/environment";
import type { HttpService } from "../../model/http-service";
import type { Broker } from "../../model/broker";
import { brokerSlice } from "../../slices/use/broker";
import type { Measured } from "../../slices/slice";
import { BindingsExporter } from "../bindings-exporter";
import { BrokerMetrics } from "../broker-metrics";

/** Measures a broker, which tells of itself; only its bindings need an exporter. */
export function measureBroker(
  scope: Construct,
  broker: Broker,
  environment: Environment,
  dependents: readonly HttpService[],
): Measured {
  const { targets } = new BrokerMetrics(scope, "metrics", { broker, environment });
  const { target: bindings } = new BindingsExporter(scope, "bindings", { broker, environment });
  return brokerSlice({ broker, dependents, targets: { ...targets, bindings } });
}
