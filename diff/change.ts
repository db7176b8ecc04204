/**
 * Sections of a report with their titles: what of the system a change is about, in the order in which people are told.
 */
export const sections = {
  system: "Services and resources",
  objectives: "Objectives",
  alerts: "Alerts",
  routes: "Who hears of it",
  retention: "Retention",
  permissions: "Permissions",
  versions: "Versions",
  resources: "Created, replaced, destroyed",
  labels: "Labels",
  queries: "Queries",
  series: "Recorded series",
  panels: "Dashboards and panels",
  settings: "Settings of releases",
  other: "Other attributes",
} as const;

export type Section = keyof typeof sections;

/** Flags of what a reviewer must not overlook, the gravest first; docs/review.md says what each means. */
export const flags = ["destroyed", "replaced", "kept-shorter", "widened", "wildcard", "less-detected"] as const;
export type Flag = (typeof flags)[number];

/** One thing that changes for people. */
export interface Change {
  readonly section: Section;
  readonly kind: "added" | "removed" | "changed" | "renamed";
  /** What it is about: a service, the title of an alert, a release, the address of a resource. */
  readonly subject: string;
  /** Which part of the subject changes. @default all of it */
  readonly what?: string;
  /** Value before. @default there was nothing */
  readonly before?: string;
  /** Value after. @default there is nothing */
  readonly after?: string;
  /** Lines of a text that changed, each behind `+`, `-` or a space. */
  readonly lines?: readonly string[];
  /** A sentence that says more of the change. */
  readonly detail?: string;
  readonly flags?: readonly Flag[];
  /** Name of the service or resource for which this is made. @default it is nobody's */
  readonly of?: string;
  /** Other subjects of which the very same holds. */
  readonly also?: readonly string[];
  /** Changes that come with this one. */
  readonly consequences?: readonly Change[];
}

/** The change of a value: none where both are the same. */
export const changeOf = (
  facts: Omit<Change, "kind" | "before" | "after">,
  before: string | undefined,
  after: string | undefined,
): Change[] =>
  before === after
    ? []
    : [
        {
          ...facts,
          kind: before === undefined ? "added" : after === undefined ? "removed" : "changed",
          ...(before !== undefined && { before }),
          ...(after !== undefined && { after }),
        },
      ];

/** A change, and all changes that come with it. */
export const withConsequences = (change: Change): Change[] => [
  change,
  ...(change.consequences ?? []).flatMap(withConsequences),
];
