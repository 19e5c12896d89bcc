/** The team that answers for a domain: every function, queue and alarm of it names this. */
const owners: Readonly<Record<string, string>> = {
  edge: 'platform',
  identity: 'identity',
  accounts: 'ledger',
  ledger: 'ledger',
  transfers: 'payments',
  operations: 'platform',
  events: 'platform',
  switches: 'platform',
  orders: 'scenarios',
  consents: 'scenarios',
  addresses: 'scenarios',
  partners: 'scenarios',
  operators: 'identity',
  platform: 'platform',
};

/** The owner of a domain; a partner belongs to the scenarios team, a simulator to the platform team. */
export function ownerOf(domain: string): string {
  if (domain.startsWith('partner-')) return 'scenarios';
  if (domain.startsWith('sandbox-')) return 'platform';
  const owner = owners[domain];
  if (!owner) throw new Error(`domain ${domain} has no owner: name its team in lib/owners.ts`);
  return owner;
}
