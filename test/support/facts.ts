import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { accountEntity } from '../../shared/data/account.entity.ts';
import { entryEntity, hotEntryEntity } from '../../shared/data/entry.entity.ts';
import { openGeneralAccounts } from '../../shared/data/general-account.store.ts';
import { documents, tableName } from '../../shared/data/table.ts';
import { checkLedger, type LedgerFacts } from '../../shared/domain/ledger/invariants.ts';
import type { Finding } from '../../shared/domain/ledger/finding.ts';

/** Every row of the ledger by a full scan: for tests only, while nothing moves. */
export async function factsOfTable(): Promise<LedgerFacts> {
  const rows = await rowsOfTable();
  const of = <Row>(entity: { name: string; from: (item: Record<string, unknown>) => Row }) =>
    rows.filter((row) => row['entity'] === entity.name).map((row) => entity.from(row));
  return {
    now: Date.now(),
    since: 0,
    until: Number.MAX_SAFE_INTEGER,
    accounts: of(accountEntity),
    entries: of(entryEntity),
    hotEntries: of(hotEntryEntity),
  };
}

/** What is wrong with the whole ledger now; nothing, if it is sound. */
export async function findingsOfTable(told?: LedgerFacts['told']): Promise<readonly Finding[]> {
  await openGeneralAccounts();
  return checkLedger({ ...(await factsOfTable()), ...(told && { told }) });
}

/** Changes that a consumer could not take in and set aside, each with its consumer and why. */
export async function parkedChanges(): Promise<string[]> {
  const letters = (await rowsOfTable()).filter((row) => row['entity'] === 'dead-letter');
  return letters.map(({ pk, sk, error }) => `${String(pk)} ${String(sk)} for ${String(error)}`);
}

/** Every row of the table. */
async function rowsOfTable(): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const reply = await documents().send(
      new ScanCommand({ TableName: tableName(), ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    rows.push(...(reply.Items ?? []));
    start = reply.LastEvaluatedKey;
  } while (start);
  return rows;
}
