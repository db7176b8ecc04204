/** What is made for the logs of a component, each of which can be missing. */
export const logArtefacts = [
  "stream",
  "pipeline",
  "retention",
  "template",
  "view",
  "dashboard",
  "searches",
  "reader",
] as const;
export type LogArtefact = (typeof logArtefacts)[number];
