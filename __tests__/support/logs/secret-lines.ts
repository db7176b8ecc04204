import type { ComponentKind } from "../../../model/component";
import type { Secret } from "./secrets";

type Kind = ComponentKind["kind"];
type Form = (text: string) => string;

const cutOff: Form = (text) => `{"level":"error","msg":${JSON.stringify(text)}`;
const twice: Form = (text) => `{"level":"error","msg":${JSON.stringify(text)},"msg":1}`;
const panic: Form = (text) => `panic: ${text}\n\ngoroutine 1 [running]:\nmain.main()`;
const pairs: Form = (text) => `time=2026-03-14T09:26:53Z level=ERROR msg=${JSON.stringify(text)} err=${text}`;

/** As RDS puts it before each line. */
const session = "2026-03-14 09:26:53 UTC:10.0.3.21(43210):shop@shop:[4711]:";
const literal: Form = (text) => `'${text.replaceAll("'", "''")}'`;

/**
 * Lines that say a text: of each form that programs of a kind write in, and some that cannot be read, so they are kept
 * as they are.
 */
const forms: Readonly<Record<Kind, readonly Form[]>> = {
  http: [
    (text) => text,
    (text) => `2026-03-14T09:26:53.123Z ERROR 1 --- [shop-api] [exec-1] c.e.Orders : ${text}`,
    (text) => JSON.stringify({ level: "info", msg: text }),
    (text) =>
      JSON.stringify({
        level: 50,
        msg: "failed",
        err: { type: "Error", message: text, stack: `Error: ${text}\n    at a (/b.js:1:1)` },
      }),
    (text) => JSON.stringify({ msg: "deep", a: { b: [{ c: text }] }, [text]: 1 }),
    (text) => JSON.stringify({ msg: "inner", body: JSON.stringify({ inner: text }) }),
    (text) =>
      `java.lang.IllegalStateException: ${text}\n\tat com.example.A.b(A.java:1)\nCaused by: java.io.IOException: ${text}`,
    (text) =>
      `203.0.113.9 - - [14/Mar/2026:09:26:53 +0000] "GET /api/cart?x=${encodeURIComponent(text)} HTTP/1.1" 200 1 "-" "${text.replaceAll('"', "'")}"`,
    ...[pairs, panic, cutOff, twice],
  ],
  broker: [
    (text) => text,
    (text) => `2026-03-14 09:26:53.123456+00:00 [error] <0.815.0> ${text}`,
    (text) =>
      `2026-03-14 09:26:53.123456+00:00 [error] <0.815.0> Error on AMQP connection <0.815.0> (10.0.3.21:55790 -> 10.0.3.9:5672 - ${text}, vhost: '/', user: '${text}', state: running), channel 1:\n{handshake_error,starting,0,"${text}"}`,
    (text) =>
      `2026-03-14 09:26:53.123456+00:00 [warning] <0.815.0> HTTP access denied: user '${text}' - invalid credentials`,
    (text) =>
      `2026-03-14 09:26:53.123456+00:00 [error] <0.815.0>   crasher:\n    initial call: ${text}\n    exception exit: ${text}\n      in function  a`,
    (text) =>
      JSON.stringify({
        time: "2026-03-14 09:26:53.123456+00:00",
        level: "error",
        msg: text,
        pid: "<0.815.0>",
        domain: "a",
      }),
    ...[cutOff, twice],
  ],
  database: [
    (text) => text,
    (text) => `${session}LOG:  ${text}`,
    (text) => `${session}LOG:  duration: 900.000 ms  statement: SELECT ${literal(text)}, 1`,
    (text) => `${session}LOG:  connection authorized: user=shop database=shop application_name=${text} SSL enabled`,
    (text) => `${session}FATAL:  password authentication failed for user "${text}"`,
    (text) =>
      [`ERROR:  ${text}`, `DETAIL:  Key (a)=(${text}) already exists.`, `STATEMENT:  SELECT ${literal(text)}`]
        .map((line) => session + line)
        .join("\n"),
    (text) => `${session}HINT:  ${text}`,
    (text) => `${session}CONTEXT:  PL/pgSQL function a() line 1 at RAISE: ${text}`,
    (text) => `\t${text}`,
  ],
  platform: [
    (text) => text,
    (text) => `E0314 09:26:53.123456       1 reflector.go:204] "Failed to watch" err=${JSON.stringify(text)}`,
    (text) => `E0314 09:26:53.123456       1 reflector.go:204] ${text}`,
    (text) => `2026-03-14T09:26:53.123Z\terror\tinternal/retry.go:1\t${text}\t${JSON.stringify({ error: text })}`,
    (text) => `[2026-03-14T09:26:53,123][ERROR][logstash.outputs.elasticsearch] ${text}`,
    (text) =>
      JSON.stringify({
        "@timestamp": "2026-03-14T09:26:53.123Z",
        "log.level": "ERROR",
        message: text,
        "error.message": text,
        "error.stack_trace": `Error: ${text}\n\tat a`,
        [text]: text,
      }),
    (text) => `WARNING: ${text}`,
    ...[pairs, panic, cutOff, twice],
  ],
};

export const linesWith = ({ text }: Pick<Secret, "text">, kind: Kind): string[] =>
  forms[kind].map((form) => form(text));

/** Of a kind, as it says what is no error. */
export const plainLine: Readonly<Record<Kind, Form>> = {
  http: (text) => JSON.stringify({ msg: text }),
  broker: (text) => `2026-03-14 09:26:53.123456+00:00 [info] <0.815.0> ${text}`,
  database: (text) => `${session}LOG:  ${text}`,
  platform: (text) => `level=info msg=${JSON.stringify(text)}`,
};
