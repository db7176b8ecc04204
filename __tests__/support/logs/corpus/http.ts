import type { HttpService } from "../../../../model/http-service";
import type { CorpusLine, Draw } from "./corpus";
import { corpus } from "./corpus";
import type { Request } from "./requests";
import { request } from "./requests";
import { traces } from "./traces";

/** When all lines were written; each format says it in its own way. */
const at = Date.parse("2026-03-14T09:26:53.123Z");
const iso = "2026-03-14T09:26:53.123Z";
const toTheSecond = "2026-03-14T09:26:53Z";

/** Lines of a service in all the forms that its containers may write. */
export const httpCorpus = (service: HttpService, count = 240): CorpusLine[] =>
  corpus(
    [...requestForms, ...textForms, ...traces].map((form) => (draw: Draw) => form(service, draw)),
    count,
    service.name.length,
  );

type Form = (service: HttpService, draw: Draw) => CorpusLine;

/** Without what is not there. */
const stated = (fields: Readonly<Record<string, string | number | readonly string[] | undefined>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as CorpusLine["expected"];

/** What a format has no place for. */
const without = (expected: Request["expected"], ...names: readonly (keyof Request["expected"])[]) =>
  stated(Object.fromEntries(Object.entries(expected).filter(([name]) => !(names as readonly string[]).includes(name))));

const nanos = (milliseconds: number): number => milliseconds * 1e6;

/** A request has no level of its own: that it failed says it. */
const byStatus = ({ method, status, expected }: Request) =>
  status < 500
    ? { "log.level": "info" }
    : {
        "log.level": "error",
        "error.type": String(status),
        "error.message": `${method} ${expected["http.route"]} answered ${status}`,
        "error.pattern": `${method} ${expected["http.route"]} answered #`,
      };

const masked = (target: string): string => target.replace(/=[^&]+/g, "=*");

const nginx: Form = (service, draw) => {
  const asked = request(service, draw);
  const { client, method, target, status, agent, milliseconds } = asked;
  const bytes = draw.number(0, 8999);
  const timed = draw.number(0, 1) === 0;
  return {
    line:
      `${client} - - [14/Mar/2026:10:26:53 +0100] "${method} ${target} HTTP/1.1" ${status} ${bytes} "-" "${agent}"` +
      (timed ? ` ${(milliseconds / 1000).toFixed(3)}` : ""),
    expected: stated({
      ...asked.expected,
      ...byStatus(asked),
      "@timestamp": toTheSecond,
      message: `${method} ${masked(target)} ${status}`,
      "event.duration": timed ? nanos(milliseconds) : undefined,
      attributes: [`bytes=${bytes}`],
    }),
  };
};

const pinoHttp: Form = (service, draw) => {
  const { client, method, target, status, agent, milliseconds, expected } = request(service, draw);
  const level = status >= 500 ? 50 : 30;
  const line = {
    ...{ level, time: at, pid: 1, hostname: "shop-api-7d4f" },
    req: { id: 17, method, url: target, headers: { "user-agent": agent }, remoteAddress: client },
    res: { statusCode: status },
    responseTime: milliseconds,
    msg: status >= 500 ? "request errored" : "request completed",
  };
  return {
    line: JSON.stringify(line),
    expected: stated({
      ...expected,
      "@timestamp": iso,
      "log.level": status >= 500 ? "error" : "info",
      message: line.msg,
      "event.duration": nanos(milliseconds),
      attributes: ["hostname=shop-api-7d4f", "pid=1", "req.id=17"],
      ...(status >= 500 && { "error.message": line.msg, "error.pattern": line.msg }),
    }),
  };
};

/** Elastic's encoder for logback, with names of the Elastic Common Schema, some of them with dots and some nested. */
const ecs: Form = (service, draw) => {
  const { method, target, status, milliseconds, trace, span, expected } = request(service, draw);
  const line = {
    "@timestamp": iso,
    "log.level": "INFO",
    message: "Handled",
    "ecs.version": "1.2.0",
    "process.thread.name": "http-nio-8080-exec-4",
    "log.logger": "com.example.web.AccessLog",
    "trace.id": trace,
    "span.id": span.toUpperCase(),
    http: { request: { method }, response: { status_code: status } },
    url: { original: `https://api.example.com${target}` },
    event: { duration: nanos(milliseconds) },
  };
  const known = without(expected, "client.ip", "user_agent.original");
  return {
    line: JSON.stringify(line),
    expected: {
      ...known,
      "@timestamp": iso,
      "log.level": "info",
      "log.logger": "com.example.web.AccessLog",
      "process.thread.name": "http-nio-8080-exec-4",
      message: "Handled",
      "event.duration": nanos(milliseconds),
      "trace.id": trace,
      "span.id": span,
      attributes: ["ecs.version=1.2.0"],
    },
  };
};

/** Go's slog: what its text handler writes is the same in pairs. */
const slog: Form = (service, draw) => {
  const { method, target, status, milliseconds, trace, span, expected } = request(service, draw);
  const facts = {
    ...{ time: iso, level: draw.oneOf(["INFO", "INFO+2"]), msg: "request", method, path: target, status },
    ...{ duration: nanos(milliseconds), traceparent: `00-${trace}-${span}-01`, attempt: 2 },
  };
  const asText = draw.number(0, 1) === 0;
  const known = without(expected, "client.ip", "user_agent.original");
  const pairs = { ...facts, duration: `${milliseconds}ms`, msg: '"the request"' };
  return {
    line: asText
      ? Object.entries(pairs)
          .map(([name, value]) => `${name}=${value}`)
          .join(" ")
      : JSON.stringify(facts),
    expected: {
      ...known,
      "@timestamp": iso,
      "log.level": "info",
      message: asText ? "the request" : "request",
      "event.duration": nanos(milliseconds),
      "trace.id": trace,
      "span.id": span,
      attributes: ["attempt=2"],
    },
  };
};

const serilog: Form = (service, draw) => {
  const { method, target, status, milliseconds, trace, span, expected } = request(service, draw);
  const [path = ""] = target.split("?");
  const known = without(expected, "client.ip", "user_agent.original", "url.query");
  return {
    line: JSON.stringify({
      "@t": "2026-03-14T10:26:53.1230000+01:00",
      "@m": `HTTP ${method} ${path} responded ${status}`,
      "@i": "6d2a5f1e",
      ...(status >= 500 && { "@l": "Warning" }),
      "@tr": trace,
      "@sp": span,
      ...{ RequestMethod: method, RequestPath: path, StatusCode: status, Elapsed: milliseconds },
      SourceContext: "Serilog.AspNetCore.RequestLoggingMiddleware",
    }),
    expected: {
      ...known,
      "@timestamp": iso,
      "log.level": status >= 500 ? "warn" : "info",
      "log.logger": "Serilog.AspNetCore.RequestLoggingMiddleware",
      message: `HTTP ${method} ${path} responded ${status}`,
      "event.duration": nanos(milliseconds),
      "trace.id": trace,
      "span.id": span,
      attributes: ["@i=6d2a5f1e"],
    },
  };
};

const zap: Form = (_, draw) => {
  const order = draw.number(0, 99998);
  return {
    line: JSON.stringify({
      ...{ level: "warn", ts: at / 1000, logger: "orders", caller: "orders/take.go:42", msg: `order ${order} is late` },
      ...{ order, latency: 0.25 },
    }),
    expected: {
      "@timestamp": iso,
      "log.level": "warn",
      "log.logger": "orders",
      message: `order ${order} is late`,
      "event.duration": 250_000_000,
      attributes: ["caller=orders/take.go:42", `order=${order}`],
    },
  };
};

const spring: Form = (_, draw) => {
  const [trace, span, order] = [draw.hex(32), draw.hex(16), draw.number(0, 99998)];
  const traced = draw.number(0, 1) === 0;
  const known = traced ? `[${trace}-${span}] ` : "";
  return {
    line: `2026-03-14T09:26:53.123Z  WARN 1 --- [shop-api] [  nio-8080-exec-3] ${known}c.e.shop.orders.OrderService              : Order ${order} waits`,
    expected: stated({
      "@timestamp": iso,
      "log.level": "warn",
      "log.logger": "c.e.shop.orders.OrderService",
      "process.thread.name": "nio-8080-exec-3",
      message: `Order ${order} waits`,
      "trace.id": traced ? trace : undefined,
      "span.id": traced ? span : undefined,
    }),
  };
};

const logback: Form = (_, draw) => {
  const lot = draw.number(0, 9998);
  return {
    line: `2026-03-14 09:26:53,123 [worker-${lot % 7}] DEBUG com.example.mes.Lots - lot ${lot} split`,
    expected: {
      "@timestamp": iso,
      "log.level": "debug",
      "log.logger": "com.example.mes.Lots",
      "process.thread.name": `worker-${lot % 7}`,
      message: `lot ${lot} split`,
    },
  };
};

const goLog: Form = (_, draw) => {
  const port = 8000 + draw.number(0, 98);
  const placed = draw.number(0, 1) === 0;
  return {
    line: `2026/03/14 09:26:53 ${placed ? "main.go:31: " : ""}listening on :${port}`,
    expected: stated({
      "@timestamp": toTheSecond,
      "log.logger": placed ? "main.go:31" : undefined,
      message: `listening on :${port}`,
    }),
  };
};

/** No form at all: what a program prints before it has a logger, and console.log. */
const plain: Form = (_, draw) => {
  const line = draw.oneOf([
    `Server ready on port ${3000 + draw.number(0, 98)}`,
    "  .   ____          _            __ _ _",
    `{ id: ${draw.number(0, 98)}, name: 'lamp' }`,
    "Warning: something is deprecated",
  ]);
  const warned = line.startsWith("Warning: ");
  return {
    line,
    expected: stated({
      message: warned ? "something is deprecated" : line,
      "log.level": warned ? "warn" : undefined,
    }),
  };
};

const requestForms: readonly Form[] = [nginx, pinoHttp, ecs, slog, serilog];
const textForms: readonly Form[] = [zap, spring, logback, goLog, plain];
