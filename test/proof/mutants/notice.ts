import { genesis } from '../simulation/genesis.ts';
import { throughSdk } from '../simulation/world.ts';
import { noticed } from './killers.ts';

// A process of its own: exits with 1 when the simulation notices that a check is gone.
const by = await genesis().then(
  (bank) => {
    throughSdk(false);
    return noticed(bank, Number(process.argv[2]), { storms: 150, models: 120 });
  },
  () => 'the bank does not open',
);
process.exit(by === undefined ? 0 : 1);
