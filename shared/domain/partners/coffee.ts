import { defineKind } from './order-kind.ts';
import { definePartner, usual } from './partner.ts';
import { registered } from './registered.ts';

/** 松花咖啡: a made-up partner that sells coffee vouchers; the example of docs/adding-a-partner.md. It learns nothing of the customer. */
export const coffee = definePartner({
  ...registered.coffee,
  business: 'coffee',
  address: 'https://api.coffee.example/bank',
  ...usual,
  personal: [],
  kinds: {
    voucher: defineKind({
      steps: { BUYING: ['ISSUED', 'REFUSED'], ISSUED: ['USED', 'RETURNED'] },
      refunds: ['RETURNED', 'REFUSED'],
      refused: 'REFUSED',
    }),
  },
});
