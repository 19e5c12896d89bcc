import type { Figure } from './figure.ts';

/** The parts of the report, each run in a process of its own so that none sees the other's memory, clock or clients. */
const sections: Readonly<Record<string, () => Promise<() => Promise<Figure[]>>>> = {
  units: async () => (await import('./figures/units.ts')).unitFigures,
  bundles: async () => (await import('./figures/bundles.ts')).bundleFigures,
  startup: async () => (await import('./figures/startup.ts')).startupFigures,
  memory: async () => (await import('./figures/memory.ts')).memoryFigures,
  overhead: async () => (await import('./figures/overhead.ts')).overheadFigures,
  growth: async () => (await import('./figures/growth.ts')).growthFigures,
  hotPayee: async () => (await import('./figures/hot-payee.ts')).hotPayeeFigures,
  localPath: async () => (await import('./figures/local-path.ts')).localPathFigures,
  cost: async () => (await import('./figures/cost.ts')).costFigures,
};

/** Names of the parts, in the order of the report. */
export const sectionNames: readonly string[] = Object.keys(sections);

if (import.meta.main) {
  const section = sections[process.argv[2] ?? ''];
  if (!section) throw new Error(`one of ${sectionNames.join(', ')}`);
  const figures = await (await section())();
  console.log(JSON.stringify(figures));
  process.exit(0);
}
