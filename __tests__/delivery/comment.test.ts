import { describe, expect, it } from "@jest/globals";
import type { Planning } from "../../delivery/comment";
import { changesText, reportText } from "../../delivery/comment";
import { closed, cutAtLine } from "../../delivery/markdown";
import { noState } from "../../delivery/plan-json";
import type { Action } from "../../delivery/plan-json";
import type { PlannedStack } from "../../delivery/planned";
import { summaryOf } from "../../delivery/summary";
import { mostOfComment } from "../../findings/comment-size";
import { plain } from "../support/plain-text";

const stack = (name: string, changes: Readonly<Record<string, readonly Action[]>>): PlannedStack => ({
  name,
  synthesized: "",
  saved: "",
  state: noState,
  ...summaryOf({
    resource_changes: Object.entries(changes).map(([address, actions]) => ({
      address,
      change: { actions, replace_paths: actions.length === 2 ? [["uid"]] : [] },
    })),
  }),
  digest: "0123456789abcdef",
});
const planning = (
  environment: string,
  stacks: readonly PlannedStack[],
  texts: Readonly<Record<string, string>> = {},
): Planning => ({ environment, planned: { environment, refreshed: false, stacks }, texts });

const staging = planning(
  "staging",
  [
    stack("platform", {}),
    stack("monitoring", { "a.gone": ["delete"], "a.other": ["delete", "create"], "a.new": ["create"] }),
  ],
  { platform: "No changes.", monitoring: "  # a.gone will be destroyed" },
);

describe("the comment on a pull request", () => {
  it("says the meaning first, then a table, then what cannot be taken back, then what Terraform says", () => {
    const report = reportText({
      meaning: "**shop-api** is told of at 0.4 s instead of 0.5 s",
      environments: [staging, { environment: "production", texts: {} }],
    });
    expect(plain(report)).toMatchInlineSnapshot(`
     ### staging: 1 to destroy, 1 to replace, 1 to create · production: could not be planned

     **shop-api** is told of at 0.4 s instead of 0.5 s

     | environment | stack | create | update | replace | destroy | plan |
     | --- | --- | --: | --: | --: | --: | --- |
     | staging | platform | 0 | 0 | 0 | 0 | \`0123456789ab\` |
     | staging | monitoring | 1 | 0 | 1 | 1 | \`0123456789ab\` |
     | production |  | ? | ? | ? | ? | the job's log says why |

     - **Destroyed** in staging: \`a.gone\`
     - **Replaced** in staging, which is destroyed and made anew: \`a.other\` (for \`uid\`)

     <details><summary>Terraform's plan: staging, monitoring</summary>

     \`\`\`
     # a.gone will be destroyed
     \`\`\`

     </details>
    `);
  });

  it("says so where the meaning could not be told", () => {
    expect(reportText({ meaning: "\n", environments: [staging] })).toContain("could not be told");
  });

  it("says that nothing is to do where nothing is", () => {
    const report = reportText({ environments: [planning("staging", [stack("platform", {})])] });
    expect(report).toContain("### staging: nothing to do");
    expect(report).not.toContain("<details>");
  });

  it("stays below what GitHub takes, and says how much it left out", () => {
    const long = Array.from({ length: 9_000 }, (_, at) => `      + line_${at} = "value"`).join("\n");
    const report = reportText({
      meaning: Array.from({ length: 2_000 }, (_, at) => `- panel ${at} is new`).join("\n"),
      environments: [
        planning("staging", [stack("platform", { "a.a": ["create"] }), stack("monitoring", { "a.b": ["create"] })], {
          platform: "short",
          monitoring: long,
        }),
        planning("production", [stack("monitoring", { "a.b": ["create"] })], { monitoring: long }),
      ],
    });
    expect(report.length).toBeLessThan(mostOfComment);
    expect(report.length).toBeGreaterThan(mostOfComment * 0.95);
    expect(report).toMatch(/_[\d,]+ lines of this were left out: `npm run diff` prints them\._/);
    expect(report.match(/_[\d,]+ lines were left out/g)).toHaveLength(2);
    expect(report).toContain("short\n```");
  });

  it("obeys nothing that stands in an address or a plan", () => {
    const hostile = 'a.b["`|</details><img src=x>\n@everyone"]';
    const report = reportText({
      environments: [
        planning("staging", [stack("monitoring", { [hostile]: ["delete"] })], {
          monitoring: "```\n</details>\n# heading\n````",
        }),
      ],
    });
    expect(report).toContain('``a.b["`|</details><img src=x> ⏎ @everyone"]``');
    expect(report).toContain("`````\n```\n</details>\n# heading\n````\n`````");
  });
});

describe("the same in the terminal", () => {
  it("is a line for each change, those that cannot be taken back first", () => {
    expect(plain(changesText(staging.planned ?? { environment: "", refreshed: false, stacks: [] })))
      .toMatchInlineSnapshot(`
     staging/platform  nothing to do
     staging/monitoring  plan 0123456789ab
       destroy  a.gone
       replace  a.other
       create   a.new
    `);
  });
});

describe("Markdown", () => {
  it("is cut between lines, and what was open is closed", () => {
    expect(cutAtLine("one\ntwo\nthree", 9)).toEqual({ kept: "one\ntwo", lost: 1 });
    expect(cutAtLine("one", 3)).toEqual({ kept: "one", lost: 0 });
    expect(closed("<details>\n\n```diff\n- a")).toBe("<details>\n\n```diff\n- a\n```\n\n</details>");
    expect(closed("```\na\n```")).toBe("```\na\n```");
    expect(closed("- a\n    ```diff\n    - b")).toBe("- a\n    ```diff\n    - b\n    ```");
  });
});
