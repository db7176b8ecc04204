import type { Secret } from "./secrets";

/** Lines of every kind that say a text: read as text, JSON, pairs or a request, or not to be read at all. */
const forms: readonly ((text: string) => string)[] = [
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
  (text) => `time=2026-03-14T09:26:53Z level=INFO msg=${JSON.stringify(text)}`,
  (text) =>
    `java.lang.IllegalStateException: ${text}\n\tat com.example.A.b(A.java:1)\nCaused by: java.io.IOException: ${text}`,
  (text) => `panic: ${text}\n\ngoroutine 1 [running]:\nmain.main()`,
  // Neither an end nor unique names: kept as they are, and marked.
  (text) => `{"msg":${JSON.stringify(text)}`,
  (text) => `{"msg":${JSON.stringify(text)},"msg":1}`,
  (text) =>
    `203.0.113.9 - - [14/Mar/2026:09:26:53 +0000] "GET /api/cart?x=${encodeURIComponent(text)} HTTP/1.1" 200 1 "-" "${text.replaceAll('"', "'")}"`,
];

export const linesWith = ({ text }: Pick<Secret, "text">): string[] => forms.map((form) => form(text));
