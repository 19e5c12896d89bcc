import { type MeteredBank, openMeteredBank } from './metered-bank.ts';

/** Opens a metered bank for one piece of work, and closes it however that ends. */
export async function withMeteredBank<T>(work: (bank: MeteredBank) => Promise<T>, file?: string): Promise<T> {
  const bank = await openMeteredBank({ file });
  try {
    return await work(bank);
  } finally {
    bank.close();
  }
}
