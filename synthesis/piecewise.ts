import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { IPostProcessor, IResolvable, IResolveContext, ISynthesisSession, TerraformStack } from "cdktf";
import { DefaultTokenResolver, StringConcat, TerraformResource, Tokenization } from "cdktf";

/**
 * Has the document of a stack written resource by resource: what a resource says is made when its turn comes, once, and
 * forgotten. cdktf would resolve all of them, twice, make one text of all, and Node another copy in UTF-8 (measured,
 * 300 services and 60 MB: 600 MiB at the peak, and not 270). Whatever is no resource is left to cdktf.
 */
export function writePiecewise(stack: TerraformStack): void {
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize(session: ISynthesisSession) {
      const path = join(session.outdir, session.manifest.forStack(stack).synthesizedStackPath);
      // Only JSON is printed here.
      if (!path.endsWith(".json")) {
        synthesizer.synthesize(session);
        return;
      }
      const { resources, rest } = synthesizeRest(stack, () => synthesizer.synthesize(session));
      const { resource, beside } = writtenOf(stack, resources, rest.resource);
      try {
        write(path, pieces({ ...rest, resource }, "", beside));
      } catch (fault) {
        // A document that lacks resources would have them destroyed; one that is not there, nothing.
        rmSync(path, { force: true });
        throw fault;
      }
    },
  };
}

interface Rest {
  /** What is said of resources from the stack: overrides. */
  readonly resource?: ByType<object>;
}

/** Lets cdktf write the document without its resources, and tells what it wrote. Aspects may add some until then. */
function synthesizeRest(stack: TerraformStack, synthesize: () => void) {
  let resources: readonly TerraformResource[] = [];
  let rest: Rest = {};
  const toTerraform = stack.toTerraform.bind(stack);
  const toRest = (): object => {
    resources = stack.node.findAll().filter((construct) => construct instanceof TerraformResource);
    rest = withoutResources(resources, toTerraform);
    return rest;
  };
  stack.toTerraform = toRest;
  try {
    synthesize();
  } finally {
    stack.toTerraform = toTerraform;
  }
  return { resources, rest };
}

/** What the stack says while its resources say nothing. */
function withoutResources(resources: readonly TerraformResource[], toTerraform: () => unknown): object {
  for (const resource of resources) resource.toTerraform = () => ({});
  try {
    return toTerraform() as object;
  } finally {
    for (const resource of resources) Reflect.deleteProperty(resource, "toTerraform");
  }
}

/** Resources by their types, then by their names. */
type ByType<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

interface Fragment {
  /** Absent for one that has moved. */
  readonly resource?: ByType<object>;
  readonly import?: readonly object[];
  readonly moved?: readonly object[];
}

/** Each resource as a function that makes it; and where they were moved or imported from, known once all are made. */
function writtenOf(scope: TerraformStack, resources: readonly TerraformResource[], overrides: ByType<object> = {}) {
  const types: Record<string, Record<string, unknown>> = Object.fromEntries(
    Object.entries(overrides).map(([type, all]) => [type, { ...all }]),
  );
  const from = { import: new Array<object>(), moved: new Array<object>() };
  for (const resource of resources) {
    const { terraformResourceType: type, friendlyUniqueId: name } = resource;
    (types[type] ??= {})[name] = () => {
      const made = resource.toTerraform() as Fragment;
      from.import.push(...(made.import ?? []));
      from.moved.push(...(made.moved ?? []));
      const attributes = made.resource?.[type]?.[name];
      return attributes && merged(resolved(scope, attributes), overrides[type]?.[name]);
    };
  }
  const someOf = (list: object[]) => (list.length > 0 ? resolve(scope, list) : undefined);
  return { resource: types, beside: { import: () => someOf(from.import), moved: () => someOf(from.moved) } };
}

/** As cdktf lays overrides over what they override: map by map, everything else whole. */
function merged(value: unknown, override: unknown): unknown {
  if (override === undefined) return value;
  if (!isRecord(value) || !isRecord(override)) return override;
  const before = value as Readonly<Record<string, unknown>>;
  return {
    ...before,
    ...Object.fromEntries(Object.entries(override).map(([key, part]) => [key, merged(before[key], part)])),
  };
}

/** cdktf goes through each text several times; that is left to it where there is a token. */
const resolved = (scope: TerraformStack, attributes: object): object =>
  Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, holdsToken(value) ? resolve(scope, value) : value]),
  );

/** What a token stood for is gone through once more only where it holds tokens itself. */
class Resolver extends DefaultTokenResolver {
  override resolveToken(token: IResolvable, context: IResolveContext, after: IPostProcessor): unknown {
    const made: unknown = token.resolve(context);
    return after.postProcess(holdsToken(made) ? context.resolve(made) : made, context);
  }
}

const resolver = new Resolver(new StringConcat());

const resolve = (scope: TerraformStack, value: unknown): unknown =>
  Tokenization.resolve(value, { scope, resolver, preparing: false });

/**
 * What cdktf puts in the place of what is not known yet: a word in texts, lists and maps, and an unheard-of number.
 * What only looks like one costs time, and nothing else.
 */
const token = /\{TfToken\[|\de\+\d{3}/;

function holdsToken(value: unknown): boolean {
  if (typeof value === "string") return token.test(value);
  if (typeof value === "number") return token.test(String(value));
  if (typeof value !== "object" || value === null) return false;
  return Tokenization.isResolvable(value) || Object.entries(value).some((entry) => entry.some(holdsToken));
}

function write(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    for (const piece of pieces) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/**
 * A value as `JSON.stringify` prints it with two spaces, keys sorted, in pieces; functions stand for what they return.
 * What holds none of them comes in one piece.
 *
 * @param last behind all others, in whatever order
 */
export function* pieces(value: object, indent: string, last: object = {}): Generator<string> {
  const inner = `${indent}  `;
  let before = "{";
  for (const [key, part] of [...sortedEntries(value), ...sortedEntries(last)]) {
    const begun = `${before}\n${inner}${JSON.stringify(key)}: `;
    if (isRecord(part) && holdsFunction(part)) {
      yield begun;
      yield* pieces(part, inner);
    } else {
      const made: unknown = typeof part === "function" ? (part as () => unknown)() : part;
      if (made === undefined) continue;
      yield begun + print(made, inner);
    }
    before = ",";
  }
  yield before === "{" ? "{}" : `\n${indent}}`;
}

function print(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  let text = "";
  for (const [key, part] of Array.isArray(value) ? value.entries() : sortedEntries(value)) {
    if (part === undefined) continue;
    text += `${text && ","}\n${inner}${typeof key === "string" ? `${JSON.stringify(key)}: ` : ""}${print(part, inner)}`;
  }
  return text === "" ? `${open}${close}` : `${open}${text}\n${indent}${close}`;
}

const holdsFunction = (value: unknown): boolean =>
  typeof value === "function" || (isRecord(value) && Object.values(value).some(holdsFunction));

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sortedEntries = (record: object): [string, unknown][] =>
  Object.keys(record)
    .sort()
    .map((key) => [key, (record as Readonly<Record<string, unknown>>)[key]]);
