import { contract as confirmSignIn } from '../../functions/identity/confirm-sign-in.ts';
import { contract as createSession } from '../../functions/identity/create-session.ts';
import { contract as createSignIn } from '../../functions/identity/create-sign-in.ts';
import { contract as endCurrentSession } from '../../functions/identity/end-current-session.ts';
import { contract as endSession } from '../../functions/identity/end-session.ts';
import { contract as listDevices } from '../../functions/identity/list-devices.ts';
import { contract as listFactors } from '../../functions/identity/list-factors.ts';
import { contract as listSessions } from '../../functions/identity/list-sessions.ts';
import { contract as refreshSession } from '../../functions/identity/refresh-session.ts';
import { contract as removeDevice } from '../../functions/identity/remove-device.ts';
import { newDeviceKey } from '../../shared/contract/proof.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import { Person } from './person.ts';
import type { Scenario } from './scenario.ts';

/** The same customer on a second device, and the ids of the first. */
async function onTwoDevices(bank: MeteredBank) {
  const person = await Person.arrived(bank);
  const first = { deviceId: person.deviceId, sessionId: person.sessionId };
  person.key = await newDeviceKey();
  person.signedOut();
  const { challengeId } = await person.client.call(createSignIn, { phone: person.phone });
  person.holds(await person.client.call(confirmSignIn, { challengeId, code: await person.code(), deviceName: '平板' }));
  return { person, first };
}

/** Customers and their devices and sessions. */
export const identity: readonly Scenario[] = [
  { operation: 'createRegistration', when: 'a new phone', read: 2, write: 3, run: Person.arrived },
  { operation: 'confirmRegistration', when: 'the right code', read: 1, write: 17, run: Person.arrived },
  { operation: 'createSignIn', when: 'a known phone', read: 2, write: 3, run: onTwoDevices },
  { operation: 'confirmSignIn', when: 'the right code', read: 2, write: 13, run: onTwoDevices },
  {
    operation: 'createSession',
    when: 'on a bound device',
    read: 2,
    write: 6,
    run: async (bank) => {
      const person = await Person.arrived(bank);
      person.signedOut();
      await person.client.call(createSession, {});
    },
  },
  {
    operation: 'refreshSession',
    when: 'with the newest token',
    read: 1,
    write: 1,
    run: async (bank) => {
      const person = await Person.arrived(bank);
      person.signedOut();
      await person.client.call(refreshSession, { refreshToken: person.refreshToken });
    },
  },
  {
    operation: 'endCurrentSession',
    when: 'signing out',
    read: 0,
    write: 1,
    run: async (bank) => (await Person.arrived(bank)).client.call(endCurrentSession, {}),
  },
  {
    operation: 'endSession',
    when: 'of another device',
    read: 0,
    write: 1,
    run: async (bank) => {
      const { person, first } = await onTwoDevices(bank);
      await person.client.call(endSession, { sessionId: first.sessionId });
    },
  },
  {
    operation: 'listSessions',
    when: 'two devices',
    read: 1,
    write: 0,
    run: async (bank) => (await onTwoDevices(bank)).person.client.call(listSessions, {}),
  },
  {
    operation: 'listDevices',
    when: 'two devices',
    read: 1,
    write: 0,
    run: async (bank) => (await onTwoDevices(bank)).person.client.call(listDevices, {}),
  },
  {
    operation: 'removeDevice',
    when: 'the lost one of two',
    read: 1,
    write: 8,
    run: async (bank) => {
      const { person, first } = await onTwoDevices(bank);
      await person.client.call(removeDevice, { deviceId: first.deviceId });
    },
  },
  { operation: 'announceDevice', when: 'a second device', read: 0.5, write: 0, run: onTwoDevices },
  {
    operation: 'listFactors',
    when: 'the text message alone',
    read: 0.5,
    write: 0,
    run: async (bank) => (await Person.arrived(bank)).client.call(listFactors, {}),
  },
];
