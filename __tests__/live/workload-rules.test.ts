/** What the rules and alerts of pods make of what cAdvisor and kube-state-metrics say, by the real promtool. */
import { describe, expect, it, jest } from "@jest/globals";
import type { AlertRule } from "../../alerts/alert";
import { rulesOf } from "../../alerts/levels";
import { workloadAlerts } from "../../alerts/use/workload";
import { deploys } from "../../dashboards/deploys";
import type { Metric } from "../../promql/metric";
import { containerInfo } from "../../signals/contracts/kube-state-metrics";
import { recordingGroups } from "../../signals/recording";
import { saturation } from "../../signals/saturation";
import { pods } from "../../signals/use/pods";
import { workloadSignals } from "../../signals/use/workload";
import { mesApi, mesPods } from "../../system/mes";
import { shaped } from "../../alerts/stories/series";
import type { Expectation } from "../support/live/expectations";
import { complaintOf, firing } from "../support/live/expectations";
import type { ContainerStory } from "../support/live/pod-stories";
import { deployment, ended, level, nothing, pod, podName, ramp, running, toldBy } from "../support/live/pod-stories";

jest.setTimeout(60_000);

const rules = { pods: { groups: recordingGroups("use-mes-api", workloadSignals(mesPods)) } };
const gibibyte = 2 ** 30;

const complaint = complaintOf(rules);

/** To the third decimal: rates have noise in the last digits. */
const exact = ({ name }: Metric) => `round(${name}, 0.001)`;

/** The recorded values of these pods, and of no others. */
const ofPods = (metric: Metric, at: number, values: Readonly<Record<string, number>>): Expectation => ({
  expr: exact(metric),
  at,
  samples: Object.entries(values).map(([instance, value]) => [{ instance, service: "mes-api" }, value]),
});

/** The recorded value of the pods together. */
const ofAll = (metric: Metric, at: number, value: number): Expectation => ({
  expr: exact(metric),
  at,
  samples: [[{ service: "mes-api" }, value]],
});

const rule = (id: string): AlertRule => {
  const found = rulesOf(Object.values(workloadAlerts(mesPods, [mesApi]))).find((alert) => alert.id === `mes-api-${id}`);
  if (!found) throw new Error(`no alert mes-api-${id}`);
  return found;
};

const fires = (id: string, at: number, expected: boolean): Expectation => ({
  expr: firing(rule(id)),
  at,
  samples: expected ? [[{}, 1]] : [],
});

const never = (id: string, until: number): Expectation[] =>
  Array.from({ length: until / 5 }, (_, n) => fires(id, 5 * (n + 1), false));

const [a, b, c, d] = ["x7x2p", "bq4k9", "z2n8w", "tt6lf"].map(podName) as [string, string, string, string];

