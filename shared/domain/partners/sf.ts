import { defineKind } from './order-kind.ts';
import { definePartner } from './partner.ts';
import { registered } from './registered.ts';

/** 顺丰速运 SF Express. Protocol facts: domain.md 7. */
export const sf = definePartner({
  ...registered.sf,
  business: 'express',
  address: 'https://sfapi.sf-express.com/std/service',
  personal: ['sender-name', 'sender-phone', 'sender-address', 'recipient-name', 'recipient-phone', 'recipient-address'],
  calls: { perMinuteMax: 1_800, timeoutMs: 3_000, retriesPercentMax: 20, failuresMax: 10, openSeconds: 10 },
  callback: {
    bytesMax: 256 * 1024,
    freshSeconds: 300,
    contentType: 'application/json',
    accepted: '{"return_code":"0000","return_msg":"成功"}',
    refused: '{"return_code":"1000","return_msg":"失败"}',
  },
  polling: { unknownSeconds: 5, silentSeconds: 6 * 3600, abandonSeconds: 600 },
  answeredPercentMin: 99,
  kinds: {
    shipment: defineKind({
      steps: {
        PLACING: ['PLACED', 'REFUSED'],
        PLACED: ['COLLECTED', 'CANCELLED'],
        COLLECTED: ['DELIVERING'],
        DELIVERING: ['SIGNED'],
      },
      refunds: ['CANCELLED', 'REFUSED'],
      refused: 'REFUSED',
    }),
  },
});
