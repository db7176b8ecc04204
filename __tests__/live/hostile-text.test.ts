/**
 * Free text on its whole way: from the description through cdktf, the real Terraform, the real Helm and the real
 * collector, read back byte for byte behind the last of them. What each layer would take for its own, it must find
 * escaped exactly once.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { App, TerraformStack } from "cdktf";
import * as fc from "fast-check";
import { buildApp } from "../../synthesis/app";
import { local } from "../../environments/local";
import { system } from "../../system";
import { shopApi } from "../../system/shop";
import { checkSystem } from "../../model/check";
import type { HttpService } from "../../model/http-service";
import { emptyFolder } from "../support/folder";
import { enginePath } from "../support/engines/engine-path";
import { runToEnd } from "../support/live/process";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";
import type { Resource } from "../support/terraform/workspace";
import { parse } from "yaml";

jest.setTimeout(60_000);

const chosen = [
  ..."${x} %{x} {{ x }} {{x}} {{{x}}} }} {{ }} $1 $$ $${x} $$${x} $$$${x} %%{x} %%%{x} ${env:HOME} $$${env:HOME} $HOME \\${x} \" ' ` {{` `}} {{`x`}} \\ \\\\ \\n on off yes no null ~ true 1e3 0x1f 0o17 017 1_000 .5 12:30:45 2026-01-01 2026-01-01T00:00:00Z = <<"
    .split(" "),
  "{{ .Values }}", "{{- x -}}", "{{/* x */}}", "{{ \"{{\" }}", "- a", "a: b", "a #b", "# c", "? a", "[a", "{a: b}", "&a", "*a", "!t", "|", "> a", "@a", "%a", "---", "a\n---\nb",
  " lead", "trail ", "  both  ", "\ttab\t", "a\nb", "a\n b\n", "a\n\n\nb", "\na", "a\n", "a\n\n", "a\r\nb", "a\rb", "a \nb", "a\n  \nb",
  "é 中文 👩‍👩‍👧 🇩🇪", "\u0001\u001b\u007f", "a\u0085b", "a\u2028b\u2029", "\ufeffa\ufeff", "\ufffe\uffff", "\u00a0a", "word ".repeat(200),
  `${"$"}{x} ${"{{ x }} word ".repeat(80_000)}%{y}`,
];
const escapes = fc
  .array(fc.constantFrom("$", "%", "{", "}", "${", "%{", "{{", "}}", "$$", "`", '"', "'", "\\", "\n", " ", ":", "-", "#", "a", "ü", "😀", "\u0085", "\r", "\t"), {maxLength: 30})
  .map((parts) => parts.join(""));
const generated = fc.sample(fc.oneof(escapes, fc.string({ unit: "grapheme", maxLength: 40 }), fc.string({ unit: "binary", maxLength: 40 })), { seed: 20_261_123, numRuns: Number(process.env.N ?? 40) }).map((t) => t.normalize("NFC")).filter((t) => t.trim() !== "" && !t.includes("\0"));

const texts = [...chosen, ...generated];
let terraform: Terraform;
beforeAll(async () => { terraform = await startTerraform(); });
afterAll(() => terraform.stop());

const folder = emptyFolder();
const hostile = (texts: readonly string[]) => ({
  ...system, title: texts.slice(0, -1).join(" "), 
  services: texts.map((description, at): HttpService => ({ ...shopApi, name: `s${at}`, description, owner: { ...shopApi.owner, title: description } })),
});

async function helm(chart: string, ...args: string[]) {
  const { output, complaint } = await runToEnd(enginePath("helm"), ["template", "probe", chart, "--kube-version", "1.33.0", ...args]);
  if (complaint) throw new Error(complaint);
  return output;
}
let probes = 0;
async function probe(template: string, files: Record<string, string> = {}, ...args: string[]) {
  const chart = join(folder, `probe-${probes++}`);
  mkdirSync(join(chart, "templates"), { recursive: true });
  mkdirSync(join(chart, "files"), { recursive: true });
  writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: probe\nversion: 1.0.0\n");
  writeFileSync(join(chart, "templates", "probe.yaml"), template);
  for (const [n, c] of Object.entries(files)) writeFileSync(join(chart, "files", n), c);
  return helm(chart, ...args);
}
const decode = (b: string) => Buffer.from(b, "base64").toString();
const show = (want: readonly string[], got: readonly unknown[]) => want.flatMap((w, i) => got[i] === w ? [] : [`${i}: ${JSON.stringify(w).slice(0, 200)} → ${JSON.stringify(got[i])?.slice(0, 300)}`]);

const t0 = Date.now();
const lap = (what: string) => console.log(what, Date.now() - t0);

describe("x", () => {
  let state: readonly Resource[];
  beforeAll(async () => {
    const s = hostile(texts);
    expect(checkSystem(s)).toEqual([]);
    const app = buildApp({ system: s, environment: local, outdir: join(folder, "out") });
    app.synth();
    lap("synth");
    const w = terraform.workspace(join(app.outdir, "stacks", "monitoring"), { grafana_auth: "anonymous" });
    const init = await w.init();
    lap("init");
    const applied = await w.apply();
    lap("apply");
    expect([init.stderr, applied.stderr.slice(0, 3000)]).toEqual(["", ""]);
    state = await w.state();
    lap("state");
  });
  it("dashboards", () => {
    const d = new Map(state.filter((r) => r.type === "grafana_dashboard").map((r) => JSON.parse(r.values.config_json as string)).map((j) => [j.uid, j]));
    expect(d.get("overview").title).toBe(texts.slice(0, -1).join(" ") + " · overview");
    expect(show(texts, texts.map((_, i) => d.get(`red-s${i}`).description))).toEqual([]);
  });
  it("alerts", async () => {
    const about = new Map<string, string>(state.filter((r) => r.type === "grafana_rule_group").flatMap((r: any) => r.values.rule).map((r: any) => [r.labels.service, r.annotations.about]));
    const out = await probe(`kind: Probe\ntexts:\n{{- range .Files.Get "files/texts.json" | fromJsonArray }}\n- {{ tpl (print "{{- $value := 1 -}}" (b64dec .)) $ | b64enc | quote }}\n{{- end }}\n`, { "texts.json": JSON.stringify(texts.map((_, i) => Buffer.from(about.get(`s${i}`) ?? "").toString("base64"))) });
    lap("alerts");
    expect(show(texts, (parse(out) as { texts: string[] }).texts.map(decode))).toEqual([]);
  });
  it("rules", async () => {
    const values = new Map(state.filter((r) => r.type === "helm_release").map((r: any) => [r.values.name, r.values.values[0] as string]));
    const got: string[] = [];
    const files: Record<string, string> = {};
    for (const i of texts.keys()) {
      const f = join(folder, `v${i}.yaml`);
      writeFileSync(f, values.get(`red-s${i}-rules`) ?? "");
      files[`m${i}`] = await helm("constructs/charts/prometheus-rules", "-f", f);
    }
    lap("rendered");
    const out = await probe(`kind: Probe\ntexts:\n{{- range $p, $_ := .Files.Glob "files/*" }}\n  {{ base $p }}: {{ ($.Files.Get $p | fromYaml).metadata.annotations.description | b64enc | quote }}\n{{- end }}\n`, files);
    lap("read");
    const o = (parse(out) as any).texts;
    for (const i of texts.keys()) got.push(decode(o[`m${i}`]));
    expect(show(texts, got)).toEqual([]);
  });
});