describe("what is recorded of a pod", () => {
  const minutes = 20;
  const api: ContainerStory = { cpu: 0.5, memory: level(minutes, 3) };

  it("is CPU and memory as shares of its limits, and memory in bytes, under the pod's name and the service's", async () => {
    const series = pod(a, { minutes }, api);
    const of = [ofPods(pods.cpu.percent, 15, { [a]: 50 }), ofPods(pods.memory.percent, 15, { [a]: 75 })];
    expect(await complaint(series, ...of, ofPods(pods.memory.used, 15, { [a]: 3 * gibibyte }))).toBe("");
  });

  it("is, of several containers, the one closest to its own limit: there the kernel kills; in bytes it is all of them", async () => {
    const sidecar = { name: "proxy", cpu: 0.18, cpuLimit: 0.2, memory: level(minutes, 0.1), memoryLimit: 1 };
    const series = pod(a, { minutes }, api, sidecar);
    expect(
      await complaint(
        series,
        ofPods(pods.cpu.percent, 15, { [a]: 90 }),
        ofPods(pods.memory.percent, 15, { [a]: 75 }),
        ofPods(pods.memory.used, 15, { [a]: 3.1 * gibibyte }),
      ),
    ).toBe("");
  });

  it("counts the memory of a container that is restarted once, though for a moment it has two series", async () => {
    const of = { namespace: "mes", pod: a, container: "api" };
    const next = { ...api, id: "2", memory: `${nothing(10)} ${level(10, 1)}` };
    // The old one is still there for two minutes.
    const old = { ...api, memory: `${level(12, 3)} ${ended(8)}` };
    const series = [...pod(a, { minutes }, old), ...running(of, minutes, next)];
    expect(
      await complaint(
        series,
        ofPods(pods.memory.used, 11, { [a]: 3 * gibibyte }),
        ofPods(pods.memory.percent, 11, { [a]: 75 }),
        ofPods(pods.memory.percent, 15, { [a]: 25 }),
      ),
    ).toBe("");
  });

  it("is nothing of pods of others, also if their names begin alike", async () => {
    const others = [
      "mes-api-worker-6d4cf56db6-x7x2p",
      "mes-api-migrate-x7x2p",
      "mes-api-28391280-x7x2p",
      "mes-api-db-0",
      "my-mes-api-6d4cf56db6-x7x2p",
    ];
    const series = [
      ...pod(a, { minutes }, api),
      ...pod(b, { minutes, namespace: "shop" }, api),
      ...others.flatMap((name) => pod(name, { minutes }, api)),
    ];
    const of = [ofPods(pods.cpu.percent, 15, { [a]: 50 }), ofPods(pods.memory.used, 15, { [a]: 3 * gibibyte })];
    expect(await complaint(series, ...of, ofPods(pods.restarts.count, 15, { [a]: 0 }))).toBe("");
  });

  it("is CPU as a share of the request where there is no limit, and never throttled", async () => {
    const series = pod(a, { minutes }, { ...api, cpuLimit: "none", cpuRequest: 0.25 });
    const of = [ofPods(pods.cpu.percent, 15, { [a]: 200 }), ofPods(pods.throttled.ratio, 15, { [a]: 0 })];
    const full: Expectation = {
      expr: `round(${saturation.ratio.name}{what="cpu"}, 0.001)`,
      at: 15,
      samples: [[{ resource: "mes-api", what: "cpu" }, 1]],
    };
    expect(await complaint(series, ...of, full)).toBe("");
  });

  it("is no share of a limit that is none or 0, and the alert on what is not measured says so", async () => {
    for (const memoryLimit of ["none", 0] as const) {
      const series = [
        ...pod(a, { minutes }, { ...api, memoryLimit }),
        ...pod(b, { minutes }, api, { name: "proxy", memory: level(minutes, 1), memoryLimit }),
        ...pod(c, { minutes }, api),
        ...deployment(level(minutes, 3), level(minutes, 3)),
      ];
      expect(
        await complaint(
          series,
          ofPods(pods.memory.percent, 15, { [b]: 75, [c]: 75 }),
          ofPods(pods.memory.used, 15, { [a]: 3 * gibibyte, [b]: 4 * gibibyte, [c]: 3 * gibibyte }),
          ofAll(pods.measured.ratio, 15, 0.333),
          fires("unmeasured", 15, true),
        ),
      ).toBe("");
    }
  });

  it("would be told apart: another value is a complaint", async () => {
    expect(await complaint(pod(a, { minutes }, api), ofPods(pods.cpu.percent, 15, { [a]: 51 }))).toContain("got:");
  });
});

