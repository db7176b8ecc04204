import { describe, expect, it } from "@jest/globals";
import { recordedAs, scraped } from "../../simulation/push";
import { Samples, writeRequests } from "../../simulation/remote-write";

/** A message's fields, read as protocol buffers are: number, and value or bytes. */
function fieldsOf(bytes: Buffer): [number: number, value: Buffer | number][] {
  const fields: [number, Buffer | number][] = [];
  let at = 0;
  const varint = () => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag % 8 === 0) fields.push([tag >> 3, varint()]);
    else {
      const size = tag % 8 === 1 ? 8 : varint();
      fields.push([tag >> 3, bytes.subarray(at, at + size)]);
      at += size;
    }
  }
  return fields;
}

/** What stands in the frame of Snappy: one literal, whose length is told twice. */
function unframed(body: Buffer): Buffer {
  let [at, size, scale] = [0, 0, 1];
  for (;;) {
    const byte = body[at++] ?? 0;
    size += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) break;
  }
  expect(body[at]).toBe(0xfc);
  expect(body.readUInt32LE(at + 1)).toBe(size - 1);
  const content = body.subarray(at + 5);
  expect(content).toHaveLength(size);
  return content;
}

const written = (...requests: Buffer[]) =>
  requests.flatMap((body) =>
    fieldsOf(unframed(body)).map(([, series]) => {
      const fields = fieldsOf(series as Buffer);
      const of = (wanted: number) =>
        fields.filter(([number]) => number === wanted).map(([, value]) => fieldsOf(value as Buffer));
      return {
        labels: of(1).map((label) => label.map(([, text]) => String(text)).join("=")),
        samples: of(2).map(([value, at]) => {
          const number = value?.[1] as Buffer;
          return [number.readBigUInt64LE() === 0x7ff0000000000002n ? "ended" : number.readDoubleLE(), at?.[1]];
        }),
      };
    }),
  );

describe("what is written into Prometheus", () => {
  it("has its labels sorted, its values whole, and an end that is no number", () => {
    const samples = new Samples(4);
    samples.add(1770111060000, 0.1);
    samples.add(1770111090000, NaN);
    samples.end(1770111120000);
    expect(written(...writeRequests([samples.as({ service: "shöp", __name__: "up" })]))).toEqual([
      {
        labels: ["__name__=up", "service=shöp"],
        samples: [
          [0.1, 1770111060000],
          [NaN, 1770111090000],
          ["ended", 1770111120000],
        ],
      },
    ]);
  });

  it("goes in several requests, no series torn apart", () => {
    const long = new Samples(150_000);
    for (let at = 0; at < 150_000; at++) long.add(at, at);
    const series = ["a", "b", "c", "d"].map((__name__) => long.as({ __name__ }));
    const requests = [...writeRequests(series)];
    expect(requests.length).toBeGreaterThan(1);
    expect(written(...requests).map(({ labels, samples }) => [...labels, samples.length])).toEqual(
      ["a", "b", "c", "d"].map((name) => [`__name__=${name}`, 150_000]),
    );
  });

  it("ends a scraped series once where it is missing, but not where nobody scraped", () => {
    const at = Float64Array.of(0, 30, 60, 120);
    const series = (name: string, ...values: number[]) => ({ name, labels: {}, at, values: Float64Array.from(values) });
    const all = [series("up", 1, 0, 0, 1), series("calls", 7, NaN, NaN, 9)];
    expect(written(...writeRequests(scraped(all))).map(({ samples }) => samples)).toEqual([
      [
        [1, 0],
        [0, 30],
        [0, 60],
        [1, 120],
      ],
      [
        [7, 0],
        ["ended", 30],
        [9, 120],
      ],
    ]);
  });

  it("ends a recorded series a step after its last value, but not where the rule failed or time is over", () => {
    const series = { labels: { __name__: "x", a: "1" }, at: [0, 30, 90, 150, 180], values: [1, 2, 3, 4, 5] };
    const one = recordedAs("a:b", series, { refused: new Map([[120, "boom"]]), step: 30, to: 180 });
    expect(written(...writeRequests([one]))).toEqual([
      {
        labels: ["__name__=a:b", "a=1"],
        samples: [
          [1, 0],
          [2, 30],
          ["ended", 60],
          [3, 90],
          [4, 150],
          [5, 180],
        ],
      },
    ]);
  });
});
