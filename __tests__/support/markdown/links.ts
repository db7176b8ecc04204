/** Links of the pages of this repository. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { judgementFiles } from "../../../commands/runbooks";

const root = join(__dirname, "../../..");

export interface Page {
  /** From the root of the repository. */
  readonly file: string;
  readonly text: string;
}

/** All pages that people read: the first one, docs/, and what lies beside the alerts. */
export const pagesOfRepository = (): Page[] => [
  ...["README.md", ...markdownIn("docs")].map((file) => ({ file, text: readFileSync(join(root, file), "utf8") })),
  ...judgementFiles(),
];

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => posix.join(folder, path));

/** Where its links lead, as they are written: what stands in code is none. */
export function linksOfPage({ text }: Page): string[] {
  const prose = text.replace(/^( *)```[\s\S]*?^\1```/gm, "").replace(/(`+)[^`].*?\1/g, "");
  return Array.from(
    prose.matchAll(/\]\(<([^>]+)>\)|\]\(([^)\s]+)\)|<(https?:[^>]+)>/g),
    ([, bracketed, plain, bare]) => bracketed ?? plain ?? bare ?? "",
  );
}

/** A link of a page as an address: what is relative leads within the repository. */
export function absolute(link: string, { file }: Page, repository: string): string {
  if (/^[a-z]+:/.test(link)) return link;
  const [path = "", heading] = link.split("#");
  const target = path === "" ? file : posix.join(posix.dirname(file), path);
  return `${repository}/blob/main/${target}${heading === undefined ? "" : `#${heading}`}`;
}
