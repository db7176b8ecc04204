/**
 * The tree, its clocks and the arithmetic of notifications against the real Alertmanager: the same groups at the same
 * times.
 */
import { afterAll, describe, expect, it } from "@jest/globals";
import type { FiringAlert, Notification } from "../../alerts/notifications";
import { notificationsOf } from "../../alerts/notifications";
import { routeOf } from "../../alerts/route";
import type { NotificationPolicy } from "../../alerts/routing";
import { enginePath } from "../../engines/engine-path";
import { pause, runToEnd } from "../../engines/run/process";
import { temporaryFolder } from "../../engines/run/temporary-folder";
import type { MaintenanceWindow } from "../../environments/environment";
import { weekdays } from "../../environments/environment";
import { isOpen } from "../../environments/maintenance";
import { production } from "../../environments/production";
import type { Labels } from "../../promql/labels";
import type { Duration } from "../../units/quantities";
import { milliseconds, seconds } from "../../units/quantities";
import type { Alertmanager, Received } from "../support/live/alertmanager";
import { alertmanagerConfig, startAlertmanager } from "../support/live/alertmanager";
import { stopAll } from "../support/live/stop-all";
import { deployed } from "../support/routing/synthesized";

const { rules, tree } = deployed();
const labelSets = rules.map(({ labels }) => labels);
const { maintenance, heartbeat } = production.notifications;

type Timings = Pick<NotificationPolicy, "groupWait" | "groupInterval" | "repeatInterval">;

/** Looks a second after the first alert of a group, and then every three. */
const fast: Timings = { groupWait: seconds(1), groupInterval: seconds(3), repeatInterval: seconds(8) };
/** A repeat interval that is a whole number of looks. */
const even: Timings = { groupWait: seconds(1), groupInterval: seconds(2), repeatInterval: seconds(4) };

const inSecondsOf = (policy: NotificationPolicy): NotificationPolicy => ({
  ...policy,
  ...(policy.contactPoint === heartbeat?.name ? even : fast),
  children: policy.children.map(inSecondsOf),
});
const policies = inSecondsOf(tree);

const withRepeat = (policy: NotificationPolicy, repeatInterval: Duration): NotificationPolicy => ({
  ...policy,
  repeatInterval,
  children: policy.children.map((child) => withRepeat(child, repeatInterval)),
});

const always = (name: string): MaintenanceWindow => ({ name, weekdays, from: "00:00", to: "24:00", location: "UTC" });
/** On a day that is neither today nor tomorrow. */
const another = weekdays[(new Date().getUTCDay() + 2) % 7] ?? "monday";
const notNow = (name: string): MaintenanceWindow => ({ ...always(name), weekdays: [another] });
const whole = (window: (name: string) => MaintenanceWindow) => maintenance.map(({ name }) => window(name));

const iso = (at: number): string => new Date(at).toISOString();
const until = (at: number) => pause(milliseconds(Math.max(0, at - Date.now())));

/** What was said, and to whom: the group's key, what fires, what ended. */
const line = (
  to: Pick<Notification, "contactPoint" | "groupKey">,
  firing: readonly Labels[],
  ended: readonly Labels[],
) => `${to.contactPoint} ${to.groupKey}: ${names(firing)} | ${names(ended)}`;
const names = (labels: readonly Labels[]) =>
  labels
    .map(({ alertname }) => alertname)
    .sort()
    .join(", ") || "–";

const ofNotification = (one: Notification) => ({ at: one.at, says: line(one, one.firing, one.ended) });
const ofReceived = (one: Received) => {
  const labels = (wanted: string) => one.alerts.flatMap(({ status, labels }) => (status === wanted ? [labels] : []));
  return { at: one.at, says: line(one, labels("firing"), labels("resolved")) };
};

const running: Alertmanager[] = [];
afterAll(async () => {
  await inMaintenance.catch(() => undefined);
  await stopAll(...running);
}, 90_000);

async function start(tree: NotificationPolicy, windows: readonly MaintenanceWindow[]): Promise<Alertmanager> {
  const started = await startAlertmanager(tree, windows);
  running.push(started);
  return started;
}

