import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { deviceName } from '../../../shared/domain/identity/device.ts';
import { networkOf } from '../../../shared/domain/identity/network.ts';
import { maskName, personName } from '../../../shared/domain/identity/person-name.ts';
import { maskPhone, phone } from '../../../shared/domain/identity/phone.ts';

const accepts = (schema: z.ZodMiniType, value: unknown) => z.safeParse(schema, value).success;

describe('a name', () => {
  it.each(['王明', '欧阳小明', '买买提·艾力', "Anne-Marie O'Neill", 'José', '𠮷田'])('takes %s', (name) => {
    expect(accepts(personName, name)).toBe(true);
  });

  it.each([
    ['a single letter', '王'],
    ['a right-to-left override', '王\u202e明'],
    ['a zero-width joiner', '王\u200d明'],
    ['a line break', '王\n明'],
    ['a NUL', '王\u0000明'],
    ['two spaces', 'Anne  Marie'],
    ['a space at the end', '王明 '],
    ['digits', '王明1'],
    ['full-width digits', '王明１'],
    ['markup', '<b>王明</b>'],
    ['an emoji', '王明😀'],
    ['a decomposed accent', 'Jose\u0301'],
    ['51 letters', '王'.repeat(51)],
  ])('refuses %s', (_what, name) => {
    expect(accepts(personName, name)).toBe(false);
  });

  it('keeps one character in its mask, and hides how many there are', () => {
    expect([maskName('王明'), maskName('王小明'), maskName('买买提·艾力')]).toEqual(['*明', '**明', '**力']);
  });
});

describe('a phone', () => {
  it.each(['13800000001', '19912345678'])('takes %s', (number) => expect(accepts(phone, number)).toBe(true));
  it.each([
    '12800000001',
    '1380000000',
    '138000000011',
    '+8613800000001',
    '１３８００００００01',
    ' 13800000001',
    '13800000001\n',
    13800000001,
  ])('refuses %j', (number) => expect(accepts(phone, number)).toBe(false));
  it('is masked 3 and 4', () => expect(maskPhone('13812345678')).toBe('138****5678'));
});

describe('a device name', () => {
  it.each(['王明的iPhone 17', "Li's phone (work)"])('takes %s', (name) => expect(accepts(deviceName, name)).toBe(true));
  it.each(['', 'a\u202eb', 'a\nb', 'x'.repeat(41)])('refuses %j', (name) =>
    expect(accepts(deviceName, name)).toBe(false),
  );
});

describe('a network', () => {
  it('is an IPv4 address', () => expect(networkOf('203.0.113.7')).toBe('203.0.113.7'));
  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:0001:0002::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('is the /64 of %s', (address, network) => expect(networkOf(address)).toBe(network));
  it('is one for all addresses of a /64', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    fc.assert(
      fc.property(fc.array(group, { minLength: 4, maxLength: 4 }), (host) => {
        expect(networkOf(`2001:db8:1:2:${host.join(':')}`)).toBe('2001:db8:1:2');
      }),
    );
  });
});
