import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import { repeated } from "../findings/repeated";
import { durationText } from "../units/text";
import type { Broker, Queues } from "./broker";
import { longestDrain } from "./broker";
import { checkPattern, checkPatternsTogether } from "./check-queue-patterns";
import { checkText } from "./check-text";
import { checkLevels } from "./levels";
import { checkPlainName } from "./plain-name";

/** Whether the broker can be found, and whether each of its queues has one team's patience to be judged by. */
export const checkBroker = ({ namespace, service, vhost, queues }: Broker): Finding[] => [
  ...checkPlainName("namespace", namespace),
  ...checkPlainName("service", service),
  ...errorUnless(vhost.trim() !== "", {
    id: "vhost-blank",
    where: "vhost",
    what: "the virtual host has no name.",
    why: "RabbitMQ would be asked for the queues of no virtual host, and answer with none.",
    fix: 'vhost: "/", the one there is unless somebody made another.',
  }),
  ...errorUnless(queues.length > 0, {
    id: "without-queues",
    where: "queues",
    what: "the broker has no queues.",
    why: "a message could wait in it for ever: no alert would be about any queue.",
    fix: "describe the queues whose messages somebody waits for.",
  }),
  ...queues.flatMap((group, at) => within(`queues[${at}]`, checkQueues(group))),
  ...sameTwice(queues, "name"),
  ...sameTwice(queues, "pattern"),
  ...checkPatternsTogether(queues),
];

const checkQueues = (group: Queues): Finding[] => [
  ...checkPlainName("name", group.name),
  ...checkText("description", group.description),
  ...checkPattern(group.pattern),
  ...checkLevels("drainsWithin", group.drainsWithin, { of: ({ milliseconds }) => milliseconds, text: durationText }),
  ...errorUnless(longestDrain(group).milliseconds < Infinity, {
    id: "drain-out-of-range",
    where: `drainsWithin.${group.drainsWithin.page ? "page" : "ticket"}`,
    what: "it would never be too long.",
    why: "how long a queue takes is judged as a share of that, and would always be nothing.",
    fix: "minutes(30): the longest that whoever waits can bear.",
  }),
];

/** Two groups of one name would share alerts, two of one pattern their queues. */
const sameTwice = (queues: readonly Queues[], field: "name" | "pattern"): Finding[] =>
  repeated(queues, (group) => group[field]).map((group) =>
    error({
      id: "duplicate-queues",
      where: `queues[${queues.lastIndexOf(group)}].${field}`,
      what: `"${clip(group[field])}" is the ${field} of an earlier group of queues.`,
      why:
        field === "name"
          ? "their alerts would have the same UIDs: the later ones would take the place of the earlier."
          : "every message too late would be told twice.",
      fix: `give one of them another ${field}, or make one of the two.`,
    }),
  );
