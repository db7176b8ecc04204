/** `critical`: what users feel pages, day and night. `standard`: it opens a ticket. */
export type Criticality = "critical" | "standard";
