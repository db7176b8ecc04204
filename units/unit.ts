import { seconds } from "./quantities";
import { bytesText, durationText } from "./text";

/**
 * The units of signals, panels and alerts. `grafana` is the id of Grafana's unit picker; `template` renders the value
 * of an alert's query in Grafana's alert templates; `text` renders a known number, as in a threshold.
 */
export interface UnitFacts {
  readonly grafana: string;
  readonly template: (value: string) => string;
  readonly text: (value: number) => string;
}

const plain = (word: string) => (value: number) => `${Number(value.toPrecision(3))}${word}`;
const printf = (format: string, word: string) => (value: string) => `{{ ${value} | printf "${format}" }}${word}`;

export const units = {
  requestsPerSecond: { grafana: "reqps", template: printf("%.2f", " requests/s"), text: plain(" requests/s") },
  /** Rate of anything that has no unit of its own: samples, series. */
  perSecond: { grafana: "cps", template: printf("%.2f", "/s"), text: plain("/s") },
  seconds: {
    grafana: "s",
    template: (value) => `{{ ${value} | humanizeDuration }}`,
    text: (value) => {
      if (value < 1) return plain(" ms")(value * 1000);
      return value < 60 ? plain(" s")(value) : durationText(seconds(value));
    },
  },
  ratio: {
    grafana: "percentunit",
    template: (value) => `{{ ${value} | humanizePercentage }}`,
    text: (value) => plain(" %")(value * 100),
  },
  /** 0–100, where the plan says per cent; a `ratio` goes from 0 to 1. */
  percent: { grafana: "percent", template: printf("%.1f", " %"), text: plain(" %") },
  bytes: {
    grafana: "bytes",
    template: (value) => `{{ ${value} | humanize1024 }}B`,
    text: (value) => bytesText({ bytes: value }),
  },
  messages: { grafana: "short", template: printf("%.0f", " messages"), text: plain(" messages") },
  lines: { grafana: "short", template: printf("%.0f", " lines"), text: plain(" lines") },
  times: { grafana: "suffix:×", template: printf("%.1f", " times"), text: plain(" times") },
  count: { grafana: "short", template: printf("%.0f", ""), text: plain("") },
} as const satisfies Record<string, UnitFacts>;

export type Unit = keyof typeof units;

const unitless: UnitFacts = { grafana: "short", template: printf("%.2f", ""), text: plain("") };

/** What is known of a unit. One that does not exist is a finding; it must not stop the run that reports it. */
export const factsOf = (unit: Unit | undefined): UnitFacts =>
  unit !== undefined && Object.hasOwn(units, unit) ? units[unit] : unitless;
