import { DomainError } from '../domain/errors.ts';
import { type PhoneChallenge, PhoneAlreadyRegistered, PhoneNotRegistered } from '../domain/identity/challenge.ts';
import { coolingUntil, TooManyDevices } from '../domain/identity/device.ts';
import { enrol } from '../domain/factors/enrolment.ts';
import { identityRules } from '../domain/parameters/identity.ts';
import { useWrite } from './phone-challenge.store.ts';
import { customers } from './customer.entity.ts';
import { customerWrites, findCustomerByPhone } from './customer.store.ts';
import { enrolmentWrite } from './enrolment.store.ts';
import { type Binding, bindingWrites, newDevice } from './device.store.ts';
import { newId } from './new-id.ts';
import { commitOnce } from './once.ts';
import { forgetWrite } from './quota.store.ts';

const { activeMax } = identityRules.device;

/**
 * Makes a customer of a verified phone, with a first device and its session, in one transaction that consumes the challenge.
 * @throws PhoneAlreadyRegistered, DeviceKeyTaken, ChallengeNotOpen
 */
export async function register(
  verified: PhoneChallenge,
  person: { name: string; deviceName: string },
  now: number,
): Promise<Binding> {
  const customerId = newId('cus', now);
  const { phone, thumbprint } = verified;
  const binding = newDevice(
    { customerId, thumbprint, name: person.deviceName, coolingUntil: coolingUntil(0, now) },
    now,
  );
  const taken = () => new DomainError(PhoneAlreadyRegistered);
  await commitOnce(
    ...(await bindingWrites(binding)),
    ...(await customerWrites({ customerId, name: person.name, phone, registeredAt: now }, taken)),
    // The phone that was just confirmed is the first tool; nobody is there yet whom it could harm, so it does not cool.
    enrolmentWrite(customerId, enrol('sms-otp', 0, now)),
    useWrite(verified),
    // Answered texts are no bombing: only unanswered ones count towards the quota.
    await forgetWrite('sms-phone', { kind: 'phone', value: verified.phone }),
  );
  return binding;
}

/**
 * Binds one more device to the customer of a verified phone. Until its cooling period is over its limits are reduced.
 * @throws PhoneNotRegistered, TooManyDevices, DeviceKeyTaken, ChallengeNotOpen
 */
export async function bindDevice(verified: PhoneChallenge, name: string, now: number): Promise<Binding> {
  const customerId = await findCustomerByPhone(verified.phone);
  if (!customerId) throw new DomainError(PhoneNotRegistered);
  const cooling = coolingUntil(1, now);
  const binding = newDevice({ customerId, thumbprint: verified.thumbprint, name, coolingUntil: cooling }, now);
  await commitOnce(
    ...(await bindingWrites(binding)),
    customers.update(
      { customerId },
      { add: { devices: 1n } },
      [customers.guard.below('devices', BigInt(activeMax))],
      () => new DomainError(TooManyDevices, { devicesMax: activeMax }),
    ),
    useWrite(verified),
    // Answered texts are no bombing: only unanswered ones count towards the quota.
    await forgetWrite('sms-phone', { kind: 'phone', value: verified.phone }),
  );
  return binding;
}
