import { coffee } from './coffee.ts';
import type { Partner } from './partner.ts';
import { sf } from './sf.ts';

/** Every partner of the bank: the chart, the operators' operations and the contract test go through this list. */
export const partners: readonly Partner[] = [sf, coffee];
