/** Okabe and Ito's palette, told apart with any colour vision (Wong, Nature Methods 8, 441, 2011). */
export const colours = {
  blue: "#0072B2",
  orange: "#E69F00",
  green: "#009E73",
  pink: "#CC79A7",
  sky: "#56B4E9",
  vermilion: "#D55E00",
} as const;
