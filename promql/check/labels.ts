/**
 * How a label is there on the series of a vector: with one value on all of them (`fixed`, by an equality matcher), on
 * some of them only (`sometimes`, after an `or`, or because the exporter writes it so), else `varies`.
 */
export type Presence = "varies" | "fixed" | "sometimes";

/** The labels that the series of a vector carry; they carry no others. */
export type Labels = ReadonlyMap<string, Presence>;

export const noLabels: Labels = new Map();

export const labelSet = (names: readonly string[], sometimes: readonly string[] = []): Labels =>
  new Map<string, Presence>([
    ...sometimes.map((name) => [name, "sometimes"] as const),
    ...names.map((name) => [name, "varies"] as const),
  ]);

export const add = (to: Labels, name: string, presence: Presence): Labels => new Map(to).set(name, presence);

/**
 * Only the labels of these names. Those that `of` lacks are taken over: whoever asked for them has heard so already.
 */
export const keep = (of: Labels | undefined, names: readonly string[]): Labels =>
  new Map(names.map((name) => [name, of?.get(name) ?? "varies"]));

export const drop = (of: Labels, names: readonly string[]): Labels =>
  new Map([...of].filter(([name]) => !names.includes(name)));

/** The labels of the series of both sides together: a label that only one side carries for sure is there sometimes. */
export function union(left: Labels, right: Labels): Labels {
  const presence = (name: string): Presence => {
    const [one, other] = [left.get(name), right.get(name)];
    return !one || !other || one === "sometimes" || other === "sometimes" ? "sometimes" : "varies";
  };
  return new Map([...left.keys(), ...right.keys()].map((name) => [name, presence(name)]));
}
