/** What was thrown, in one line, with its cause. */
export function said(thrown: unknown): string {
  if (!(thrown instanceof Error)) return JSON.stringify(thrown) ?? 'undefined';
  const [first = ''] = thrown.message.split('\n');
  return `${thrown.name}: ${first}${thrown.cause === undefined ? '' : ` since ${said(thrown.cause)}`}`;
}