describe("a leak", () => {
  /** From 1 of 4 GiB on, after two hours of peace. */
  const start = 120;
  const leaking = (hours: number, from = 1) => {
    const minutes = start + 60 * hours;
    const memory = `${level(start, from)} ${ramp(60 * hours, from, 4)}`;
    return [...pod(a, { minutes }, { memory }), ...pod(b, { minutes }, { memory: level(minutes, 1.5) })];
  };

  it("of four hours is a ticket before two of them are over, and a page 40 minutes before the end", async () => {
    expect(
      await complaint(
        leaking(4),
        fires("leak", start + 100, false),
        fires("leak", start + 115, true),
        fires("leak-page", start + 190, false),
        fires("leak-page", start + 200, true),
        // 80 % for two minutes would have said it at 178, and says it of much else.
        fires("memory", start + 200, false),
      ),
    ).toBe("");
  });

  it("tells the time that is left", async () => {
    // At half past two, 62.5 % of the limit are used, and 25 points more an hour.
    const series = leaking(3);
    const exactly = ofPods(pods.memoryLeft.time, start + 120, { [a]: 3600, [b]: 86_400 });
    expect(await complaint(series, exactly)).toBe("");
  });

  it.each([5, 30, 45])(
    "is not seen in a batch that climbs to 82 %% within %i minutes, stays and goes",
    async (climb) => {
      const minutes = start + 180;
      const memory = [level(start, 1.6), ramp(climb, 1.6, 3.28), level(60, 3.28), ramp(4, 3.28, 1.6), level(60, 1.6)];
      const series = pod(a, { minutes }, { memory: memory.join(" ") });
      expect(await complaint(series, ...["leak", "leak-page", "memory"].flatMap((id) => never(id, minutes)))).toBe("");
    },
  );

  it("is not seen in pods that warm up, nor in a heap that is tidied every hour", async () => {
    const young = pod(a, { minutes: 80 }, { memory: ramp(80, 1, 3.4) });
    expect(await complaint(young, ...never("leak", 80))).toBe("");
    const heap = Array.from({ length: 6 }, () => ramp(60, 2.2, 3.4)).join(" ");
    expect(await complaint(pod(a, { minutes: 360 }, { memory: heap }), ...never("leak", 360))).toBe("");
  });
});

describe("replicas", () => {
  const minutes = 60;

  it("are all there through a rollout with surge pods, and all that is ready is measured", async () => {
    const old = [a, b].flatMap((name, n) => pod(name, { minutes: 21 + 2 * n }, { memory: level(21 + 2 * n, 1) }));
    const late = (name: string, from: number) =>
      pod(name, { minutes }, { memory: `${nothing(from)} ${level(minutes - from, 1)}` });
    const series = [...old, ...late(c, 20), ...late(d, 22), ...deployment(level(minutes, 2), level(minutes, 2))];
    expect(
      await complaint(
        series,
        ...never("replicas", minutes),
        ...never("unmeasured", minutes),
        ...never("restarts", minutes),
      ),
    ).toBe("");
  });

  it("that are missing for some minutes, while pods move to another node, are nothing; for ten minutes a ticket", async () => {
    const available = `${level(10, 3)} ${level(8, 2)} ${level(10, 3)} ${level(32, 2)}`;
    const series = deployment(level(minutes, 3), available);
    expect(
      await complaint(
        series,
        ...never("replicas", 37),
        ofAll(pods.missing.ratio, 50, 0.333),
        fires("replicas", 50, true),
        ...never("replicas-page", minutes),
      ),
    ).toBe("");
  });
});

