import { defineError, noDetails } from './errors.ts';

/** Nothing happened and nothing will: the same request may be sent again. */
export const TryAgain = defineError({
  code: 'TRY_AGAIN',
  kind: 'unavailable',
  title: { zh: '系统繁忙,请稍后重试', en: 'The bank is busy, please try again' },
  action: { zh: '本次请求未生效,请稍后重试', en: 'Nothing was done. Send the same request again shortly' },
  details: noDetails,
});

/** The store did not answer: the write may or may not have happened. Never told as a failure. */
export const OutcomeUnknown = defineError({
  code: 'OUTCOME_UNKNOWN',
  kind: 'unavailable',
  title: { zh: '处理结果待确认', en: 'The outcome is not known yet' },
  action: {
    zh: '请使用同一个幂等键再次提交以查询结果,不会重复扣款',
    en: 'Send the same request with the same Idempotency-Key to learn the outcome; nothing is done twice',
  },
  details: noDetails,
});
