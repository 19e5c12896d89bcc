import { expect, it } from 'vitest';
import { coolingUntil } from '../../../shared/domain/identity/device.ts';
import { newDeviceText } from '../../../shared/domain/identity/device-notice.ts';

const now = Date.UTC(2026, 10, 24, 16, 5);

it('the first device of a customer does not cool, every later one does for a day', () => {
  expect([coolingUntil(0, now), coolingUntil(1, now), coolingUntil(4, now)]).toEqual([
    now,
    now + 86_400_000,
    now + 86_400_000,
  ]);
});

it('a notice tells the time of Beijing, Chinese first, and holds nothing that reads as a code', () => {
  expect(newDeviceText(now)).toMatch(/^【松花银行】您的手机银行已于2026-11-25 00:05在一台新设备上登录/);
  expect(newDeviceText(now)).not.toMatch(/\d{6}/);
});
