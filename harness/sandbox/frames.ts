import { SandboxFault } from './contract.js';

/** Frames of the supervisor's, one by one as they come in: see `supervisor/wire.h`. */

export const FRAME = { step: 1, fault: 2, end: 3, file: 4, output: 5, input: 6, close: 7 } as const;
const HEAD_BYTES = 9;
const OUTPUT_FIGURES = 3 * 8;

export interface Frame {
  readonly type: number;
  readonly body: Buffer;
  /** Head and body, as they came. */
  readonly whole: Buffer;
}

/** What a relayed step printed, with its clocks since its start. */
export interface Output {
  readonly wallNs: number;
  readonly cpuNs: number;
  readonly maxRssBytes: number;
  readonly bytes: Buffer;
}

export function encodeFrame(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(type);
  head.writeBigUInt64LE(BigInt(parts.reduce((sum, part) => sum + part.length, 0)), 1);
  return Buffer.concat([head, ...parts]);
}

/** Cuts a stream into frames. Throws `SandboxFault` for one that is larger than `mostBytes`. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  constructor(private readonly mostBytes: number) {}

  take(chunk: Buffer): Frame[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      if (this.#rest.length < HEAD_BYTES) return frames;
      const length = this.#rest.readBigUInt64LE(1);
      if (length > this.mostBytes) throw new SandboxFault(`the supervisor sent a frame of ${length} bytes`);
      const end = HEAD_BYTES + Number(length);
      if (this.#rest.length < end) return frames;
      const whole = this.#rest.subarray(0, end);
      frames.push({ type: whole.readUInt8(), body: whole.subarray(HEAD_BYTES), whole });
      this.#rest = this.#rest.subarray(end);
    }
  }
}

export function decodeOutput(body: Buffer): Output {
  if (body.length < OUTPUT_FIGURES) throw new SandboxFault('the supervisor sent output without its clocks');
  const figure = (at: number): number => Number(body.readBigUInt64LE(at));
  return {
    wallNs: figure(0),
    cpuNs: figure(8),
    maxRssBytes: figure(16),
    bytes: body.subarray(OUTPUT_FIGURES),
  };
}
