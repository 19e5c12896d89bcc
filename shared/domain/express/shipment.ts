import * as z from 'zod/mini';

/** Weight in grams; 30 kg is the most that a courier takes at the door. */
export const weightGrams = z.int().check(z.minimum(1), z.maximum(30_000));

/** What is in a parcel (托寄物): one line. */
export const goods = z.string().check(z.minLength(1), z.maxLength(40), z.regex(/^[\p{L}\p{M}\p{N}\p{P}\p{Zs}]+$/u));
