import { signedJson } from './signed-json.ts';

/** 松花咖啡 speaks the bank's own form; what it needs to know of an order is the price. */
export const coffeeAdapter = signedJson<{ readonly price: string }>();
