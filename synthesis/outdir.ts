/** Folder into which cdktf writes, relative to where this runs: as its command line asks, else its own default. */
export const outdirOf = ({ CDKTF_OUTDIR = "cdktf.out" }: NodeJS.ProcessEnv): string => CDKTF_OUTDIR;
