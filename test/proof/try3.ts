import { guardsIn, without } from './mutants/guard-mutants.ts';
import { noticed } from './mutants/killers.ts';
import { genesis } from './simulation/genesis.ts';
import { throughSdk } from './simulation/world.ts';
const bank = await genesis();
throughSdk(false);
const all = await guardsIn(() => noticed(bank, 5, { storms: 300, models: 100 }));
console.log(all.length, 'mutants');
let killed = 0;
for (const m of all) {
  const t = performance.now();
  const by = await without([m], () => noticed(bank, 7, { storms: Number(process.argv[2] ?? 400), models: 100 }));
  if (by) killed++;
  console.log(by ? 'killed  ' : 'SURVIVED', m.write, '::', m.part, '::', by ?? '', Math.round(performance.now() - t), 'ms');
}
console.log(killed, '/', all.length);
process.exit(0);