describe("amtool", () => {
  const folder = temporaryFolder("amtool");
  afterAll(() => folder.remove());

  it("sends every alert of production where routeOf does", async () => {
    const file = folder.write(
      "config.json",
      alertmanagerConfig(tree, maintenance, () => "http://127.0.0.1:9"),
    );
    const sentTo = async (labels: Labels): Promise<string> => {
      const question = ["config", "routes", "test", `--config.file=${file}`];
      const { output, complaint } = await runToEnd(enginePath("amtool"), [
        ...question,
        ...Object.entries(labels).map(([name, value]) => `${JSON.stringify(name)}=${JSON.stringify(value)}`),
      ]);
      return complaint || output.trim();
    };
    const answers = [];
    for (const labels of labelSets) answers.push(`${labels.alertname}: ${await sentTo(labels)}`);
    expect(answers).toEqual(labelSets.map((labels) => `${labels.alertname}: ${routeOf(tree, labels).contactPoint}`));
    expect(answers.length).toBeGreaterThan(100);
  }, 60_000);
});

describe("an Alertmanager", () => {
  it("groups all alerts of production as routeOf does, if all fire at once", async () => {
    const alertmanager = await start(policies, whole(notNow));
    const from = Date.now();
    await alertmanager.send(labelSets.map((labels) => ({ labels, startsAt: iso(from) })));
    const alerts = labelSets.map((labels): FiringAlert => ({ labels, firing: [{ from }] }));
    await until(from + 2500);
    const expected = notificationsOf(policies, alerts, { maintenance: [], until: from + 2500 }).map(ofNotification);
    const says = (all: readonly { says: string }[]) => all.map((one) => one.says).sort();
    expect(says(alertmanager.received.map(ofReceived))).toEqual(says(expected));
    expect(expected.length).toBeGreaterThan(10);
  }, 30_000);

  it("tells of courses what notificationsOf says, when it says so", async () => {
    const alertmanager = await start(policies, whole(notNow));
    const begin = Date.now() + 300;
    const course = (labels: Labels, ...stretches: readonly (readonly [from: number, to?: number])[]): FiringAlert => ({
      labels,
      firing: stretches.map(([from, to]) => ({
        from: begin + from * 1000,
        ...(to !== undefined && { to: begin + to * 1000 }),
      })),
    });
    const page = (service: string, owner: string) => (alertname: string) => ({
      ...{ alertname, owner, service },
      severity: "page",
    });
    const [shop, mes] = [page("shop-api", "storefront"), page("mes-api", "manufacturing")];
    const courses = [
      // One fault of the shop: its symptoms appear and go one by one.
      course(shop("errors"), [0, 11.5]),
      course(shop("slow"), [0.3, 5.5]),
      course(shop("probe"), [2.2, 8.5]),
      // Over before anybody is told; after that with a pause between two looks.
      course(mes("errors"), [0, 0.4], [6, 8.2], [8.8, 11.5]),
      // Goes on.
      course({ alertname: "grows", owner: "storefront", severity: "ticket", resource: "shop-media" }, [0]),
      course({ alertname: "Watchdog", owner: "platform", severity: "ticket", watchdog: "true" }, [0, 17.5]),
    ];
    const end = begin + 20_400;
    await play(alertmanager, courses, end);
    const notToldOfEnds = heartbeat ? [heartbeat.name] : [];
    const expected = notificationsOf(policies, courses, { maintenance: [], notToldOfEnds, until: end });
    // Each group by itself, for those that are told at one moment have no order.
    const inOrder = (all: readonly { at: number; says: string }[]) =>
      [...all].sort((one, other) => group(one.says).localeCompare(group(other.says)) || one.at - other.at);
    const really = inOrder(alertmanager.received.map(ofReceived));
    const said = inOrder(expected.map(ofNotification));
    expect(really.map(({ says }) => says)).toEqual(said.map(({ says }) => says));
    const late = really.map(({ at }, index) => at - (said[index]?.at ?? 0));
    expect(Math.max(...late.map(Math.abs))).toBeLessThan(1000);
    // Of the heartbeat: 1 s, then every 6 s, although it is to be repeated every 4 s and looked at every 2 s.
    expect(said.filter(({ says }) => says.startsWith("heartbeat")).length).toBe(3);
  }, 60_000);

  it("holds back what goes on, and is silent of what ended in maintenance, also when it comes back", async () => {
    expect(await inMaintenance).toEqual({
      before: ["comes back", "not worked on"],
      within: [],
      after: ["goes on"],
    });
  }, 90_000);

  it("reads every clock of the world as isOpen does", async () => {
    const quarters = ["00:00", "06:00", "12:00", "18:00", "24:00"];
    const windows = locations.flatMap((location) =>
      weekdays.flatMap((weekday) =>
        [0, 1, 2, 3].map((at): MaintenanceWindow => {
          const [from = "", to = ""] = quarters.slice(at, at + 2);
          return { name: `${location} ${weekday} ${from}`, weekdays: [weekday], from, to, location };
        }),
      ),
    );
    const leaf = { ...policies, groupBy: ["window"], muteTimings: [], children: [] };
    const alertmanager = await start(
      {
        ...leaf,
        children: windows.map(({ name }) => ({
          ...leaf,
          matchers: [{ label: "window", op: "=", value: name }],
          muteTimings: [name],
        })),
      },
      windows,
    );
    const before = Date.now();
    await alertmanager.send(windows.map(({ name }) => ({ labels: { window: name }, startsAt: iso(before) })));
    await until(before + 3000);
    const muted = (await alertmanager.groups()).flatMap(({ mutedBy }) => mutedBy).sort();
    const openAt = (at: number) => windows.flatMap((window) => (isOpen(window, at) ? [window.name] : [])).sort();
    // Somewhere a quarter of a day may have ended in between.
    expect([openAt(before), openAt(Date.now())]).toContainEqual(muted);
    expect(muted.length).toBe(locations.length);
  }, 30_000);
});

