import type { ContactPointConfig } from "@cdktf/provider-grafana/lib/contact-point";
import { ContactPoint as ContactPointResource } from "@cdktf/provider-grafana/lib/contact-point";
import { MuteTiming } from "@cdktf/provider-grafana/lib/mute-timing";
import type { NotificationPolicyPolicy } from "@cdktf/provider-grafana/lib/notification-policy";
import { NotificationPolicy as NotificationPolicyResource } from "@cdktf/provider-grafana/lib/notification-policy";
import { Construct } from "constructs";
import { bodyOf, linkInSlack, linkInText, subject } from "../alerts/notification-text";
import type { NotificationPolicy } from "../alerts/routing";
import { notificationPolicies } from "../alerts/routing";
import type { ContactPoint } from "../environments/contact-points";
import type { Environment } from "../environments/environment";
import { contactPoints } from "../environments/environment";
import type { System } from "../model/system";
import { promDuration } from "../units/text";
import { forTerraform, inStrings } from "./border";
import type { HasParts, Parts } from "./checked";
import { nameInState } from "./logical-id";
import { secretValue } from "./secret-value";

export interface NotificationRoutingProps {
  readonly environment: Environment;
  readonly system: System;
}

/**
 * Who hears of which alert: contact points, mute timings, and the notification policy tree. Grafana has one tree per
 * organisation and this one replaces it whole, so there is one of these per stack.
 */
export class NotificationRouting extends Construct implements HasParts {
  /** Names of the teams whose alerts have a place of their own in the tree. */
  readonly teams: readonly string[];
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { environment, system }: NotificationRoutingProps) {
    super(scope, id);
    this.teams = Object.keys(environment.notifications.teams);
    // Two teams may share a contact point; Grafana knows them by name.
    const byName = new Map(literally(contactPoints(environment)).map((point) => [point.name, point]));
    const heartbeat = literally(environment.notifications.heartbeat)?.name;
    const points = [...byName].map(([name, contactPoint]) => {
      const point = new ContactPointResource(this, `contact-${name}`, {
        name,
        ...notifier(this, contactPoint, { resolves: name !== heartbeat }),
        // Grafana refuses to remove one that the tree still names: the tree has to change in between.
        lifecycle: { createBeforeDestroy: true },
      });
      return nameInState(point, name);
    });
    const mutes = literally(environment.notifications.maintenance).map(({ name, weekdays, from, to, location }) =>
      nameInState(
        new MuteTiming(this, `mute-${name}`, {
          name,
          intervals: [{ weekdays: [...weekdays], times: [{ start: from, end: to }], location }],
        }),
        name,
      ),
    );
    const root = literally(notificationPolicies(environment.notifications, system));
    const tree = nameInState(
      new NotificationPolicyResource(this, "policy", {
        contactPoint: root.contactPoint,
        groupBy: [...root.groupBy],
        ...timings(root),
        policy: root.children.map(policyBlock),
        // The tree names them as plain text.
        dependsOn: [...points, ...mutes],
      }),
      "notification-policy",
    );
    this.#parts = [tree, ...points, ...mutes];
  }

  parts(): Parts {
    return this.#parts;
  }
}

/** Names and addresses are typed by people. Escaped before a reference is added, none of them can pass for one. */
const literally = <T>(tree: T): T => inStrings(tree, forTerraform);

/** As Prometheus spells them, for so Grafana gives them back: `3d`, where a plan would forever want to write `72h`. */
const timings = (policy: Pick<NotificationPolicy, "groupWait" | "groupInterval" | "repeatInterval">) => ({
  groupWait: promDuration(policy.groupWait),
  groupInterval: promDuration(policy.groupInterval),
  repeatInterval: promDuration(policy.repeatInterval),
});

const policyBlock = (policy: NotificationPolicy): NotificationPolicyPolicy => ({
  contactPoint: policy.contactPoint,
  groupBy: [...policy.groupBy],
  ...timings(policy),
  matcher: policy.matchers.map(({ label, op, value }) => ({ label, match: op, value })),
  ...(policy.muteTimings.length > 0 && { muteTimings: [...policy.muteTimings] }),
  ...(policy.children.length > 0 && { policy: policy.children.map(policyBlock) }),
});

/** Typed attributes only: in the catch-all `settings` everything would be hidden from the plan. */
function notifier(
  scope: Construct,
  contactPoint: ContactPoint,
  /** Whether it is told that an alert is over: of the watchdog that would be one more beat. */
  { resolves }: { readonly resolves: boolean },
): Partial<ContactPointConfig> {
  const title = forTerraform(subject);
  const text = forTerraform(bodyOf(linkInText));
  switch (contactPoint.kind) {
    case "email":
      return { email: [{ addresses: [...contactPoint.addresses], subject: title, message: text }] };
    case "slack": {
      const { channel, token } = contactPoint;
      return {
        slack: [
          { recipient: channel, token: secretValue(scope, token), title, text: forTerraform(bodyOf(linkInSlack)) },
        ],
      };
    }
    case "pagerduty": {
      const integrationKey = secretValue(scope, contactPoint.integrationKey);
      // Grafana's own details of what fires list every label and annotation.
      return { pagerduty: [{ integrationKey, summary: title, details: { firing: text } }] };
    }
    case "webhook": {
      const { url } = contactPoint;
      const address = typeof url === "string" ? url : secretValue(scope, url);
      return {
        webhook: [{ url: address, title, message: text, ...(!resolves && { disableResolveMessage: true }) }],
      };
    }
  }
}
