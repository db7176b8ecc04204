import type { Workload } from "../../../model/workload";
import type { Duration } from "../../../units/quantities";
import { minutes, round, times, together } from "../../../units/quantities";
import type { Pace } from "../../stories/course";
import { again, counter, gauge, leadIn, usually } from "../../stories/course";
import { stands } from "../../stories/level";
import type { FiringStory, Stories, Story } from "../../stories/story";
import type { Container, Owner } from "./pods";
import { deploymentSeries, periods, podName, podSeries } from "./pods";
import type { Facts } from "./workload-pods";
import { all, anotherOf, beside, labelsOf, limitsOf, podsOf, suffixes } from "./workload-pods";

/**
 * Stories of the alert on pods that use up their CPU limit.
 * @param level per cent of the limit
 * @param waiting the share of the time in which it waits
 */
export function cpuStories(workload: Workload, level: number, waiting: number, pendingFor: Duration): Stories {
  const { cpu } = limitsOf(workload);
  const used = (percent: number, lasts = all): Pace => ({ for: lasts, perSecond: round((percent / 100) * cpu) });
  const waits = (share: number) => counter([{ for: all, perSecond: share * periods }]);
  const busy = (percent: number, share: number): Facts => ({ cpu: counter([used(percent)]), throttled: waits(share) });
  const [much, often] = [1.03 * level, 1.2 * waiting];
  const resting = counter(again([used(100, minutes(4)), used(level - 30, minutes(1))]));
  const due = together(pendingFor, minutes(10));
  const story = (when: string, own: Facts, others: Facts = {}, at = due): Story => ({
    when,
    given: beside(workload, own, others),
    at,
  });
  const labels = [labelsOf(workload)] as const;
  return {
    quiet: [
      story("a pod uses somewhat less, and waits for it", busy(0.97 * level, 0.9)),
      story("a pod uses more, and hardly waits for it", busy(much, 0.8 * waiting)),
      story("a pod waits often and uses little, in bursts", busy(level / 2, 0.9)),
      story("it has not lasted", busy(much, often), {}, times(pendingFor, 0.6)),
      story("a pod of another does", {}, busy(much, often)),
    ],
    fires: [
      { ...story("a pod uses somewhat more, and waits for it", busy(much, often)), labels },
      {
        ...story("a pod uses all of it, and less in one minute of five", { cpu: resting, throttled: waits(often) }),
        labels,
      },
    ],
  };
}

/** Stories of the alert on pods that nobody measures. @param pendingFor how long a pod may go unmeasured */
export function unmeasuredStories(workload: Workload, pendingFor: Duration): Stories {
  const ready = 3;
  const { cpu, memory } = limitsOf(workload);
  const well: Container = { limits: { cpu, memory }, memory: gauge(usually(memory / 4)) };
  const story = (
    when: string,
    third: Partial<Container> & { readonly silent?: true },
    at = stands(pendingFor),
  ): Story => {
    const { silent, ...facts } = third;
    const pods = (owner: Owner, last: Container, measured: boolean) =>
      suffixes.flatMap((suffix, n) =>
        podSeries(
          { namespace: owner.namespace, pod: podName(owner, suffix) },
          { for: all, measured: n < ready - 1 || measured },
          [n < ready - 1 ? well : last],
        ),
      );
    const count = gauge(usually(ready));
    return {
      when,
      given: [
        ...pods(workload, { ...well, ...facts }, !silent),
        ...deploymentSeries(workload, count, count),
        ...deploymentSeries(anotherOf(workload), count, count),
      ],
      at,
    };
  };
  const labels = [labelsOf(workload)] as const;
  const untold = { cpu: `${counter([{ for: leadIn, perSecond: 0.1 }])} ${gauge([{ for: all, is: "ended" }])}` };
  /** Its speed is known until there are no two samples within five minutes. */
  const known = together(leadIn, minutes(4), pendingFor);
  const fires = (when: string, third: Parameters<typeof story>[1]): FiringStory => ({ ...story(when, third), labels });
  return {
    quiet: [
      story("all three are measured, and none of another", {}),
      story("the CPU of one of three is told no more, and that has not lasted", untold, together(known, minutes(-2))),
    ],
    fires: [
      fires("one of three was never measured", { silent: true }),
      { ...story("the CPU of one of three is told no more", untold, together(known, minutes(2))), labels },
      fires("one of three has no memory limit", { limits: { cpu } }),
      {
        when: "kube-state-metrics is silent",
        given: podsOf(workload, [{}, {}]).filter(({ series }) => !series.startsWith("kube_")),
        at: stands(pendingFor),
        labels,
      },
    ],
  };
}
