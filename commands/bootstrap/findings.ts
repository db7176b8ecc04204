import type { Environment } from "../../environments/environment";
import { Failed } from "../../findings/failed";
import type { Finding } from "../../findings/finding";
import { error, warning } from "../../findings/finding";
import type { Answer } from "./confirm";

const failed = (finding: Omit<Finding, "severity">): Failed => new Failed("failed", [error(finding)]);

export const nothingToBootstrap = ({ name }: Environment): Failed =>
  failed({
    id: "nothing-to-bootstrap",
    where: `environments/${name}.ts › backend`,
    what: `the state of ${name} is a file.`,
    why: "a bucket, its key and the roles of a pipeline are for environments whose state is in S3.",
    fix: 'deploy it as it is; or state backend: { kind: "s3", bucket: … } and `aws`.',
  });

export const notConfirmed = (answer: Exclude<Answer, "yes">): Failed =>
  failed({
    id: "not-confirmed",
    where: "command line",
    what: answer === "nobody" ? "there is nobody to ask." : "the name of the environment was not what was typed.",
    why: "it makes roles, and a bucket that no plan removes again: somebody should have read what it is going to make.",
    fix: "read the plan above, then run the same with --yes",
  });

export const stateLost = ({ name }: Environment): Failed =>
  failed({
    id: "bootstrap-state-lost",
    where: `${name}/bootstrap`,
    what: "the bucket of the state is there, and no state of it.",
    why: "Terraform would try to make everything a second time, and AWS would refuse.",
    fix: "was the bucket made by hand, or a file lost before it was moved? docs/state.md, “The state of bootstrap is lost”.",
  });

export const halfDone = (file: string): Finding =>
  warning({
    id: "bootstrap-unfinished",
    where: file,
    what: "what was made until then is remembered in this file, and not yet in the bucket.",
    why: "without it the next run would not know what is there.",
    fix: "keep it where it is, mend what is told above, and run the same again: it goes on from there.",
  });
