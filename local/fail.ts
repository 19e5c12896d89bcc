/** A condition of the machine that the user can mend: printed as one line, without a stack. */
export class Failure extends Error {
  override name = 'Failure';
}

/** Ends the program: one line for what the user can mend, the whole error for what is ours. */
export function exitWith(error: unknown): never {
  console.error(error instanceof Failure ? `\n${error.message}` : error);
  process.exit(1);
}
