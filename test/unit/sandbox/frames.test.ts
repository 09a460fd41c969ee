import { expect, test } from 'vitest';
import { SandboxFault } from '../../../harness/sandbox/contract.js';
import { decodeOutput, encodeFrame, FRAME, FrameReader } from '../../../harness/sandbox/frames.js';

const frames = Buffer.concat([
  encodeFrame(FRAME.output, Buffer.from('first')),
  encodeFrame(FRAME.end),
  encodeFrame(FRAME.step, Buffer.from('a'), Buffer.from('b')),
]);
const expected = [
  [FRAME.output, 'first'],
  [FRAME.end, ''],
  [FRAME.step, 'ab'],
];

test('frames are the same however the stream is cut', () => {
  for (let size = 1; size <= frames.length; size++) {
    const reader = new FrameReader(100);
    const found: unknown[] = [];
    for (let at = 0; at < frames.length; at += size)
      found.push(
        ...reader.take(frames.subarray(at, at + size)).map(({ type, body }) => [type, body.toString()]),
      );
    expect(found).toEqual(expected);
  }
});

test('a frame larger than any honest one is a fault before it is there', () => {
  const head = encodeFrame(FRAME.output, Buffer.alloc(101)).subarray(0, 9);
  expect(() => new FrameReader(100).take(head)).toThrow(SandboxFault);
});

test('output without its clocks is a fault', () => {
  expect(() => decodeOutput(Buffer.alloc(23))).toThrow(SandboxFault);
  expect(decodeOutput(Buffer.concat([Buffer.alloc(24), Buffer.from('x')])).bytes.toString()).toBe('x');
});
