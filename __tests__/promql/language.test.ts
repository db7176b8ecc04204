import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Expr, Grouping, Matcher, Matching, Selector, Window } from "../../promql/ast";
import { aggregations, functions } from "../../promql/functions";
import type { BinaryOperator } from "../../promql/operators";
import type { Problem } from "../../promql/parse";
import { parse, parsed } from "../../promql/parse";
import { print, printLine } from "../../promql/print";
import { days, milliseconds, minutes, seconds } from "../../units/quantities";

const problem = (text: string): Problem => {
  const result = parse(text);
  if ("expr" in result) throw new Error(`accepted as ${print(result.expr)}`);
  return result.problem;
};

const number = (value: number): Expr => ({ kind: "number", value });
const text = (value: string): Expr => ({ kind: "string", value });
const metric = (name: string): Selector => ({ kind: "selector", metric: name, matchers: [] });
const binary = (op: BinaryOperator, left: Expr, right: Expr): Expr => ({ kind: "binary", op, left, right });
const minus = (of: Expr): Expr => ({ kind: "unary", op: "-", of });
const [a, b, c] = [metric("a"), metric("b"), metric("c")];

describe("print", () => {
  it.each([
    [binary("-", binary("-", a, b), c), "a - b - c"],
    [binary("-", a, binary("-", b, c)), "a - (b - c)"],
    [binary("^", a, binary("^", b, c)), "a ^ b ^ c"],
    [binary("^", binary("^", a, b), c), "(a ^ b) ^ c"],
    [binary("*", binary("+", a, b), c), "(a + b) * c"],
    [binary(">", binary("+", a, b), c), "a + b > c"],
    [binary("atan2", binary("*", a, b), c), "a * b atan2 c"],
    [binary("and", binary("or", a, b), c), "(a or b) and c"],
    [binary("or", binary("and", a, b), binary("unless", b, c)), "a and b or b unless c"],
    [minus(binary("^", a, b)), "-a ^ b"],
    [minus(binary("*", a, b)), "-(a * b)"],
    [binary("^", minus(a), b), "(-a) ^ b"],
    [binary("*", minus(a), b), "-a * b"],
    [binary("*", binary("^", a, minus(b)), c), "a ^ -b * c"],
    [binary("^", number(-1), number(2)), "(-1) ^ 2"],
    [binary("^", number(Infinity), number(2)), "(+Inf) ^ 2"],
    [{ kind: "subquery", of: binary("+", a, b), range: minutes(5) }, "(a + b)[5m:]"],
    [{ kind: "subquery", of: minus(a), range: minutes(5), step: minutes(1) }, "(-a)[5m:1m]"],
  ] satisfies [Expr, string][])("sets parentheses only where they are needed: %#", (expr, expected) => {
    expect(print(expr)).toBe(expected);
    expect(parsed(expected)).toEqual(expr);
  });

  it("writes grouping, matching and the moment of evaluation as Prometheus does", () => {
    const sum: Expr = { kind: "aggregate", op: "sum", grouping: { mode: "by", labels: ["pod", "k8s.node"] }, of: a };
    const group = { side: "left", labels: ["service"] } as const;
    const joined: Expr = {
      ...{ kind: "binary", op: "<=", bool: true, left: sum, right: b },
      matching: { mode: "on", labels: ["pod"], group },
    };
    expect(print(joined)).toBe('sum by (pod, "k8s.node") (a) <= bool on (pod) group_left (service) b');
    expect(print({ ...a, range: minutes(90), at: "end", offset: milliseconds(-1500) })).toBe(
      "a[1h30m] @ end() offset -1s500ms",
    );
  });

  it("quotes the names of metrics that the grammar would read as something else", () => {
    expect([metric("on"), metric("NaN"), metric("http.requests"), metric("sum")].map(print)).toEqual([
      '{"on"}',
      '{"NaN"}',
      '{"http.requests"}',
      "sum",
    ]);
  });

  it("escapes strings as Prometheus reads them", () => {
    expect(print(text('say "hi"\\\n\t\x00\x7f\u200d\ufffd'))).toBe('"say \\"hi\\"\\\\\\n\\t\\x00\\x7f\\u200d\\ufffd"');
    expect(print(text("Überlast 🔥 € '`"))).toBe('"Überlast 🔥 € \'`"');
    expect(print(text("half \ud83d"))).toBe('"half \\ufffd"');
    expect(print(text("\u{e0001}"))).toBe('"\\U000e0001"');
  });

  it("breaks what is longer than 100 characters, and only that", () => {
    const query =
      "histogram_quantile(0.95, sum by (service, endpoint, le) (label_replace(rate(traces_span_metrics_duration_seconds_bucket" +
      '{span_kind="SPAN_KIND_SERVER"}[5m]), "service", "$1", "service_name", "(.+)"))) > -(a + b) / on (service) c';
    expect(print(parsed(query))).toBe(
      [
        "  histogram_quantile(",
        "    0.95,",
        "    sum by (service, endpoint, le) (",
        "      label_replace(",
        '        rate(traces_span_metrics_duration_seconds_bucket{span_kind="SPAN_KIND_SERVER"}[5m]),',
        '        "service",',
        '        "$1",',
        '        "service_name",',
        '        "(.+)"',
        "      )",
        "    )",
        "  )",
        ">",
        "  -(a + b) / on (service) c",
      ].join("\n"),
    );
    expect(printLine(parsed(query))).toBe(query);
  });
});

