import { describe, expect, inject, it } from 'vitest';
import { contract as listDevices } from '../../../functions/identity/list-devices.ts';
import { contract as refreshSession } from '../../../functions/identity/refresh-session.ts';
import { contract as createOperatorSession } from '../../../functions/operators/create-operator-session.ts';
import { contract as endOperatorSession } from '../../../functions/operators/end-operator-session.ts';
import { contract as refreshOperatorSession } from '../../../functions/operators/refresh-operator-session.ts';
import { over, signInOperator } from '../../../local/actor.ts';
import { operatorPasswordOf } from '../../../local/seed.ts';
import { roles } from '../../../shared/domain/identity/role.ts';
import { newDevice, refusal } from '../../support/people.ts';

const atDesk = (username: string) => signInOperator(over(inject('baseUrl')), username, operatorPasswordOf(username));

describe('an operator', () => {
  it.each(roles)('signs in as %s and out again', async (role) => {
    const desk = await atDesk(role);
    await desk.call(endOperatorSession, {});
    expect(await refusal(desk.call(endOperatorSession, {}))).toMatchObject({ status: 401, code: 'SESSION_REVOKED' });
  });

  it('stays signed in by refreshing, but not by the customers’ way', async () => {
    const desk = await newDevice();
    const signIn = { username: 'teller', password: operatorPasswordOf('teller') };
    const { refreshToken, role } = await desk.call(createOperatorSession, signIn);
    expect(role).toBe('teller');
    expect(await refusal(desk.call(refreshSession, { refreshToken }))).toMatchObject({ code: 'REFRESH_REFUSED' });
    const renewed = await desk.call(refreshOperatorSession, { refreshToken });
    desk.accessToken = renewed.accessToken;
    expect(await desk.call(endOperatorSession, {})).toEqual({ sessionId: renewed.sessionId });
  });

  it('is nobody to the customers’ operations', async () => {
    const desk = await atDesk('auditor');
    expect(await refusal(desk.call(listDevices, {}))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });
});

describe('a name', () => {
  const guess = async (username: string) => {
    const desk = await newDevice();
    const { code, status, title } = await refusal(
      desk.call(createOperatorSession, { username, password: 'not the password at all' }),
    );
    return { code, status, title };
  };

  it('that exists is refused like one that does not', async () => {
    expect(await guess('auditor')).toEqual(await guess('nobody'));
    expect(await guess('auditor')).toMatchObject({ status: 401, code: 'CREDENTIALS_REFUSED' });
    // The right password clears the failures: the other tests of this bank need the auditor.
    expect(await atDesk('auditor')).toBeDefined();
  });

  it('that is locked is refused in the same words', async () => {
    const before = await guess('nobody-at-all');
    for (let attempt = 2; attempt <= 6; attempt++) expect(await guess('nobody-at-all')).toEqual(before);
  });
});
