import { describe, expect, it } from 'vitest';
import { sfDigest } from '../../shared/gateway/partners/sf-digest.ts';

describe("SF's message digest", () => {
  it('is that of the published vector', () => {
    const msgData = '{"language":"zh-CN","orderId":"QIAO-20200618-004"}';
    expect(sfDigest(msgData, '12312334453453', 'fjcg5PGKaNpPSHFAZ4QsCOkV71R3zVci')).toBe('IIKJtuLVzoFTu4kHI8M8vA==');
  });

  it('encodes as Java does, where JavaScript does not', () => {
    // MD5 of "%21%27%28%29%7E*+%E9%A1%BA" in base64, by `printf ... | openssl md5 -binary | base64`.
    expect(sfDigest("!'()~* 顺", '', '')).toBe('TsvmV5ISr+f7WLYPBTI8vQ==');
  });
});
