import { select, sum } from "../../promql/build";
import { platform } from "../../signals/platform";
import { minutes } from "../../units/quantities";
import type { AlertRule } from "../alert";
import type { Levelled } from "../levels";
import type { PlatformAlertFacts } from "./common";
import { byCriticality, common, toldByTargets } from "./common";
import { overflowStories, spansRefusedStories } from "./stories/collectors";

/** Of the spans that arrive. */
const refused = 0.01;
const refusedFor = minutes(10);
const overflowFor = minutes(1);

export const spansRefused = (facts: PlatformAlertFacts): AlertRule => ({
  ...common(facts, "spans-refused"),
  title: "A collector refuses spans",
  // Ratios stay about right; where nothing is counted any more, the alert on traffic that is gone pages.
  severity: "ticket",
  watches: platform.refusedSpans,
  value: select(platform.refusedSpans.ratio).expr,
  fires: { above: refused },
  clears: refused / 2,
  pendingFor: refusedFor,
  absent: toldByTargets,
  summary: (value, above) =>
    `{{ $labels.job }} refuses or loses ${value} of the spans sent to it, so that its service seems to have fewer requests than it has; the alert stands at ${above}.`,
  firstSteps: [
    "Too little memory? kubectl -n monitoring top pods -l app.kubernetes.io/instance=<job>",
    "More traffic than usual? The dashboard of the service.",
    'More series? Panel "Series against their budget".',
  ],
  stories: () => spansRefusedStories(refused, refusedFor),
});

export const overflow = (facts: PlatformAlertFacts): Levelled =>
  byCriticality(facts, ({ severity, of, own, others }) => ({
    ...common(facts, "series-overflow"),
    title:
      severity === "page"
        ? "A collector of something critical counts without labels"
        : "A collector counts without labels",
    severity,
    watches: platform.overflow,
    value: sum(select(platform.overflow.count, { job: of })).by("job").expr,
    fires: { above: 0.5 },
    clears: 0.5,
    pendingFor: overflowFor,
    absent: toldByTargets,
    summary: () =>
      "{{ $labels.job }} tells no new combination of endpoint, method, parameters and status apart: a failure that was never seen before would not be seen now.",
    firstSteps: [
      "Restart it, and it counts anew: kubectl -n monitoring rollout restart statefulset/<job>",
      "What had so many values? The dashboard of the service: statuses, methods, parameters.",
    ],
    stories: () => overflowStories({ pendingFor: overflowFor, jobs: own, others }),
  }));
