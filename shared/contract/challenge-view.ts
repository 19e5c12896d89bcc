import * as z from 'zod/mini';
import { idOf } from '../domain/ids.ts';
import { zonedTime } from './time-view.ts';

/** A code on its way: the same answer whether or not the bank knows the phone. */
export const challengeView = z.strictObject({ challengeId: idOf('chl'), expiresAt: zonedTime });

/** A device that has just been bound, as the start of its session. */
export const boundDevice = { customerId: idOf('cus'), deviceId: idOf('dev') };
