import type { Environment } from "../environments/environment";
import { watermarkText } from "../environments/watermarks";
import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import { bytesText, durationText } from "../units/text";
import type { Logging, TierDisk } from "./disk";
import { componentDisks, tierDisks } from "./disk";
import { indicesAllowed, indicesOf, indicesPerGibibyteOfHeap, shardsAllowed, shardsOf, shardsPerNode } from "./shards";

/** Whether the cluster of an environment has room for what its components log: what only the two together can tell. */
export const checkCapacity = ({ name, elk }: Pick<Environment, "name" | "elk">, components: readonly Logging[]) =>
  within(`${name}.elk`, [...checkDisk(elk, components), ...checkShards(elk, components)]).map((finding): Finding => ({
    ...finding,
    source: `environments/${name}.ts`,
  }));

function checkDisk(elk: Environment["elk"], components: readonly Logging[]): Finding[] {
  const [most] = componentDisks(components, elk);
  return tierDisks(components, elk)
    .filter(({ needed, available }) => !(needed.bytes <= available.bytes))
    .map((tier) => diskTooSmall(tier, elk, most ? `${most.component.name}, ${bytesText(most.needed)} in all` : "none"));
}

const diskTooSmall = (
  { tier, needed, available }: TierDisk,
  { retention, elasticsearch }: Environment["elk"],
  most: string,
) =>
  error({
    id: "logs-exceed-disk",
    where: `elasticsearch.${tier}.storage`,
    what: `${bytesText(needed)} of logs are to be kept on the ${tier} nodes, which have room for ${bytesText(available)}; most of it is of ${most}.`,
    why: `from ${watermarkText.low} on Elasticsearch gives a node no shard, from ${watermarkText.flood} on it lets nothing be written: the logs of all components end, with one node lost even before.`,
    fix: `${nodesNeeded(elasticsearch[tier], { needed, available })}, fewer days than ${durationText(retention.deleteAfter)}, or less in the logs.`,
  });

const nodesNeeded = (
  tier: Environment["elk"]["elasticsearch"]["warm"],
  { needed, available }: Pick<TierDisk, "needed" | "available">,
): string =>
  tier && available.bytes > 0
    ? `storage: gibibytes(${Math.ceil(((needed.bytes / available.bytes) * tier.storage.bytes) / 2 ** 30)}) of each of ${tier.replicas} nodes`
    : "more storage";

function checkShards(elk: Environment["elk"], components: readonly Logging[]): Finding[] {
  const shards = shardsOf(components, elk);
  const indices = components.reduce((sum, component) => sum + indicesOf(component, elk), 0);
  const [rollover, kept] = [elk.retention.rolloverAfter, elk.retention.deleteAfter].map(durationText);
  const longer = `rolloverAfter: longer than ${rollover}, fewer days than ${kept}`;
  return [
    ...errorUnless(shards <= shardsAllowed(elk), {
      id: "too-many-shards",
      where: "retention",
      what: `${components.length} components make ${shards} shards, and Elasticsearch allows ${shardsAllowed(elk)}: ${shardsPerNode} for each node with data.`,
      why: "it makes no index beyond: nothing is rolled over any more, and a new component cannot log.",
      fix: `${longer}, or more nodes.`,
    }),
    ...errorUnless(indices <= indicesAllowed(elk), {
      id: "too-many-indices",
      where: elk.elasticsearch.masters ? "elasticsearch.masters.memory" : "elasticsearch.hot.memory",
      what: `${components.length} components make ${indices} indices, and the masters have memory for ${indicesAllowed(elk)}: ${indicesPerGibibyteOfHeap} for each GiB of heap.`,
      why: "the masters would run out of memory, and with them the cluster stops.",
      fix: `${longer}, or more memory.`,
    }),
  ];
}
