import * as z from 'zod/mini';
import type { Customer } from '../domain/identity/customer.ts';
import { personName } from '../domain/identity/person-name.ts';
import { phone } from '../domain/identity/phone.ts';
import type { Write } from './commit.ts';
import { customers, phones } from './customer.entity.ts';
import { lookupHash } from './keyed-hash.ts';
import { seal, unseal } from './sealed.ts';

const personal = z.strictObject({ name: personName, phone });

/** The customer behind a session or an account, with name and phone in clear; that one is missing is a bug. */
export async function requireCustomer(customerId: string): Promise<Customer> {
  const row = await customers.read({ customerId });
  if (!row) throw new Error(`customer ${customerId} is not there`);
  const { name, phone: number } = await unseal(row.sealed, customers.key({ customerId }), personal);
  return { customerId, name, phone: number, registeredAt: Number(row.registeredAt) };
}

/** The customer of a phone, or undefined. */
export async function findCustomerByPhone(number: string): Promise<string | undefined> {
  const row = await phones.read({ phoneHash: await lookupHash('phone', number) }, 'consistent');
  return row?.customerId;
}

/** The two writes that make a customer, with one device; `taken` says what a registered phone means to the caller. */
export async function customerWrites(customer: Customer, taken: () => Error): Promise<Write[]> {
  const { customerId, registeredAt } = customer;
  const sealed = await seal({ name: customer.name, phone: customer.phone }, customers.key({ customerId }));
  const phoneHash = await lookupHash('phone', customer.phone);
  return [
    customers.insert({ customerId, sealed, registeredAt: BigInt(registeredAt), devices: 1n }, taken),
    phones.insert({ phoneHash, customerId }, taken),
  ];
}
