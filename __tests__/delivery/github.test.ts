/** Against a double of GitHub's REST API: what it answers is taken from its documentation, version 2022-11-28. */
import type { IncomingMessage, Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "@jest/globals";
import { Failed } from "../../findings/failed";
import type { GitHub } from "../../delivery/github";
import { closeIssue, markerOf, openIssue, postComment } from "../../delivery/github";

interface Asked {
  readonly what: string;
  readonly authorization?: string | undefined;
  readonly body?: Readonly<Record<string, unknown>>;
}
type Answer = (asked: string) => { readonly status?: number; readonly body: string };

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

async function github(answer: Answer): Promise<{ readonly hub: GitHub; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const listening = createServer((request, response) => {
    void received(request).then((one) => {
      asked.push(one);
      const { status = 200, body } = answer(one.what);
      response.writeHead(status).end(body);
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const api = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  return { hub: { api, repository: "example/monitoring", token: "hush" }, asked };
}

async function received(request: IncomingMessage): Promise<Asked> {
  const sent = await text(request);
  return {
    what: `${request.method ?? ""} ${request.url ?? ""}`,
    authorization: request.headers.authorization,
    ...(sent !== "" && { body: JSON.parse(sent) as Record<string, unknown> }),
  };
}

const comments = (...bodies: readonly string[]) => JSON.stringify(bodies.map((body, id) => ({ id, body })));
const page = (at: number) => `/repos/example/monitoring/issues/7/comments?per_page=100&page=${at}`;

describe("the comment on a pull request", () => {
  it("is made where there is none", async () => {
    const { hub, asked } = await github((what) => ({ body: what.startsWith("GET") ? comments("hello") : "{}" }));
    await postComment(hub, 7, "what changes", "text");
    expect(asked).toEqual([
      { what: `GET ${page(1)}`, authorization: "Bearer hush" },
      {
        what: "POST /repos/example/monitoring/issues/7/comments",
        authorization: "Bearer hush",
        body: { body: `${markerOf("what changes")}\ntext` },
      },
    ]);
  });

  it("is updated where there is one, on whatever page; a comment that quotes it is not it", async () => {
    const first = comments(...Array.from({ length: 100 }, () => `> ${markerOf("what changes")}`));
    const second = comments("hello", `${markerOf("what changes")}\nold`);
    const { hub, asked } = await github((what) => ({ body: what === `GET ${page(1)}` ? first : second }));
    await postComment(hub, 7, "what changes", "text");
    expect(asked.map(({ what }) => what)).toEqual([
      `GET ${page(1)}`,
      `GET ${page(2)}`,
      "PATCH /repos/example/monitoring/issues/comments/1",
    ]);
  });
});

describe("the issue about drift", () => {
  const open = JSON.stringify([
    { id: 1, number: 11, body: markerOf("drift of staging"), pull_request: {} },
    { id: 2, number: 12, body: `${markerOf("drift of staging")}\nold` },
  ]);

  it("is opened where there is none, and updated where there is one", async () => {
    const none = await github((what) => ({ body: what.startsWith("GET") ? "[]" : "{}" }));
    await openIssue(none.hub, "drift of staging", "title", "text");
    expect(none.asked.at(-1)).toMatchObject({
      what: "POST /repos/example/monitoring/issues",
      body: { title: "title" },
    });
    server?.close();
    const one = await github((what) => ({ body: what.startsWith("GET") ? open : "{}" }));
    await openIssue(one.hub, "drift of staging", "title", "text");
    expect(one.asked.at(-1)?.what).toBe("PATCH /repos/example/monitoring/issues/12");
  });

  it("is closed when the environment is again as it was deployed, and nothing is done where there is none", async () => {
    const { hub, asked } = await github((what) => ({ body: what.startsWith("GET") ? open : "{}" }));
    await closeIssue(hub, "drift of staging");
    expect(asked.at(-1)).toMatchObject({
      what: "PATCH /repos/example/monitoring/issues/12",
      body: { state: "closed", state_reason: "completed" },
    });
    await closeIssue(hub, "drift of production");
    expect(asked).toHaveLength(3);
  });
});

describe("an answer that is none", () => {
  const refused = async (answer: Answer): Promise<Failed> => {
    const { hub } = await github(answer);
    const failure = await postComment(hub, 7, "what changes", "text").catch((thrown: unknown) => thrown);
    if (!(failure instanceof Failed)) throw new Error("it was taken");
    return failure;
  };

  it.each([
    [401, '{"message":"Bad credentials"}', "it answered 401 to GET issues/7/comments: Bad credentials"],
    [403, '{"message":"Resource not accessible by integration"}', "Resource not accessible by integration"],
    [404, '{"message":"Not Found"}', "it answered 404 to GET issues/7/comments: Not Found"],
    [500, "", "it answered 500 to GET issues/7/comments: without a message."],
    [502, "<html>Bad Gateway</html>", "without a message."],
    [200, "<html>Sign in</html>", "it answered 200 with something that is no JSON."],
    [200, "{}", "something else than a list"],
  ])("is told, and nothing else of it: %i %s", async (status, body, what) => {
    const failure = await refused(() => ({ status, body }));
    expect(failure.failure).toBe("comment-not-posted");
    expect(failure.message).toContain(what);
    expect(failure.message).not.toMatch(/html|hush/);
  });

  it("is told where it breaks off", async () => {
    const { hub } = await github(() => ({ body: "" }));
    server?.removeAllListeners("request").on("request", (_, response) => {
      response.writeHead(200, { "content-length": 1000 }).write("[{", () => response.destroy());
    });
    const failure = await postComment(hub, 7, "what changes", "text").catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(Failed);
    expect(failure).toMatchObject({ exitCode: 50, message: expect.stringMatching(/only a part of one: terminated/) });
  });

  it("is told where nobody listens", async () => {
    const { hub } = await github(() => ({ body: "" }));
    await new Promise((resolve) => server?.close(resolve));
    await expect(postComment(hub, 7, "what changes", "text")).rejects.toThrow(
      /no answer.*: fetch failed: .*ECONNREFUSED/,
    );
  });
});
