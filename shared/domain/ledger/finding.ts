/** One broken invariant of proof.md, and where. Ids and amounts only: nothing of a person. */
export interface Finding {
  readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7';
  /** The account, journal or entry that breaks it; 'ledger' for the whole. */
  readonly subject: string;
  readonly detail: string;
}

/** Which part of the books is looked at. Times in ms since 1970. */
export interface Scope {
  readonly now: number;
  /** Journals booked from here on are checked; 0 is the whole history, else what came before is taken as checked then. */
  readonly since: number;
  /** Journals booked up to here; later ones may be seen in part. */
  readonly until: number;
}

export const finding = (invariant: Finding['invariant'], subject: string, detail: string): Finding => ({
  invariant,
  subject,
  detail,
});
