/**
 * Turns the DER signature of KMS, SEQUENCE { INTEGER r, INTEGER s }, into the 64 bytes r and s that JOSE wants (RFC 7518 §3.4).
 * P-256 keeps the sequence under 128 bytes, so every length is one byte.
 */
export function joseSignature(der: Uint8Array): Buffer {
  const bytes = Buffer.from(der);
  if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2) throw new Error('not a DER sequence');
  const r = integerAt(bytes, 2);
  const s = integerAt(bytes, r.end);
  if (s.end !== bytes.length) throw new Error('bytes after the signature');
  return Buffer.concat([in32Bytes(r.value), in32Bytes(s.value)]);
}

function integerAt(bytes: Buffer, at: number): { value: Buffer; end: number } {
  if (bytes[at] !== 0x02) throw new Error('not a DER integer');
  // One that ends before its length has no bytes either.
  const length = bytes[at + 1] ?? 0;
  const end = at + 2 + length;
  if (length === 0 || end > bytes.length) throw new Error('a DER integer without its bytes');
  return { value: bytes.subarray(at + 2, end), end };
}

/** DER drops leading zeros and adds one before a set top bit; JOSE wants exactly 32 bytes. */
function in32Bytes(value: Buffer): Buffer {
  const significant = value.length > 32 && value[0] === 0 ? value.subarray(1) : value;
  if (significant.length > 32) throw new Error('longer than a number of P-256');
  return Buffer.concat([Buffer.alloc(32 - significant.length), significant]);
}
