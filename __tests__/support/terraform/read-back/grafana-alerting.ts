/**
 * terraform-provider-grafana 4.45.1, internal/resources/grafana/resource_alerting_*.go, and of Grafana
 * pkg/services/ngalert: what its provisioning API stores.
 */
import type { AttributeBehaviour, ResourceBehaviour } from "./behaviour";
import { byDefault, elements, forgiven, spelt } from "./behaviour";
import { goDuration, prometheusDuration, secondsOf } from "./durations";
import type { Tree } from "./json";
import { goJson, isTree, parsed, without } from "./json";
import type { ObjectValue, Value } from "../resource-values";
import { isList, isObject } from "../resource-values";

const span = (value: Value): number => (typeof value === "string" ? (secondsOf(value) ?? 0) : 0);

const isSpan = (value: Value): boolean =>
  typeof value !== "string" || value === "" || value === "0" || secondsOf(value) !== undefined;

/** Read as Go prints it, and compared by how long it is; what is no duration is only what it says. */
const duration: AttributeBehaviour = {
  ...spelt(goDuration),
  same: (one, other) => one === other || (isSpan(one) && isSpan(other) && span(one) === span(other)),
};

/** `resourceRuleGroup`, `packAlertRule`, `normalizeModelJSON`. */
export const ruleGroup: ResourceBehaviour = {
  legacy: true,
  attributes: {
    disable_provenance: byDefault(false),
    "rule.for": { ...byDefault("0"), ...duration },
    // Of none at all the API says nothing.
    "rule.keep_firing_for": {
      ...duration,
      read: (value) => (span(value) === 0 ? null : (duration.read?.(value) ?? null)),
    },
    "rule.is_paused": byDefault(false),
    "rule.no_data_state": orOf("NoData"),
    "rule.exec_err_state": orOf("Alerting"),
    "rule.notification_settings.group_wait": spelt(prometheusDuration),
    "rule.notification_settings.group_interval": spelt(prometheusDuration),
    "rule.notification_settings.repeat_interval": spelt(prometheusDuration),
    "rule.data": { read: (queries) => (isList(queries) ? queries.map(storedQuery) : queries) },
    "rule.data.query_type": byDefault(""),
    "rule.data.model": { planned: modelInState },
  },
};

/** `DiffSuppressFunc` of the states: what is not set is the default. */
function orOf(usual: string): AttributeBehaviour {
  return { read: (value) => value ?? usual, same: (one, other) => (one ?? usual) === (other ?? usual) };
}

/**
 * `models.AlertQuery.PreSave`: the type of a query is taken from its model, and points have a number and a distance.
 */
function storedQuery(query: Value): Value {
  if (!isObject(query) || typeof query.model !== "string") return query;
  const model = parsed(query.model);
  if (!isTree(model)) return query;
  const stored: ObjectValue = { ...query, model: modelInState(goJson({ ...usualPoints, ...positive(model) })) };
  return typeof model.queryType === "string" ? { ...stored, query_type: model.queryType } : stored;
}

const usualPoints = { intervalMs: 1000, maxDataPoints: 43_200 };

const positive = (model: Tree): Tree =>
  without(model, ...Object.keys(usualPoints).filter((key) => typeof model[key] !== "number" || model[key] === 0));

/**
 * `normalizeModelJSON`, of what is configured and of what is read: the usual points are left out, keys are in order.
 */
function modelInState(value: Value): Value {
  const model = typeof value === "string" ? parsed(value) : undefined;
  if (!isTree(model)) return value;
  return goJson(
    without(model, ...Object.entries(usualPoints).flatMap(([key, usual]) => (model[key] === usual ? [key] : []))),
  );
}

/** `packNotifPolicy`: durations come back as Prometheus' library spells them, and nothing forgives another spelling. */
const timings = {
  group_wait: spelt(prometheusDuration),
  group_interval: spelt(prometheusDuration),
  repeat_interval: spelt(prometheusDuration),
};
const depths = [0, 1, 2, 3, 4, 5].map((depth) => "policy.".repeat(depth));

export const notificationPolicy: ResourceBehaviour = {
  legacy: true,
  attributes: {
    disable_provenance: byDefault(false),
    ...Object.fromEntries(
      depths.flatMap((at) => Object.entries(timings).map(([name, behaviour]) => [`${at}${name}`, behaviour])),
    ),
  },
};

const monthNames = "january february march april may june july august september october november december".split(" ");
const numbered = (text: string): string =>
  text.replace(/[a-z]+/g, (name) => String(monthNames.indexOf(name) + 1 || name));

/** A range with one day is that day. Alertmanager's `timeinterval`, `MarshalText` of its ranges. */
const range = (text: string): string => text.replace(/^([^:]+):\1$/, "$1");

/** `packIntervals`, `suppressMonthDiff`. */
export const muteTiming: ResourceBehaviour = {
  legacy: true,
  attributes: {
    disable_provenance: byDefault(false),
    "intervals.weekdays": elements(spelt((text) => range(text.toLowerCase()))),
    "intervals.months": elements(forgiven((text) => range(numbered(text.toLowerCase())), numbered)),
    "intervals.days_of_month": elements(spelt(range)),
    "intervals.years": elements(spelt(range)),
  },
};

/** `commonNotifierResource`, `packNotifier`; secrets are kept from the state, for the API hides them. */
const notifier = (field: string): ResourceBehaviour["attributes"] => ({
  [`${field}.disable_resolve_message`]: byDefault(false),
  [`${field}.settings`]: byDefault({}),
});

/** `packAddrs`, `unpackAddrs`: sent as one text, and read from it. */
const addresses: AttributeBehaviour = {
  read: (value) =>
    isList(value)
      ? value
          .flatMap((text) => (typeof text === "string" ? text.split(/[,;\n]/) : []))
          .filter((address) => address !== "")
      : value,
};

export const contactPoint: ResourceBehaviour = {
  legacy: true,
  attributes: {
    disable_provenance: byDefault(false),
    ...["email", "pagerduty", "slack", "webhook"].map(notifier).reduce((all, one) => ({ ...all, ...one })),
    "email.addresses": addresses,
    "email.single_email": byDefault(false),
    "email.message": byDefault(""),
    "email.subject": byDefault(""),
  },
};
