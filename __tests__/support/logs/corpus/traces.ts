import type { HttpService } from "../../../../model/http-service";
import type { CorpusLine, Draw } from "./corpus";

/** Stack traces, joined to one event each by whoever reads the file. */

type Form = (service: HttpService, draw: Draw) => CorpusLine;

const jvm: Form = (_, draw) => {
  const order = draw.number(0, 99998);
  const stack = [
    `com.example.shop.PaymentException: order ${order} was refused by "bank-${order % 9}"`,
    "\tat com.example.shop.Payments.take(Payments.java:88)",
    "\tat java.base/java.lang.Thread.run(Thread.java:1583)",
    "Caused by: java.net.SocketTimeoutException: Read timed out",
    "\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:278)",
    "\t... 42 common frames omitted",
  ].join("\n");
  const asEcs = draw.number(0, 1) === 0;
  const known = {
    "@timestamp": "2026-03-14T09:26:53.123Z",
    "log.level": "error",
    "log.logger": "c.e.s.CheckoutController",
    "process.thread.name": "exec-1",
    message: "Checkout failed",
    "error.type": "com.example.shop.PaymentException",
    "error.message": `order ${order} was refused by "bank-${order % 9}"`,
    "error.pattern": "order # was refused by *",
    "error.stack_trace": stack,
  };
  if (!asEcs)
    return {
      line: `2026-03-14T09:26:53.123Z ERROR 1 --- [shop-api] [exec-1] c.e.s.CheckoutController : Checkout failed\n${stack}`,
      expected: known,
    };
  return {
    line: JSON.stringify({
      ...{ "@timestamp": known["@timestamp"], "log.level": "ERROR", message: "Checkout failed" },
      ...{ "process.thread.name": "exec-1", "log.logger": "c.e.s.CheckoutController" },
      ...{ "error.type": known["error.type"], "error.message": known["error.message"], "error.stack_trace": stack },
    }),
    expected: known,
  };
};

const node: Form = (_, draw) => {
  const port = 5000 + draw.number(0, 998);
  const error = `connect ECONNREFUSED 10.0.3.7:${port}`;
  const calls = [
    "    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1607:16)",
    "    at async pay (/app/pay.js:3:9)",
  ];
  const stack = [`Error: ${error}`, ...calls].join("\n");
  const known = {
    "log.level": "error",
    "error.type": "Error",
    "error.message": error,
    "error.pattern": "connect ECONNREFUSED #",
    "error.stack_trace": stack,
  };
  if (draw.number(0, 1) === 0) return { line: stack, expected: { ...known, message: `Error: ${error}` } };
  return {
    line: JSON.stringify({
      ...{ level: 50, time: Date.parse("2026-03-14T09:26:53.123Z"), pid: 1 },
      ...{ err: { type: "Error", message: error, stack, code: "ECONNREFUSED" }, msg: "no payment" },
    }),
    expected: {
      ...known,
      "@timestamp": "2026-03-14T09:26:53.123Z",
      message: "no payment",
      attributes: ["err.code=ECONNREFUSED", "pid=1"],
    },
  };
};

const go: Form = (_, draw) => {
  const index = draw.number(0, 98);
  const error = `runtime error: index out of range [${index}] with length ${index}`;
  const calls = "goroutine 7 [running]:\nmain.price(0xc000012345)\n\t/src/price.go:17 +0x1d\nexit status 2";
  const known = {
    "log.level": "fatal",
    "error.type": "panic",
    "error.message": error,
    "error.pattern": "runtime error: index out of range [#] with length #",
  };
  if (draw.number(0, 1) === 0)
    return {
      line: `panic: ${error}\n\n${calls}`,
      expected: { ...known, message: `panic: ${error}`, "error.stack_trace": `panic: ${error}\n\n${calls}` },
    };
  return {
    line: `2026/03/14 09:26:53 http: panic serving 10.0.0.9:4242: ${error}\n${calls}`,
    expected: {
      ...known,
      "@timestamp": "2026-03-14T09:26:53Z",
      message: `http: panic serving 10.0.0.9:4242: ${error}`,
      "error.stack_trace": calls,
    },
  };
};

export const traces: readonly Form[] = [jvm, node, go];
