import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless } from "../findings/finding";
import { repeated } from "../findings/repeated";
import type { Component } from "../model/component";
import { datasetOf } from "./names";

type Named = Pick<Component, "name">;

/**
 * Pattern of each part of a data stream's name, by the Elastic Common Schema; hyphens stand between the parts. An index
 * of two of the longest, with the date and number that Elasticsearch adds, stays below the 255 bytes that it allows.
 */
const part = /^[a-z0-9_][a-z0-9._]{0,99}$/;

/** Whether Elasticsearch takes the data streams of all components, and keeps them apart. */
export const checkDataStreams = (components: readonly Named[], environment: string): Finding[] => [
  ...errorUnless(part.test(environment), {
    id: "data-stream-malformed",
    where: `environment ${clip(environment)}`,
    what: `"${clip(environment)}" cannot be the last part of a data stream's name: a-z, 0-9, "." and "_", 100 characters at most.`,
    why: "Elasticsearch refuses other characters, and hyphens part the name: lines would be looked for elsewhere than they are.",
    fix: 'name the environment without hyphens: "production".',
  }),
  ...components.flatMap(checkDataStream),
  ...repeated(components, datasetOf).map(twice),
];

const checkDataStream = (component: Named): Finding[] =>
  errorUnless(part.test(datasetOf(component)), {
    id: "data-stream-malformed",
    where: `${clip(component.name)}.name`,
    what: `"${clip(datasetOf(component))}" cannot be part of a data stream's name: a-z, 0-9, "." and "_", 100 characters at most.`,
    why: 'Elasticsearch refuses capitals, spaces and \\ / * ? " < > | , # : and the lines of the component with them.',
    fix: 'write it like "shop-api".',
  });

const twice = ({ name }: Named): Finding =>
  error({
    id: "data-stream-twice",
    where: `${clip(name)}.name`,
    what: `a second component that logs is called "${clip(name)}".`,
    why: "both would write to one data stream, through one pipeline and with one retention; whose line is whose, nobody could tell.",
    fix: 'give one of them another name; "platform" is the monitoring itself.',
  });
