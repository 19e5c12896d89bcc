import { isoTime } from '../time.ts';

/** What the holder of the phone is told when one more device can act for the customer. No text of the customer's is in it. */
export function newDeviceText(boundAt: number): string {
  const minute = isoTime(boundAt).slice(0, 16).replace('T', ' ');
  return (
    `【松花银行】您的手机银行已于${minute}在一台新设备上登录。如非本人操作，请立即在“设备管理”中解绑该设备。` +
    ` Songhua Bank: a new device signed in at ${minute}. If it was not you, remove it under Devices at once.`
  );
}
