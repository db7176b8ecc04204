/**
 * `npm run network`: writes docs/network.md, which says who speaks with whom in production, and how that is protected.
 */
import "../synthesis/fast-synth";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { production } from "../environments/production";
import { flowTable } from "../network/table";
import { buildApp } from "../synthesis/app";
import { flowsOf } from "../synthesis/flows";
import { system } from "../system";
import { runPlain } from "./run-plain";

export const networkFile = join(__dirname, "..", "docs", "network.md");

/** The page for production, the environment in which everything is monitored. */
export const networkPage = (): string =>
  `# Who speaks with whom

Of the environment \`production\`; written by \`npm run network\`. Each row is let through by network policies, and nothing else is; what is behind it stands in [docs/security.md](security.md#network).

${flowTable(flowsOf(buildApp({ system, environment: production })))}
`;

if (require.main === module)
  void runPlain("network", "Nothing was written.", () => {
    writeFileSync(networkFile, networkPage());
    return 0;
  });
