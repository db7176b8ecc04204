/** A line of what Terraform says with `-json`, as far as it is read here. */
export interface Message {
  readonly type: string;
  readonly text: string;
  readonly diagnostic?: Diagnostic;
  /** Address of the resource that a line of an apply is about. */
  readonly address?: string;
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** Address of the resource that it is about, where it is about one. */
  readonly address?: string;
}

interface Line {
  readonly type?: string;
  readonly "@message"?: string;
  readonly hook?: { readonly resource?: { readonly addr?: string } };
  readonly diagnostic?: Omit<Diagnostic, "detail"> & { readonly detail?: string };
}

/**
 * Reads a line; undefined for a blank one. What is no JSON is text: some failures end Terraform before it knows how it
 * is to speak.
 */
export function messageIn(line: string): Message | undefined {
  if (line.trim() === "") return undefined;
  const read = parsed(line);
  if (!read) return { type: "text", text: line };
  const { type = "text", "@message": text = "", hook, diagnostic } = read;
  const address = hook?.resource?.addr;
  return {
    type,
    text,
    ...(address !== undefined && { address }),
    ...(diagnostic && { diagnostic: { ...diagnostic, detail: diagnostic.detail ?? "" } }),
  };
}

function parsed(line: string): Line | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Line;
  } catch {
    return undefined;
  }
}

/** The errors of a command, in their order; if it told of none, all that it said. */
export function errorsIn(messages: readonly Message[]): Diagnostic[] {
  const errors = messages.flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? [diagnostic] : []));
  // Of what was interrupted, it says so for each part that waited.
  const different = new Map(errors.map((error) => [JSON.stringify(error), error]));
  if (errors.length > 0) return [...different.values()];
  const text = messages.filter(({ type }) => type === "text").map((message) => message.text);
  return [{ severity: "error", summary: "Terraform failed", detail: text.join("\n") }];
}
