import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { exitCodeOf, exitCodes } from "../../../commands/doctor/exit-code";
import { doctorJson } from "../../../commands/doctor/json";
import { readOptions } from "../../../commands/doctor/options";
import { doctorText } from "../../../commands/doctor/terminal";
import { exitCodes as ofDelivery } from "../../../findings/exit-codes";
import type { Line } from "../../../doctor/line";
import type { Reason } from "../../../doctor/no-answer";
import { defaultEnvironment } from "../../../environments";
import { minutes, seconds } from "../../../units/quantities";
import { plain } from "../../support/plain-text";

const root = join(__dirname, "..", "..", "..");

const lines: readonly Line[] = [
  { part: "Prometheus", check: "targets", subject: "red-shop-api", verdict: "good", what: "4 answer." },
  {
    ...{ part: "Prometheus", check: "targets", subject: "use-shop-db-postgres", verdict: "bad" },
    what: "1 of 1 do not answer: 10.0.0.7:9187: context deadline exceeded",
    fix: "kubectl -n monitoring get pods | grep use-shop-db-postgres, and the logs of what is not ready; docs/runbooks/platform-targets-down.md",
  },
  { part: "Grafana", check: "version", subject: "Grafana", verdict: "good", what: "13.2.0" },
  {
    ...{ part: "Kibana", check: "answers", subject: "Kibana", verdict: "bad" },
    what: "https://kibana.example.com does not let us in (401).",
    fix: "is TF_VAR_elasticsearch_password that of the Secret elasticsearch-terraform? docs/secrets.md",
  },
  { part: "Kibana", check: "data views", subject: "shop-api", verdict: "unknown", what: "could not be asked." },
  { part: "Kibana", check: "data views", subject: "crm-api", verdict: "unknown", what: "could not be asked." },
];

describe("the table", () => {
  const shown = { environment: "production", lines, verbose: false };

  it("counts what is good, and tells of the rest with the remedy", () => {
    expect(plain(doctorText({ ...shown, columns: 80 }))).toMatchInlineSnapshot(`
     Prometheus
       targets  1 good, 1 bad
         bad     use-shop-db-postgres: 1 of 1 do not answer: 10.0.0.7:9187: context
                 deadline exceeded
         fix     kubectl -n monitoring get pods | grep use-shop-db-postgres, and the
                 logs of what is not ready; docs/runbooks/platform-targets-down.md

     Grafana
       version  1 good

     Kibana
       answers     1 bad
         bad     Kibana: https://kibana.example.com does not let us in (401).
         fix     is TF_VAR_elasticsearch_password that of the Secret
                 elasticsearch-terraform? docs/secrets.md
       data views  2 unknown

     production is not well: 2 good, 2 bad, 2 unknown.
    `);
  });

  it("uses the room of a wider terminal, and says all when it is asked to", () => {
    expect(plain(doctorText({ ...shown, columns: 120, verbose: true }))).toMatchInlineSnapshot(`
     Prometheus
       targets  1 good, 1 bad
         good    red-shop-api: 4 answer.
         bad     use-shop-db-postgres: 1 of 1 do not answer: 10.0.0.7:9187: context deadline exceeded
         fix     kubectl -n monitoring get pods | grep use-shop-db-postgres, and the logs of what is not ready;
                 docs/runbooks/platform-targets-down.md

     Grafana
       version  1 good
         good    Grafana: 13.2.0

     Kibana
       answers     1 bad
         bad     Kibana: https://kibana.example.com does not let us in (401).
         fix     is TF_VAR_elasticsearch_password that of the Secret elasticsearch-terraform? docs/secrets.md
       data views  2 unknown
         unknown shop-api: could not be asked.
         unknown crm-api: could not be asked.

     production is not well: 2 good, 2 bad, 2 unknown.
    `);
  });

  it("fits, but for words that are longer than a line", () => {
    for (const columns of [80, 120])
      for (const line of doctorText({ ...shown, columns, verbose: true }).split("\n"))
        expect(line.length).toBeLessThanOrEqual(columns);
  });

  it("obeys nobody whose words it repeats", () => {
    const hostile = lines.slice(1, 2).map((line) => ({ ...line, subject: "a\u001b[31mb", what: "c\u0007\u202ed" }));
    expect(doctorText({ ...shown, lines: hostile, columns: 80 })).toContain("a\\u001b[31mb: c\\u0007\\u202ed");
  });

  it("calls it well where nothing is bad", () => {
    const well = lines.filter(({ verdict }) => verdict === "good");
    const old: Line = {
      ...{ part: "Grafana", check: "version", subject: "Grafana" },
      verdict: "warning",
      what: "",
      fix: "",
    };
    const text = (those: readonly Line[]) =>
      doctorText({ ...shown, lines: those, columns: 80 })
        .split("\n")
        .at(-1);
    expect(text(well)).toBe("production is well: 2 good.");
    expect(text([...well, old])).toBe("production is well: 2 good, 1 warning. Warnings can wait.");
  });
});

describe("the JSON", () => {
  it("has all lines, with the fields that docs/doctor.md names", () => {
    const {
      version,
      environment,
      counts,
      lines: all,
    } = JSON.parse(doctorJson("production", lines)) as Record<string, unknown>;
    expect({ version, environment, counts }).toEqual({
      version: 1,
      environment: "production",
      counts: { good: 2, warning: 0, bad: 2, unknown: 2 },
    });
    expect(all).toEqual(lines);
    const page = readFileSync(join(root, "docs", "doctor.md"), "utf8");
    for (const field of ["version", "environment", "counts", "part", "check", "subject", "verdict", "what", "fix"])
      expect(page).toContain(`\`${field}\``);
  });
});

