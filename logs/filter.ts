import type { Field } from "./field";

/** A filter: which documents are meant. One value, in the languages of Kibana and of Grafana. */
export type Filter =
  | { readonly kind: "is"; readonly field: Field; readonly value: string | number }
  | { readonly kind: "exists"; readonly field: Field }
  | { readonly kind: "at-least"; readonly field: Field; readonly value: number }
  | { readonly kind: "all"; readonly of: readonly [Filter, ...Filter[]] }
  | { readonly kind: "any"; readonly of: readonly [Filter, ...Filter[]] }
  | { readonly kind: "not"; readonly of: Filter };

export const is = (field: Field, value: string | number): Filter => ({ kind: "is", field, value });
export const exists = (field: Field): Filter => ({ kind: "exists", field });
export const atLeast = (field: Field, value: number): Filter => ({ kind: "at-least", field, value });
export const all = (...of: readonly [Filter, ...Filter[]]): Filter => ({ kind: "all", of });
export const any = (...of: readonly [Filter, ...Filter[]]): Filter => ({ kind: "any", of });
export const not = (of: Filter): Filter => ({ kind: "not", of });

/** The fields that a filter asks for. */
export function fieldsIn(filter: Filter): Field[] {
  switch (filter.kind) {
    case "is":
    case "exists":
    case "at-least":
      return [filter.field];
    case "all":
    case "any":
      return filter.of.flatMap(fieldsIn);
    case "not":
      return fieldsIn(filter.of);
  }
}

/** A filter in Kibana's query language. */
export function kql(filter: Filter): string {
  switch (filter.kind) {
    case "is":
      return `${filter.field.name} : ${inQuotes(filter.value)}`;
    case "exists":
      return `${filter.field.name} : *`;
    case "at-least":
      return `${filter.field.name} >= ${filter.value}`;
    case "all":
      return filter.of.map((part) => bracketed(kql(part), part)).join(" and ");
    case "any":
      return filter.of.map((part) => bracketed(kql(part), part)).join(" or ");
    case "not":
      // The grammar has no `not not`.
      return filter.of.kind === "not" ? `not (${kql(filter.of)})` : `not ${bracketed(kql(filter.of), filter.of)}`;
  }
}

/** A filter in the query language of Lucene, which Grafana's data source speaks. */
export function lucene(filter: Filter): string {
  switch (filter.kind) {
    case "is":
      // Quoted numbers too: a sign would be taken for an operator.
      return `${filter.field.name}:${inQuotes(String(filter.value))}`;
    case "exists":
      return `_exists_:${filter.field.name}`;
    case "at-least":
      return `${filter.field.name}:[${filter.value} TO *]`;
    case "all":
      return filter.of.map((part) => bracketed(lucene(part), part)).join(" AND ");
    case "any":
      return filter.of.map((part) => bracketed(lucene(part), part)).join(" OR ");
    case "not":
      // Lucene negates clauses, not queries: `NOT a OR b` means "b and not a". From all documents it takes away what it
      // is told.
      return `(*:* AND NOT ${bracketed(lucene(filter.of), filter.of)})`;
  }
}

/** Both languages read a quoted text alike. */
const inQuotes = (value: string | number): string =>
  typeof value === "number" ? String(value) : `"${value.replace(/["\\]/g, "\\$&")}"`;

const bracketed = (text: string, { kind }: Filter): string => (kind === "all" || kind === "any" ? `(${text})` : text);