describe("parse", () => {
  it("lets an offset move the selector before it and nothing more", () => {
    const moved = { ...b, offset: minutes(5) };
    expect(parsed("a + b offset 5m * c")).toEqual(binary("+", a, binary("*", moved, c)));
    expect(parsed("-b offset 5m ^ c")).toEqual(minus(binary("^", moved, c)));
  });

  it("reads a sign before a power as Prometheus does", () => {
    expect(parsed("-1 ^ 2")).toEqual(minus(binary("^", number(1), number(2))));
    expect(parsed("2 ^ -1 * 3")).toEqual(binary("*", binary("^", number(2), number(-1)), number(3)));
  });

  it("takes Grafana's variables as range and step", () => {
    expect(parsed('rate(a{b="[$__range]"}[$__rate_interval])')).toEqual({
      kind: "call",
      func: "rate",
      args: [
        { ...a, matchers: [{ label: "b", op: "=", value: "[$__range]" }], range: { variable: "$__rate_interval" } },
      ],
    });
    expect(parsed("a[ $__range : $__interval ]")).toEqual({
      kind: "subquery",
      of: a,
      range: { variable: "$__range" },
      step: { variable: "$__interval" },
    });
  });

  it.each([
    ["5m30s", number(330)],
    ["1_000", number(1000)],
    ["0x1F", number(31)],
    ["017", number(15)],
    ["08", number(8)],
    [".5e-3", number(0.0005)],
    ["-iNF", number(-Infinity)],
    ["nan", number(NaN)],
    ["'it''s'".replace("''", "\\'"), text("it's")],
    ["`raw \\n`", text("raw \\n")],
    ['"\\x41\\102\\u00e4\\U0001f525\\a"', text("ABä🔥\x07")],
    [
      "SUM BY (on, bool,) (a)",
      { kind: "aggregate", op: "sum", grouping: { mode: "by", labels: ["on", "bool"] }, of: a },
    ],
    ["sum(a) without ()", { kind: "aggregate", op: "sum", grouping: { mode: "without", labels: [] }, of: a }],
    ["a # why\n OR b", binary("or", a, b)],
    ["a[1y1w]", { ...a, range: days(372) }],
    ["a[0.5]", { ...a, range: milliseconds(500) }],
    ["a offset -90 @ 1.5", { ...a, offset: seconds(-90), at: 1.5 }],
    ['{"a", b!~"c"}', { ...a, matchers: [{ label: "b", op: "!~", value: "c" }] }],
  ] satisfies [string, Expr][])("reads %s", (query, expected) => {
    expect(parsed(query)).toEqual(expected);
  });

  it("shows the place of an error with a caret", () => {
    expect(problem("sum(\n  rate(a[5m)\n)")).toEqual({
      id: "promql-syntax",
      what: 'unexpected ")"',
      line: 2,
      column: 12,
      excerpt: `  rate(a[5m)\n${" ".repeat(11)}^`,
    });
  });

  it("cuts a long line around the error", () => {
    const { column, excerpt } = problem(`${"a + ".repeat(100)} ) + b`);
    expect(column).toBe(402);
    expect(excerpt.split("\n").map((line) => line.length)).toEqual([65, 61]);
    expect(excerpt).toMatch(/\) \+ b\n {60}\^$/);
  });

  it.each([
    ["", "the query ends too early"],
    ["sum(rate(a[5m])", "the query ends too early"],
    ["a b", 'unexpected "b"'],
    ["rats(a[5m])", 'Prometheus has no function "rats"; it has "rate"'],
    ["server_health(a)", 'Prometheus has no function "server_health"'],
    ["RATE(a[5m])", 'Prometheus has no function "RATE"; it has "rate"'],
    ['a{b="c}', '"c} is no valid string'],
    ['a{b="\\d"}', '"\\d" is no valid string'],
    ['a{b="\\xff"}', '"\\xff" is no valid string'],
    ["a > $threshold", 'unexpected "$threshold"'],
    ["a * $__range", '$__range stands in the place of a range or a step only: "[$__rate_interval]"'],
    ["rate(a[5$__range])", '$__range stands in the place of a range or a step only: "[$__rate_interval]"'],
    ["a[5m][1m]", "a range of a range: use a subquery, [5m:1m]"],
    ["(a)[5m]", '"[5m]" stands behind a selector or a subquery only'],
    ["(a + b) offset 5m", '"offset 5m" stands behind a selector or a subquery only'],
    ["a offset 5m [5m]", "the range stands before offset and @"],
    ["a offset 1m offset 2m", "a second offset"],
    ["a @ 1 @ 2", "a second @"],
    ["a @ inf", '"inf" is no moment in time'],
    ["a[0s]", "a range or step must be longer than nothing"],
    ["a[2 * 5m]", 'write "2 * 5m" as one duration'],
    ["a offset min_of(1m, 2m)", 'write "min_of(1m, 2m)" as one duration'],
    ["sum(a, b, c)", "sum cannot have 3 arguments"],
    ["a + fill(0) b", '"fill(0)" needs a feature flag of Prometheus'],
    ["a[5m] anchored", '"a[5m] anchored" needs a feature flag of Prometheus'],
    ['a{"b"}', 'the selector names two metrics, "a" and "b"'],
  ])("says what is wrong with %s", (query, what) => {
    expect(problem(query).what).toBe(what);
  });

  it("throws where it has to be PromQL, and says where it stands", () => {
    expect(() => parsed("sum(", "the rule a:b")).toThrow(`the rule a:b is no PromQL: ${problem("sum(").what}`);
    expect(() => parsed("sum(")).toThrow("sum( is no PromQL");
  });
});

