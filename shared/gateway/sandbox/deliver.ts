/** What the bank answered to a push. */
export interface Delivered {
  readonly status: number;
  readonly body: string;
}

/** Sends a simulated callback to the bank. */
export async function deliver(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Delivered> {
  const url = `${process.env['BANK_BASE_URL'] ?? ''}${path}`;
  const reply = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(5000),
  });
  return { status: reply.status, body: await reply.text() };
}
