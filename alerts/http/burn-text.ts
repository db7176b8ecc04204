/** What people are told of promises in danger: how much is bad, and from where on it is their business. */
import type { HttpService } from "../../model/http-service";
import { max, or, scale, select } from "../../promql/build";
import { http } from "../../signals/http";
import type { Goal, Scope } from "../../signals/objectives";
import { budgetOf, goals, scopesOf } from "../../signals/objectives";
import type { WindowName } from "../../signals/windows";
import { windowNames, windows } from "../../signals/windows";
import { hours } from "../../units/quantities";
import { durationText } from "../../units/text";
import { units } from "../../units/unit";
import type { Severity, Shown } from "../alert";
import { burnsOf, levelOf } from "./burn";

const bad: Record<Goal, string> = { availability: "failures", latency: "slow requests" };

/**
 * The shares at which a promise's signal is 1, for people: `3 % over 6 h or 1 % over 3 d with at least 10 failures`.
 */
export function levelsText(service: HttpService, goal: Goal, scope: Scope, severity: Severity): string {
  const burns = burnsOf(service, severity);
  const floors = [...new Set(burns.map(({ fewest }) => fewest))];
  const texts = floors.map((floor, at) => {
    const levels = burns
      .filter(({ fewest }) => fewest === floor)
      .map((burn) => `${shareText(levelOf(burn, budgetOf(goal, scope)))} over ${durationText(windows[burn.long])}`);
    return `${listed(levels)} with at least ${floor}${at === 0 ? ` ${bad[goal]}` : ""}`;
  });
  return texts.join(", or ");
}

const shareText = units.ratio.text;

const listed = (texts: readonly string[]): string =>
  [texts.slice(0, -1).join(", "), texts.at(-1)].filter(Boolean).join(" or ");

/**
 * Windows over which people hear the share of bad requests: the shortest tells how it is now, those from an hour on how
 * long it has been so.
 */
export function windowsTold(service: HttpService, severity: Severity): readonly [WindowName, ...WindowName[]] {
  const burns = burnsOf(service, severity);
  const [now = "5m"] = windowNames.filter((name) => burns.some(({ short }) => short === name));
  const long = (name: WindowName) => windows[name].milliseconds >= hours(1).milliseconds;
  return [now, ...windowNames.filter((name) => long(name) && burns.some((burn) => burn.long === name))];
}

/**
 * The share of bad requests over each of {@link windowsTold}, 0 where nothing arrived: of each promise whose level is
 * known.
 */
export function sharesTold(service: HttpService, goal: Goal, severity: Severity): Shown[] {
  const { ratio } = goals[goal].judged;
  const of = { service: service.name };
  const none = scale(select(http[goal][severity], of), 0);
  return windowsTold(service, severity).map((window) => ({
    value: or(max(select(ratio[window], of)).by("service", "endpoint"), none).expr,
    unit: "ratio",
  }));
}

/** Writes a text of each promise of a service. */
export type TextOfScope = (scope: Scope) => string;

/** A text of each promise as a template of Grafana's: it shows the one that holds for the endpoint of the alert. */
export function inTemplate(service: HttpService, text: TextOfScope): string {
  const { ofService, others } = texts(service, text);
  if (others.length === 0) return ofService;
  const branches = others.map(({ endpoint, text }) => `if eq $labels.endpoint ${JSON.stringify(endpoint)} }}${text}`);
  return `{{ ${branches.join("{{ else ")}{{ else }}${ofService}{{ end }}`;
}

/** A text of each promise as part of a page: that of the service, then those of its endpoints that differ. */
export function onPage(service: HttpService, text: TextOfScope): string {
  const { ofService, others } = texts(service, text);
  return [ofService, ...others.map(({ endpoint, text }) => `${text} for ${endpoint}`)].join(", ");
}

function texts(service: HttpService, text: TextOfScope) {
  const [whole, ...endpoints] = scopesOf(service);
  const ofService = text(whole);
  const others = endpoints.map((scope) => ({ endpoint: scope.endpoint, text: text(scope) }));
  return { ofService, others: others.filter(({ text }) => text !== ofService) };
}
