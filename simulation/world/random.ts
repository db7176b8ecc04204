/** Numbers that look random and follow from a seed alone: the same world again whenever it is asked for. */
export interface Random {
  /** A number from 0 to 1, without the 1. */
  readonly uniform: () => number;
  /** A number of a normal distribution around 0, with a standard deviation of 1. */
  readonly normal: () => number;
  /** How often something happens that happens `mean` times on average. */
  readonly poisson: (mean: number) => number;
}

/**
 * The random numbers of one thing.
 * @param names of what it is for: each thing has a stream of its own, and does not change when another is asked for
 * more
 */
export function randomOf(seed: number, ...names: readonly string[]): Random {
  let state = hash(`${seed}/${names.join("/")}`);
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    return mixed(state);
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const poisson = (mean: number) => {
    if (mean <= 0) return 0;
    // Beyond, the difference from a bell is below what anybody could see.
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const least = Math.exp(-mean);
    let [happened, product] = [0, uniform()];
    while (product > least) {
      happened++;
      product *= uniform();
    }
    return happened;
  };
  return { uniform, normal, poisson };
}

/** FNV-1a. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  return h | 0;
}

/** Mulberry32 of Tommy Ettinger: passes gjrand, and takes no more than one word of state. */
function mixed(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

/**
 * How many of `n` things happen, each with the chance `p`, in the world at the quantile `u`: a share `u` of all worlds
 * has no more. For one `u` it rises with `p`, so that the buckets of a histogram can be drawn one by one and still do
 * not contradict each other.
 */
export function manyOf(n: number, p: number, u: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  // Steps from the nearer end; counting those that are not is the same the other way round.
  return p > 0.5 ? n - fewOf(n, 1 - p, 1 - u) : fewOf(n, p, u);
}

function fewOf(n: number, p: number, u: number): number {
  const mean = n * p;
  if (mean > 30) return Math.min(n, Math.max(0, Math.round(mean + Math.sqrt(mean * (1 - p)) * bellAt(u))));
  let [many, chance] = [0, (1 - p) ** n];
  let sum = chance;
  while (sum < u && many < n) {
    chance *= ((n - many) / (many + 1)) * (p / (1 - p));
    sum += chance;
    many++;
  }
  return many;
}

/** Share of a normal distribution below `z`: Abramowitz and Stegun 26.2.17, to seven digits. */
export function belowBell(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const above =
    density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - above : above;
}

/** The other way round: Abramowitz and Stegun 26.2.23, to three digits, which is far less than a request. */
function bellAt(share: number): number {
  const p = Math.min(Math.max(share, 1e-12), 1 - 1e-12);
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return p < 0.5 ? -z : z;
}
