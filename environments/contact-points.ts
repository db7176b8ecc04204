/**
 * The name of a sensitive Terraform variable. What it holds is set where Terraform runs (`TF_VAR_<name>`) and stands in
 * no file of this repository.
 */
export interface Secret {
  readonly variable: string;
}

/** A secret that whoever deploys provides as `TF_VAR_<variable>`. */
export const secret = (variable: string): Secret => ({ variable });

export interface Email {
  readonly kind: "email";
  readonly name: string;
  readonly addresses: readonly [string, ...string[]];
}

export interface Slack {
  readonly kind: "slack";
  readonly name: string;
  readonly channel: `#${string}`;
  /** Token of a bot that is a member of the channel; one token serves all channels. */
  readonly token: Secret;
}

export interface PagerDuty {
  readonly kind: "pagerduty";
  readonly name: string;
  readonly integrationKey: Secret;
}

export interface Webhook {
  readonly kind: "webhook";
  readonly name: string;
  /** Address that is called; a secret where knowing it is all it takes to post there. */
  readonly url: Secret | `http${"" | "s"}://${string}`;
}

/** Who hears of an alert. The name is what the notification policies refer to. */
export type ContactPoint = Email | Slack | PagerDuty | Webhook;

/**
 * The kind of contact point that calls people until one of them answers; what any other says is read when somebody
 * looks.
 */
export const waking = "pagerduty" satisfies ContactPoint["kind"];

/** The secrets that a contact point needs, in no particular order. */
export function secretsOf(contactPoint: ContactPoint): Secret[] {
  switch (contactPoint.kind) {
    case "email":
      return [];
    case "slack":
      return [contactPoint.token];
    case "pagerduty":
      return [contactPoint.integrationKey];
    case "webhook":
      return typeof contactPoint.url === "string" ? [] : [contactPoint.url];
  }
}
