import { definePartner } from './partner.ts';
import { registered } from './registered.ts';

/** 松花咖啡: a made-up partner that sells coffee vouchers; the example of docs/adding-a-partner.md. It learns nothing of the customer. */
export const coffee = definePartner({
  ...registered.coffee,
  business: 'coffee',
  address: 'https://api.coffee.example/bank',
  personal: [],
  calls: { perMinuteMax: 600, timeoutMs: 2_000, retriesPercentMax: 10, failuresMax: 10, openSeconds: 10 },
  callback: { bytesMax: 4_096, freshSeconds: 300, contentType: 'text/plain', accepted: 'ok', refused: 'fail' },
  polling: { unknownSeconds: 5, silentSeconds: 600, abandonSeconds: 600 },
  answeredPercentMin: 99,
  kinds: {
    voucher: {
      first: 'BUYING',
      refused: 'REFUSED',
      next: {
        BUYING: ['ISSUED', 'USED', 'RETURNED', 'REFUSED'],
        ISSUED: ['USED', 'RETURNED'],
        USED: [],
        RETURNED: [],
        REFUSED: [],
      },
      means: { BUYING: 'UNKNOWN', ISSUED: 'OPEN', USED: 'DONE', RETURNED: 'REFUNDED', REFUSED: 'REFUNDED' },
    },
  },
});