describe("print and parse", () => {
  const word = fc.oneof(
    fc.constantFrom(
      "a",
      "le",
      "on",
      "by",
      "bool",
      "offset",
      "inf",
      "and",
      "sum",
      "start",
      "fill",
      "http_requests:rate5m",
    ),
    fc.string({ unit: "binary", minLength: 1, maxLength: 5 }),
  );
  const duration = fc.integer({ min: 1, max: 10 ** 9 }).map(milliseconds);
  const window: fc.Arbitrary<Window> = fc.oneof(
    duration,
    fc.constantFrom({ variable: "$__rate_interval" } as const, { variable: "$__interval" } as const),
  );
  const offset = fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map(milliseconds);
  const at = fc.oneof(fc.constantFrom("start" as const, "end" as const), fc.integer());
  const labels = fc.array(word, { maxLength: 3 });
  const op: fc.Arbitrary<Matcher["op"]> = fc.constantFrom("=", "!=", "=~", "!~");
  const matcher: fc.Arbitrary<Matcher> = fc.record({ label: word, op, value: fc.string({ unit: "binary" }) });
  const matchers = fc.array(matcher, { maxLength: 3 });
  const grouping: fc.Arbitrary<Grouping> = fc.record({ mode: fc.constantFrom("by", "without"), labels });
  const group = fc.record({ side: fc.constantFrom("left" as const, "right" as const), labels });
  const matching: fc.Arbitrary<Matching> = fc.record(
    { mode: fc.constantFrom("on", "ignoring"), labels, group },
    { requiredKeys: ["mode", "labels"] },
  );
  const operators = [
    "or",
    "and",
    "unless",
    "==",
    "!=",
    "<=",
    "<",
    ">=",
    ">",
    "</",
    ">/",
    "+",
    "-",
    "*",
    "/",
    "%",
  ] as const;
  const binaryOperator = fc.constantFrom<BinaryOperator>(...operators, "atan2", "^", "^", "^");
  const literal = fc.oneof(
    fc.double().map((value) => number(value + 0)),
    fc.string({ unit: "binary" }).map(text),
  );
  const selector: fc.Arbitrary<Expr> = fc.record(
    { kind: fc.constant("selector" as const), metric: word, matchers, range: window, offset, at },
    { requiredKeys: ["kind", "matchers"] },
  );
  const { expr } = fc.letrec<{ expr: Expr; unsigned: Expr }>((tie) => ({
    unsigned: fc.oneof(
      { maxDepth: 5 },
      selector,
      fc.record({
        kind: fc.constant("call" as const),
        func: fc.constantFrom(...functions.keys()),
        args: fc.array(tie("expr"), { maxLength: 3 }),
      }),
      fc.record(
        {
          kind: fc.constant("aggregate" as const),
          op: fc.constantFrom(...aggregations.keys()),
          grouping,
          param: tie("expr"),
          of: tie("expr"),
        },
        { requiredKeys: ["kind", "op", "of"] },
      ),
      fc.record(
        {
          kind: fc.constant("binary" as const),
          op: binaryOperator,
          left: tie("expr"),
          right: tie("expr"),
          bool: fc.constant(true as const),
          matching,
        },
        { requiredKeys: ["kind", "op", "left", "right"] },
      ),
      fc.record({ kind: fc.constant("unary" as const), op: fc.constantFrom("+", "-"), of: tie("unsigned") }),
      fc.record(
        { kind: fc.constant("subquery" as const), of: tie("expr"), range: window, step: window, offset, at },
        { requiredKeys: ["kind", "of", "range"] },
      ),
    ),
    expr: fc.oneof({ maxDepth: 5 }, literal, tie("unsigned")),
  }));

  it("are inverse to each other, on one line and on many", () => {
    fc.assert(
      fc.property(expr, (any) => {
        expect(parsed(print(any))).toEqual(any);
        expect(parsed(printLine(any))).toEqual(any);
      }),
      { seed: 20240611, numRuns: 1000 },
    );
  });
});
