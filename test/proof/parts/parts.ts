import type { Part } from './part.ts';

const parts = {
  conditions: async () => (await import('./conditions.ts')).conditions,
  checks: async () => (await import('./checks.ts')).checks,
  writes: async () => (await import('./writes.ts')).writes,
  grants: async () => (await import('./grants.ts')).grants,
  'fault-points': async () => (await import('./fault-points.ts')).faultPoints,
  deployed: async () => (await import('./deployed.ts')).deployed,
  model: async () => (await import('./model.ts')).model,
  interleavings: async () => (await import('./interleavings.ts')).interleavings,
} as const;

export type PartName = keyof typeof parts;
export const partNames = Object.keys(parts) as PartName[];

/** Loads one part alone: they reach for different banks. */
export async function partOf(name: PartName): Promise<Part> {
  const load = parts[name];
  if (!load) throw new Error(`no part ${name}; one of ${partNames.join(', ')}`);
  return load();
}