/**
 * Begins with the file and goes on beside the other tests, for windows end with a minute. The configuration changes
 * once, before anything ends: with a change, an Alertmanager begins its groups anew.
 */
const inMaintenance = maintenanceCourse();

async function maintenanceCourse() {
  const end = Math.ceil((Date.now() + 12_000) / 60_000) * 60_000;
  await until(end - 12_000);
  const longer = withRepeat(policies, seconds(60));
  const alertmanager = await start(longer, whole(notNow));
  const [returning, goingOn, other] = [
    { alertname: "comes back", owner: "storefront", severity: "page", service: "shop-api" },
    { alertname: "goes on", owner: "storefront", severity: "page", resource: "shop-db" },
    { alertname: "not worked on", owner: "manufacturing", severity: "page", service: "mes-api" },
  ];
  const fires = (labels: Labels) => ({ labels, startsAt: iso(Date.now()) });
  const told = (from: number) =>
    alertmanager.received
      .slice(from)
      .flatMap(({ alerts }) => alerts.map(({ labels }) => labels.alertname ?? ""))
      .sort();

  await alertmanager.send([fires(returning), fires(other)]);
  await until(end - 9000);
  const before = told(0);
  const [hour, minute] = iso(end).slice(11, 16).split(":");
  const upTo = hour === "00" && minute === "00" ? "24:00" : `${hour}:${minute}`;
  await alertmanager.reload(whole((name) => ({ ...always(name), to: upTo })));
  await until(end - 8000);
  await alertmanager.send([{ ...fires(returning), endsAt: iso(Date.now()) }, fires(goingOn)]);
  await until(end - 500);
  const within = told(before.length);
  await until(end + 500);
  await alertmanager.send([fires(returning)]);
  await until(end + 6500);
  return { before, within, after: told(before.length + within.length) };
}

const locations = [
  ...[
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "America/Argentina/Buenos_Aires",
  ],
  ...["Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Kiritimati", "Etc/GMT+12"],
];

const group = (says: string): string => says.slice(0, says.indexOf(": "));

/** Sends each change of a course when it comes. */
async function play(alertmanager: Alertmanager, courses: readonly FiringAlert[], end: number): Promise<void> {
  const changes = courses
    .flatMap(({ labels, firing }) =>
      firing.flatMap(({ from, to }) => [
        { at: from, labels, startsAt: iso(from) },
        ...(to === undefined ? [] : [{ at: to, labels, startsAt: iso(from), endsAt: iso(to) }]),
      ]),
    )
    .sort((one, other) => one.at - other.at);
  for (const { at, ...alert } of changes) {
    await until(at);
    await alertmanager.send([alert]);
  }
  await until(end);
}
