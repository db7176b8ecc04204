import type { Labels } from "../promql/labels";

/** A series as it is handed to Prometheus. */
export interface PushedSeries {
  /** Labels of the series, its name among them as `__name__`. */
  readonly labels: Labels;
  /** Times of the samples: milliseconds since the epoch, rising. */
  readonly at: Float64Array;
  /** Values of the samples, as {@link SampleBits} holds them, for of NaN there is more than one. */
  readonly values: SampleBits;
}

/** Numbers as their bits: two words each, the lower first, as every machine that this runs on keeps them. */
export type SampleBits = Uint32Array;

/**
 * What stands in place of a value where a series has ended: without it Prometheus takes the last one for five minutes
 * more. A NaN of its own (`StaleNaN` in model/value/value.go), which no number of JavaScript could be told from others.
 */
const staleMarker = [0x00000002, 0x7ff00000] as const;

/** Collects the samples of a series one by one. */
export class Samples {
  readonly #at: Float64Array;
  readonly #values: Float64Array;
  readonly #words: SampleBits;
  #count = 0;

  constructor(most: number) {
    this.#at = new Float64Array(most);
    this.#values = new Float64Array(most);
    this.#words = new Uint32Array(this.#values.buffer);
  }

  add(at: number, value: number): void {
    this.#at[this.#count] = at;
    this.#values[this.#count++] = value;
  }

  /** Adds the mark that the series is no more. */
  end(at: number): void {
    this.#at[this.#count] = at;
    this.#words.set(staleMarker, 2 * this.#count++);
  }

  as(labels: Labels): PushedSeries {
    return { labels, at: this.#at.subarray(0, this.#count), values: this.#words.subarray(0, 2 * this.#count) };
  }
}

/** Enough for a request to be worth its while. */
const batchSize = 2 ** 22;

/**
 * Bodies of requests that hand over series, as Prometheus' remote write 1.0 takes them
 * (prometheus.io/docs/specs/prw/remote_write_spec): messages `prometheus.WriteRequest` of protocol buffers, each framed
 * by Snappy.
 */
export function* writeRequests(series: Iterable<PushedSeries>): Generator<Buffer> {
  let messages: Buffer[] = [];
  let size = 0;
  for (const one of series) {
    const message = timeSeries(one);
    messages.push(message);
    size += message.length;
    if (size < batchSize) continue;
    yield framed(messages, size);
    [messages, size] = [[], 0];
  }
  if (size > 0) yield framed(messages, size);
}

/** Snappy, of which both ends on one machine need no more than the frame: all of it is one literal. */
function framed(messages: readonly Buffer[], size: number): Buffer {
  const head = Buffer.alloc(16);
  const length = writeVarint(head, 0, size);
  // A literal whose length, less one, follows in four bytes.
  head[length] = 63 << 2;
  head.writeUInt32LE(size - 1, length + 1);
  return Buffer.concat([head.subarray(0, length + 5), ...messages]);
}

// Fields of WriteRequest, TimeSeries, Label and Sample in prompb/remote.proto and prompb/types.proto, each with its
// wire type: 2 has a length, 1 is of eight bytes, 0 a varint.
const timeSeriesField = (1 << 3) | 2;
const labelField = (1 << 3) | 2;
const sampleField = (2 << 3) | 2;
const [nameField, valueField] = [(1 << 3) | 2, (2 << 3) | 2];
const [numberField, timestampField] = [(1 << 3) | 1, (2 << 3) | 0];

function timeSeries({ labels, at, values }: PushedSeries): Buffer {
  const named = Object.entries(labels)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => message(labelField, [text(nameField, name), text(valueField, value)]));
  let size = named.reduce((sum, { length }) => sum + length, 0);
  for (const moment of at) size += 2 + sampleSize(moment);

  const head = Buffer.alloc(11);
  head[0] = timeSeriesField;
  const headSize = writeVarint(head, 1, size);
  const whole = Buffer.alloc(headSize + size);
  head.copy(whole);
  let to = headSize;
  for (const label of named) to += label.copy(whole, to);
  for (let index = 0; index < at.length; index++) {
    const moment = at[index] ?? 0;
    whole[to++] = sampleField;
    whole[to++] = sampleSize(moment);
    whole[to++] = numberField;
    to = whole.writeUInt32LE(values[2 * index] ?? 0, to);
    to = whole.writeUInt32LE(values[2 * index + 1] ?? 0, to);
    whole[to++] = timestampField;
    to = writeVarint(whole, to, moment);
  }
  return whole;
}

const sampleSize = (moment: number): number => 1 + 8 + 1 + varintSize(moment);

const text = (field: number, value: string): Buffer => message(field, [Buffer.from(value)]);

function message(field: number, parts: readonly Buffer[]): Buffer {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const head = Buffer.alloc(11);
  head[0] = field;
  return Buffer.concat([head.subarray(0, writeVarint(head, 1, size)), ...parts]);
}

/** So far bits can be shifted; what lies above, as in all times, is a number of its own. */
const shiftable = 2 ** 28;

function varintSize(value: number): number {
  if (value >= shiftable) return 4 + varintSize(Math.floor(value / shiftable));
  let size = 1;
  for (let rest = value; rest >= 128; rest >>>= 7) size++;
  return size;
}

/** Seven bits a byte, the lowest first. Returns where the next byte goes. @param value up to 2⁵³, and not negative */
function writeVarint(into: Buffer, from: number, value: number): number {
  let to = from;
  let rest = value;
  if (value >= shiftable) {
    rest = value % shiftable;
    for (let byte = 0; byte < 4; byte++, rest >>>= 7) into[to++] = (rest & 127) | 128;
    rest = Math.floor(value / shiftable);
  }
  for (; rest >= 128; rest >>>= 7) into[to++] = (rest & 127) | 128;
  into[to++] = rest;
  return to;
}
