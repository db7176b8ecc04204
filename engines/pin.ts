/** What there is to say about a real program: how to recognise one that fits, and how to come by it. */
import type { VersionRange } from "./version";

export interface Pin {
  /** The program's file, on PATH and in the cache. */
  readonly executable: string;
  /** A variable that names the folder of its installation: the user's own choice, before PATH. @default none */
  readonly home?: string;
  /**
   * Folders that are not on PATH and in which its package puts it; `*` stands for each folder there, by name.
   * @default none
   */
  readonly places?: readonly string[];
  /** The version that is installed when none is at hand. */
  readonly version: string;
  /** The versions of a user's own program that will do. */
  readonly fits: VersionRange;
  /**
   * Arguments that make the program print its version.
   * @default the version stands in the path to which its links lead
   */
  readonly versionArguments?: readonly string[];
  readonly install: Install | Packages | ByHand;
}

/**
 * A command that leaves the program at `product`, relative to the folder in which it runs. `GOBIN` is `bin` in there.
 */
export interface Install {
  readonly command: readonly string[];
  /** The program, or a folder with the program in it that is of use only as a whole. */
  readonly product: string;
  /** Files the command reads: when one changes, so does the place in the cache. */
  readonly inputs: readonly string[];
}

/** Debian's packages: into the system, since they are of use nowhere else. */
export interface Packages {
  readonly packages: readonly string[];
  /** What the packages would start at once, and at every boot. @default nothing */
  readonly service?: string;
}

export interface ByHand {
  readonly byHand: string;
}