describe("kube-state-metrics that is replaced", () => {
  const minutes = 100;
  const restartsAt = 41;
  /** Three pods of which one has restarted twice, at once; the next kube-state-metrics begins and the old one ends. */
  const replaced = (begins: number, ends: number) => {
    const memory = level(minutes, 3);
    const twice = `${level(restartsAt, 0)} ${level(minutes - restartsAt, 2)}`;
    const killed = { OOMKilled: `${nothing(restartsAt)} ${level(minutes - restartsAt, 1)}` };
    const series = [
      ...pod(a, { minutes }, { memory, restarts: twice, ended: killed, throttled: 0.1 }),
      ...[b, c].flatMap((name) => pod(name, { minutes }, { memory })),
      ...deployment(level(minutes, 3), level(minutes, 3)),
    ];
    return toldBy(
      series,
      { instance: "10.0.0.1:8080", from: 0, until: ends },
      { instance: "10.0.0.2:8080", from: begins, until: minutes },
    );
  };
  const all = (value: number) => ({ [a]: value, [b]: value, [c]: value });
  const counted = (value: number) => ({ [a]: value, [b]: 0, [c]: 0 });
  const known = (at: number, restarts: number) => [
    ofPods(pods.cpu.percent, at, all(50)),
    ofPods(pods.memory.percent, at, all(75)),
    ofPods(pods.memory.used, at, all(3 * gibibyte)),
    ofPods(pods.throttled.ratio, at, { ...all(0), [a]: 0.1 }),
    ofPods(pods.restarts.count, at, counted(restarts)),
    ofPods(pods.oomKills.count, at, counted(restarts)),
    ofAll(pods.missing.ratio, at, 0),
    ofAll(pods.measured.ratio, at, 1),
  ];
  const quiet = ["restarts", "replicas", "replicas-page", "unmeasured", "memory", "cpu"].flatMap((id) =>
    never(id, minutes),
  );

  it("changes nothing of what is recorded while both are scraped, nor in the half hour after", async () => {
    const series = replaced(38, 46);
    const times = [
      [37, 0],
      [39, 0],
      [43, 2],
      [45, 2],
      [47, 2],
      [60, 2],
      [70, 2],
      [76, 0],
    ] as const;
    expect(await complaint(series, ...times.flatMap(([at, restarts]) => known(at, restarts)), ...quiet)).toBe("");
  });

  it("changes nothing where one comes after the other", async () => {
    for (const [ends, begins] of [
      [39, 40],
      [44, 46],
    ] as const) {
      const times = [
        [38, 0],
        [48, 2],
        [60, 2],
        [70, 2],
        [76, 0],
      ] as const;
      const series = replaced(begins, ends);
      expect(await complaint(series, ...times.flatMap(([at, restarts]) => known(at, restarts)), ...quiet)).toBe("");
    }
  });

  it("marks no deploy, and hides none in which it was not", async () => {
    const expr = deploys(mesPods).expr;
    const marked = (at: number, images: readonly string[]): Expectation => ({
      expr: `count by (image) (${expr})`,
      at,
      samples: images.map((image) => [{ image }, 1]),
    });
    const none = [...Array(minutes).keys()].map((at) => marked(at, []));
    expect(await complaint(replaced(38, 46), ...none)).toBe("");
    expect(await complaint(replaced(52, 44), ...none)).toBe("");
    const of = { namespace: "mes", pod: a, container: "api" };
    const shipped = [
      shaped(containerInfo, { ...of, image: "api:1" }, `${level(20, 1)} ${ended(40)}`),
      shaped(containerInfo, { ...of, pod: b, image: "api:2" }, `${nothing(20)} ${level(40, 1)}`),
    ];
    expect(await complaint(shipped, marked(19, []), marked(22, ["api:2"]), marked(26, []))).toBe("");
  });
});

describe("pods of which nothing is told", () => {
  const minutes = 60;
  const three = (measured: readonly boolean[]) =>
    [a, b, c].flatMap((name, n) =>
      pod(name, { minutes, measured: measured[n] ?? true }, { memory: level(minutes, 3.9), cpu: 0.97, throttled: 0.6 }),
    );
  const all = deployment(level(minutes, 3), level(minutes, 3));

  it("because a kubelet does not answer, are one alert, and the others go on", async () => {
    const series = [...three([true, true, false]), ...all];
    expect(
      await complaint(
        series,
        ofAll(pods.measured.ratio, 30, 0.667),
        fires("unmeasured", 30, true),
        fires("memory-page", 30, true),
      ),
    ).toBe("");
  });

  it("because kube-state-metrics does not answer, are that alert alone", async () => {
    const others = [
      "cpu",
      "memory",
      "memory-page",
      "leak",
      "leak-page",
      "oom",
      "restarts",
      "replicas",
      "replicas-page",
    ];
    const series = three([true, true, true]).filter(({ series }) => series.startsWith("container_"));
    expect(
      await complaint(
        series,
        ofAll(pods.measured.ratio, 30, 0),
        fires("unmeasured", 30, true),
        ...others.flatMap((id) => never(id, minutes)),
      ),
    ).toBe("");
  });

  it("because the Deployment is called otherwise than described, are that alert too", async () => {
    const renamed = pod("mes-api-v2-6d4cf56db6-x7x2p", { minutes }, { memory: level(minutes, 1) });
    expect(await complaint([...renamed, ...all], fires("unmeasured", 30, true))).toBe("");
    expect(await complaint(renamed, fires("unmeasured", 30, true))).toBe("");
  });
});
