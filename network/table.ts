import type { Encryption, Flow } from "./flow";

/** Flows as a table of Markdown, sorted: flows of services that are alike become one row. */
export function flowTable(flows: readonly Flow[]): string {
  const rows = flows.map(({ from, to, ports, why, encryption }) => [
    from.name,
    to.name,
    ports === "any" ? "any" : [...new Set(ports.map(({ number }) => number))].join(", "),
    why,
    encryptionText(encryption),
  ]);
  const lines = [...new Set(rows.map((row) => `| ${row.join(" | ")} |`))].sort();
  return ["| who | whom | port | why | encrypted |", "| --- | --- | --- | --- | --- |", ...lines].join("\n");
}

const encryptionText = (encryption: Encryption): string =>
  "tls" in encryption ? `TLS: ${encryption.tls}` : `**no**: ${encryption.plain}`;
