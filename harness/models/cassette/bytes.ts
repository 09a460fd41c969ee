import { z } from 'zod';

export const bytesSchema = z.union([
  z.strictObject({ utf8: z.string() }),
  z.strictObject({ base64: z.base64() }),
]);
/** Bytes in a line of JSON: as text where they are UTF-8, so that people can read it. */
export type RecordedBytes = z.output<typeof bytesSchema>;

export function recordBytes(bytes: Buffer): RecordedBytes {
  const utf8 = bytes.toString('utf8');
  return Buffer.from(utf8, 'utf8').equals(bytes) ? { utf8 } : { base64: bytes.toString('base64') };
}

export function bytesOf(recorded: RecordedBytes): Buffer {
  return 'utf8' in recorded ? Buffer.from(recorded.utf8, 'utf8') : Buffer.from(recorded.base64, 'base64');
}