describe("the exit code", () => {
  const of = (reasons: readonly Reason[], verdict: Line["verdict"] = "bad") =>
    exitCodeOf(
      lines.slice(0, 1).map((line) => ({ ...line, verdict })),
      new Set(reasons),
    );

  it("is 0 also with warnings, and 1 where something is bad", () => {
    expect(of([], "good")).toBe(0);
    expect(of([], "warning")).toBe(0);
    expect(of([])).toBe(1);
  });

  it("says first what kept us from asking, as the commands of a delivery say it", () => {
    expect(of(["unreachable", "credentials-refused"])).toBe(ofDelivery["credentials-refused"]);
    expect(of(["credentials-refused", "credentials-missing"])).toBe(ofDelivery["credentials-missing"]);
    expect(of(["too-slow"])).toBe(ofDelivery["api-unreachable"]);
  });

  it("stands in docs/doctor.md", () => {
    const page = readFileSync(join(root, "docs", "doctor.md"), "utf8");
    for (const code of Object.values(exitCodes)) expect(page).toMatch(new RegExp(`^\\| \`${code}\` `, "m"));
  });
});

describe("the command line", () => {
  const read = (...args: string[]) => readOptions(args, {}, "local");

  it("takes addresses, authorities and a timeout", () => {
    expect(
      read(
        "--environment",
        "production",
        "--prometheus",
        "http://localhost:9090",
        "--ca",
        "a.crt",
        "--ca",
        "b.crt",
        ...["--timeout", "2", "--wait", "10"],
      ),
    ).toEqual({
      environment: "production",
      addresses: { Prometheus: "http://localhost:9090" },
      authorities: ["a.crt", "b.crt"],
      timeout: seconds(2),
      wait: minutes(10),
      json: false,
      verbose: false,
      findings: [],
    });
    expect(read().environment).toBe("local");
  });

  it.each([
    [["--grafana", "grafana.example.com"], '"grafana.example.com" is no address of Grafana.'],
    [["--kibana", "ftp://kibana"], '"ftp://kibana" is no address of Kibana.'],
    [["--timeout", "soon"], '"soon" is no number of seconds.'],
    [["--timeout", "0"], '"0" is no number of seconds.'],
    [["--wait", "61"], '"61" is no number of minutes.'],
    [
      ["--grafana", "https://grafana.example.com/?auth_token=x"],
      '"https://grafana.example.com/?…" is no address of Grafana.',
    ],
    [["--promtheus", "http://localhost:9090"], '"--promtheus" is not understood.'],
    [["--insecure"], '"--insecure" is not understood.'],
  ])("refuses %j", (args, what) => {
    expect(read(...args).findings[0]?.what).toBe(what);
  });

  it.each([
    ["production", "--prometheus", "https://localhost:9090"],
    ["local", "--grafana", "http://localhost:3000"],
    ["local", "--kibana", "https://localhost:5601"],
  ])("advises, of %s, for %s the address that answers there", (environment, option, address) => {
    const [finding] = read("--environment", environment, option, "nonsense").findings;
    expect(finding?.fix).toBe(`npm run doctor -- ${option} ${address}`);
  });

  it("takes no password, and does not repeat the one that it was given", () => {
    const [finding] = read("--elasticsearch", "https://terraform:hunter2@localhost:9200").findings;
    expect(finding?.what).toBe('"https://…@localhost:9200" is no address of Elasticsearch.');
    expect(JSON.stringify(finding)).not.toContain("hunter2");
    const [other] = read("--elasticsearch", "https://terraform:hunter/2@localhost:9200").findings;
    expect(other?.what).toBe('"https://…@localhost:9200" is no address of Elasticsearch.');
  });
});

describe("npm run doctor", () => {
  const patience = 60_000;
  const run = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
    spawnSync(process.execPath, ["-r", "tsx/cjs", join(root, "commands", "doctor.ts"), ...args], {
      encoding: "utf8",
      cwd: root,
      env: { PATH: process.env.PATH ?? "", ...variables },
    });

  it(
    "refuses wrong words before it asks anybody",
    () => {
      const { status, stdout, stderr } = run(["--environment", "prod", "--ca", "no-such.crt"]);
      expect([status, stdout]).toEqual([exitCodes.usage, ""]);
      expect(stderr).toContain(defaultEnvironment);
      expect(stderr).toContain("npm run doctor -- --ca FILE");
      expect(stderr).toMatch(/2 errors\. Nothing was asked\.$/m);
      expect(stderr).not.toMatch(/^\s+at /m);
    },
    patience,
  );

  it(
    "tells what it lacks to ask, each thing once, and ends with the code for it",
    () => {
      const { status, stdout, stderr } = run(["--environment", "local", "--json"]);
      expect([status, stderr]).toEqual([exitCodes["credentials-missing"], ""]);
      const { lines: all } = JSON.parse(stdout) as { readonly lines: readonly Line[] };
      expect(all.filter(({ verdict }) => verdict !== "unknown").map(({ part }) => part)).toEqual([
        ...["Grafana", "Elasticsearch", "Kibana"],
      ]);
    },
    patience,
  );

  it(
    "ends with another code where nobody is there",
    () => {
      const nowhere = ["--grafana", "--elasticsearch", "--kibana"].flatMap((option) => [option, "http://127.0.0.1:1"]);
      const secrets = { TF_VAR_grafana_auth: "glsa_secret", TF_VAR_elasticsearch_password: "hunter2" };
      const { status, stdout, stderr } = run([...nowhere, "--verbose"], secrets);
      expect([status, stderr]).toEqual([exitCodes.unreachable, ""]);
      expect(stdout).toContain("cannot be reached (ECONNREFUSED)");
      expect(stdout).not.toMatch(/glsa_secret|hunter2/);
    },
    patience,
  );
});
