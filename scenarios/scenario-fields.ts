import type { Fields, Form } from "./form";
import { count, duration, name, names, oneOf, optional, sentence } from "./form";
import type { Fault } from "./fault";
import type { Due, Scenario } from "./scenario";
import { families } from "./scenario";

/** What is in a list, or behind a name, is read by itself. */
const faults: Form<readonly Fault[]> = {
  is: (value): value is readonly Fault[] => Array.isArray(value),
  what: "a list of faults",
  like: "[]",
};

const due: Form<Scenario["due"]> = {
  is: (value): value is Scenario["due"] => value === "nothing" || (Array.isArray(value) && value.length > 0),
  what: "what somebody has to be told, in a list",
  like: '"nothing"',
};

const begins: Form<Scenario["begins"]> = {
  is: (value): value is Scenario["begins"] => typeof value === "object" && value !== null,
  what: "a day with an hour",
  like: '{ weekday: "friday", hour: 17 }',
};

export const scenarioFields: Fields<Scenario> = {
  name,
  title: sentence,
  family: oneOf(families, "a family"),
  begins,
  lasts: duration,
  faults,
  due,
};

/** Fields of {@link Scenario.begins}. Which days and hours there are, is found out by `checkBegins`. */
export const beginsFields: Fields<{ readonly weekday: string; readonly hour: number }> = { weekday: name, hour: count };

export const dueFields: Fields<Due> = {
  severity: oneOf(["page", "ticket"], "a severity"),
  of: {
    ...names,
    is: (value): value is Due["of"] => names.is(value) && value.length > 0,
  },
  since: optional(duration),
  within: duration,
  because: name,
};
