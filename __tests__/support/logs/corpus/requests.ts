import type { HttpService } from "../../../../model/http-service";
import type { Draw } from "./corpus";

/** A request that some line tells of, and what becomes of each of its parts. */
export interface Request {
  readonly method: string;
  /** As the client wrote it: with a query. */
  readonly target: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly client: string;
  readonly agent: string;
  readonly trace: string;
  readonly span: string;
  readonly expected: {
    readonly "http.request.method": string;
    readonly "http.response.status_code": number;
    readonly "http.route": string;
    readonly "url.path": string;
    readonly "url.query"?: string;
    readonly "client.ip": string;
    readonly "user_agent.original": string;
  };
}

const agents = [
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  "curl/8.7.1",
  "okhttp/4.12.0",
  "Go-http-client/1.1",
] as const;

/**
 * Seven of eight to a declared route, the others to none: what scanners ask for, or what the description has forgotten.
 */
export function request(service: HttpService, draw: Draw): Request {
  const host = draw.number(0, 249);
  const client = draw.number(0, 2) === 0 ? `10.20.${host}.9` : `203.0.113.${host + 1}`;
  const network = client.startsWith("10.") ? client : "203.0.113.0";
  const agent = draw.oneOf(agents);
  const { method, path, route, status, names, counted } =
    draw.number(0, 7) === 0 ? stray(draw) : regular(service, draw);
  const target = names.length > 0 ? `${path}?${names.map((name) => `${name}=v${draw.number(0, 98)}`).join("&")}` : path;
  return {
    ...{ method, target, status, client, agent },
    milliseconds: 1 + draw.number(0, 899),
    trace: draw.hex(32),
    span: draw.hex(16),
    expected: {
      "http.request.method": counted,
      "http.response.status_code": status,
      "http.route": route,
      "url.path": path,
      ...(names.length > 0 && { "url.query": names.map((name) => `${name}=*`).join("&") }),
      "client.ip": network,
      "user_agent.original": agent,
    },
  };
}

interface Asked {
  readonly method: string;
  /** As the metrics count it. */
  readonly counted: string;
  readonly path: string;
  readonly route: string;
  readonly status: number;
  readonly names: readonly string[];
}

function regular(service: HttpService, draw: Draw): Asked {
  const declared = draw.oneOf(service.routes);
  const method = draw.oneOf(declared.methods);
  const path = declared.path.replace(/\{[^}]+\}/g, () =>
    draw.oneOf([String(1000 + draw.number(0, 8999)), draw.hex(8)]),
  );
  const names = (declared.params ?? []).filter(() => draw.number(0, 2) === 0);
  const status = draw.oneOf([200, 200, 200, 201, 304, 400, 404, 500, 503]);
  return { method, counted: method, path, route: declared.path, status, names };
}

const stray = (draw: Draw): Asked =>
  draw.oneOf<Asked>([
    { method: "GET", counted: "GET", path: "/wp-login.php", route: "unmatched", status: 404, names: [] },
    { method: "GET", counted: "GET", path: "/internal/jobs", route: "undeclared", status: 200, names: ["since"] },
    { method: "PROPFIND", counted: "_OTHER", path: "/", route: "undeclared", status: 405, names: [] },
  ]);
