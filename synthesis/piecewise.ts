import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { ISynthesisSession, TerraformStack } from "cdktf";
import { DefaultTokenResolver, StringConcat, TerraformResource, Tokenization } from "cdktf";

/**
 * Has the document of a stack written resource by resource: what a resource says is made when its turn comes, and
 * forgotten. cdktf would resolve all of them, twice, make one text of all, and Node another copy in UTF-8 (measured, 300
 * services and 60 MB: 600 MiB at the peak, and not 250). Whatever is no resource is left to cdktf.
 */
export function writePiecewise(stack: TerraformStack): void {
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize(session: ISynthesisSession) {
      const resources = stack.node.findAll().filter((construct) => construct instanceof TerraformResource);
      let rest: object = {};
      const toTerraform = stack.toTerraform.bind(stack);
      const toRest = (): object => (rest = withoutResources(resources, toTerraform));
      stack.toTerraform = toRest;
      synthesizer.synthesize(session);
      stack.toTerraform = toTerraform;
      const { synthesizedStackPath } = session.manifest.forStack(stack);
      writeJson(join(session.outdir, synthesizedStackPath), { ...rest, resource: byType(stack, resources) });
    },
  };
}

interface Fragment {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

/** What the stack says while its resources say nothing of themselves, but where they were moved from. */
function withoutResources(resources: readonly TerraformResource[], toTerraform: () => unknown): object {
  for (const resource of resources) {
    const own = resource.toTerraform.bind(resource);
    resource.toTerraform = () => ({ ...(own() as Fragment), resource: undefined });
  }
  try {
    return toTerraform() as object;
  } finally {
    for (const resource of resources) Reflect.deleteProperty(resource, "toTerraform");
  }
}

const resolver = new DefaultTokenResolver(new StringConcat());

/** Each of them as a function that makes it. */
function byType(scope: TerraformStack, resources: readonly TerraformResource[]) {
  const types: Record<string, Record<string, () => unknown>> = {};
  for (const resource of resources) {
    const { terraformResourceType: type, friendlyUniqueId: name } = resource;
    const make = () => (resource.toTerraform() as Fragment).resource?.[type]?.[name];
    (types[type] ??= {})[name] = () => Tokenization.resolve(make(), { scope, resolver, preparing: false }) as unknown;
  }
  return types;
}

function writeJson(path: string, document: object): void {
  const file = openSync(path, "w");
  try {
    for (const piece of pieces(document, "")) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/**
 * As `JSON.stringify` prints it with two spaces, keys sorted; functions stand for what they return. What holds none of
 * them comes in one piece.
 */
export function* pieces(value: unknown, indent: string): Generator<string> {
  if (!isRecord(value) || !holdsFunction(value)) {
    const whole: unknown = typeof value === "function" ? (value as () => unknown)() : value;
    yield JSON.stringify(whole, (_, part: unknown) => sorted(part), 2).replaceAll("\n", `\n${indent}`);
    return;
  }
  const inner = `${indent}  `;
  for (const [at, [key, part]] of sortedEntries(value).entries()) {
    yield `${at === 0 ? "{" : ","}\n${inner}${JSON.stringify(key)}: `;
    yield* pieces(part, inner);
  }
  yield `\n${indent}}`;
}

const holdsFunction = (value: unknown): boolean =>
  typeof value === "function" || (isRecord(value) && Object.values(value).some(holdsFunction));

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sortedEntries = (record: object): [string, unknown][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

const sorted = (part: unknown): unknown => (isRecord(part) ? Object.fromEntries(sortedEntries(part)) : part);
