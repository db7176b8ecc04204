import { describe, expect, it } from "@jest/globals";
import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import * as fc from "fast-check";
import { bodyOf, linkInSlack, linkInText, subject } from "../../alerts/notification-text";
import { ContentFolder } from "../../constructs/content-folder";
import { NotificationRouting } from "../../constructs/notification-routing";
import { secretValue } from "../../constructs/secret-value";
import type { ContactPoint } from "../../environments/contact-points";
import { secret } from "../../environments/contact-points";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { system } from "../../system";
import { resourcesOf, synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";

const newStack = () => new TerraformStack(testApp(), "monitoring");

interface Written {
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly variable: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
}

function routing(environment: Environment) {
  const stack = newStack();
  new NotificationRouting(stack, "notifications", { environment, system });
  return { stack, written: () => JSON.parse(Testing.synth(stack)) as Written };
}

describe("contact points", () => {
  it("refer to secrets by variables, each declared once", () => {
    const { resource, variable } = routing(production).written();
    expect(resource.grafana_contact_point?.["storefront-on-call"]).toMatchObject({
      pagerduty: [{ integration_key: "${var.pagerduty_key_storefront}" }],
    });
    expect(resource.grafana_contact_point?.["storefront-alerts"]).toMatchObject({
      slack: [{ recipient: "#storefront-alerts", token: "${var.slack_token}" }],
    });
    expect(variable.slack_token).toEqual({ nullable: false, sensitive: true, type: "string" });
    expect(Object.keys(variable).filter((name) => name.startsWith("slack"))).toEqual(["slack_token"]);
  });

  it("say the rule's title and not the group's labels, whatever they are", () => {
    const secretOf = secret("some_secret");
    const points: readonly [ContactPoint, object][] = [
      [
        { kind: "email", name: "mail", addresses: ["a@example.com"] },
        { subject, message: bodyOf(linkInText) },
      ],
      [
        { kind: "slack", name: "slack", channel: "#a", token: secretOf },
        { title: subject, text: bodyOf(linkInSlack) },
      ],
      [
        { kind: "pagerduty", name: "pagerduty", integrationKey: secretOf },
        { summary: subject, details: { firing: bodyOf(linkInText) } },
      ],
      [
        { kind: "webhook", name: "webhook", url: secretOf },
        { title: subject, message: bodyOf(linkInText) },
      ],
    ];
    for (const [point, texts] of points) {
      const notifications = { ...local.notifications, defaultContactPoint: point };
      const { resource } = routing({ ...local, notifications }).written();
      expect(resource.grafana_contact_point?.[point.name]).toMatchObject({ [point.kind]: [texts] });
    }
  });

  /** Templates, and references that are real in this very stack. */
  const hostile = fc
    .array(fc.constantFrom(..."${ %{ ${TfToken[TOKEN.0]} ${TfToken[TOKEN.1]} ${var.slack_token} } / a".split(" ")), {
      minLength: 1,
    })
    .map((parts) => parts.join(""));

  it("and all that refers to them are called what people called them, whatever that looks like", () => {
    fc.assert(
      fc.property(hostile, hostile, (name, text) => {
        const point: ContactPoint = { kind: "slack", name, channel: `#${text}`, token: secret("slack_token") };
        const window = { name, weekdays: ["sunday"], from: "03:00", to: "04:00", location: text } as const;
        const { stack, written } = routing({
          ...local,
          notifications: {
            defaultContactPoint: point,
            teams: { [text]: { page: point, ticket: point } },
            heartbeat: { kind: "webhook", name: `${name} again`, url: `https://${text}` },
            maintenance: [window],
          },
        });
        const all = (type: string) => resourcesOf(synthesizedStack(stack), `grafana_${type}`).map(([, body]) => body);
        expect(all("contact_point")).toEqual([
          expect.objectContaining({
            name,
            slack: [expect.objectContaining({ recipient: `#${text}`, token: "${var.slack_token}" })],
          }),
          expect.objectContaining({
            name: `${name} again`,
            webhook: [expect.objectContaining({ url: `https://${text}`, disable_resolve_message: true })],
          }),
        ]);
        expect(all("mute_timing")).toMatchObject([{ name, intervals: [{ location: text }] }]);
        expect(all("notification_policy")).toMatchObject([
          {
            contact_point: name,
            policy: [
              { contact_point: name },
              { contact_point: `${name} again` },
              { contact_point: name, matcher: [{ label: "owner", value: text }], mute_timings: [name] },
            ],
          },
        ]);
        expect(Object.keys(written().variable)).toEqual(["slack_token"]);
      }),
      { seed: 20_261_123, numRuns: 50 },
    );
  });
});

describe("a secret", () => {
  it("has its variable to itself, whatever else is called like it", () => {
    const stack = newStack();
    for (const id of ["slack_token", "variables", "secret-variables"]) new Construct(stack, id);
    for (const scope of [stack, new Construct(stack, "slice")])
      new TerraformOutput(scope, "output", { value: secretValue(scope, secret("slack_token")) });
    const { variable, output } = JSON.parse(Testing.synth(stack)) as Written;
    expect(Object.keys(variable)).toEqual(["slack_token"]);
    expect(Object.values(output)).toEqual([{ value: "${var.slack_token}" }, { value: "${var.slack_token}" }]);
  });

  it.each(["", "${TfToken[TOKEN.0]}", "hunter 2"])('with the impossible name "%s" is left to the findings', (name) => {
    expect(() => secretValue(newStack(), secret(name))).not.toThrow();
  });
});

describe("a folder", () => {
  it("is named by the findings about its UID", () => {
    const folder = new ContentFolder(newStack(), "folder", { uid: "shop api", title: "Shop" });
    expect(folder.findings()).toMatchObject([{ id: "uid-malformed", where: "folder shop api" }]);
  });
});
