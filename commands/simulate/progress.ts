import type { WriteStream } from "node:tty";

interface Progress {
  readonly progress: (doing: string) => void;
  readonly done: () => void;
}

/** Tells of the work: a line for each part of it; and, where it is asked for, how long the part took. */
export function progressTo(stream: Pick<WriteStream, "write">, verbose: boolean): Progress {
  const began = Date.now();
  let last = began;
  const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
  let busy = false;
  const end = () => {
    if (busy && verbose) stream.write(`  ${seconds(last)}\n`);
    last = Date.now();
    busy = false;
  };
  return {
    progress: (doing) => {
      end();
      stream.write(`… ${doing}\n`);
      busy = true;
    },
    done: () => {
      end();
      if (verbose) stream.write(`… all of it\n  ${seconds(began)}\n`);
    },
  };
}
