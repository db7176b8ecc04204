import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, warning, within } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import type { System } from "../model/system";
import type { Environment } from "./environment";

/** Whether the bindings of every broker can be asked for. */
export function checkBrokers({ brokers }: Environment, { resources }: System): Finding[] {
  const described = resources.filter(({ kind }) => kind === "broker").map(({ name }) => name);
  return within("brokers", [
    ...described.filter((name) => !Object.hasOwn(brokers, name)).map(withoutAccess),
    ...Object.keys(brokers)
      .filter((name) => !described.includes(name))
      .map((name) => withoutBroker(name, described)),
  ]);
}

const withoutAccess = (name: string): Finding =>
  error({
    id: "broker-without-access",
    where: name,
    what: `nothing says as whom the broker "${name}" is asked for its bindings.`,
    why: "without them no message in flight has a routing key.",
    fix: `"${name}": { user: "monitoring", password: { secret: …, key: … } }; docs/rabbitmq.md makes the user.`,
  });

const withoutBroker = (name: string, described: readonly string[]): Finding =>
  warning({
    id: "access-without-broker",
    where: name,
    what: `no broker is called "${clip(name)}".`,
    why: "nobody will ever use this access; perhaps the broker was renamed.",
    fix: didYouMean(nearest(name, described), "remove it, or describe the broker in system/."),
  });
