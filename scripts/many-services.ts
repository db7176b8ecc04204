import type { Environment } from "../environments/environment";
import { local } from "../environments/local";
import type { HttpService } from "../model/http-service";
import { system } from "../system";
import { gibibytes, mebibytes } from "../units/quantities";

/** What a copy logs. */
const perDay = mebibytes(10);

/** The environment `local`, with room for the logs and series of so many services. */
export function environmentOf(services: readonly HttpService[]): Environment {
  const addresses = Object.fromEntries(services.map(({ name }) => [name, `http://${name}.example.svc`]));
  const { elasticsearch } = local.elk;
  const hot = { ...elasticsearch.hot, replicas: Math.ceil(services.length / 100), memory: gibibytes(8) };
  const prometheus = {
    ...local.prometheus,
    memory: gibibytes(64),
    retentionSize: gibibytes(80),
    storage: gibibytes(100),
  };
  return {
    ...local,
    prometheus,
    probes: { ...local.probes, addresses },
    elk: { ...local.elk, elasticsearch: { ...elasticsearch, hot } },
  };
}

/**
 * So many services: those of this system, whose plan they answer, and copies of them, each under a name of its own and
 * in pods of its own.
 */
export function manyServices(n: number): HttpService[] {
  return Array.from({ length: n }, (_, at) => {
    const original = system.services[at % system.services.length];
    if (!original) throw new Error("system/index.ts has no services");
    const name = `service-${String(at).padStart(4, "0")}`;
    if (at < system.services.length) return original;
    const workload = { namespace: original.workload.namespace, deployment: name };
    return { ...original, name, workload, logs: { ...original.logs, perDay } };
  });
}
