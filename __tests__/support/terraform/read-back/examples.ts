/** Attributes of a resource, as few as an example needs. */
export type Values = Readonly<Record<string, unknown>>;

export const rule = (values: Values, model: Values = { refId: "A" }) => ({
  rule: [{ name: "x", condition: "A", data: [{ ref_id: "A", model: JSON.stringify(model) }], ...values }],
});
export const processor = (value: unknown) => ({ name: "x", processors: [JSON.stringify(value)] });
export const policy = (statement: Values) => ({
  policy: JSON.stringify({ Version: "2012-10-17", Statement: statement }),
});
