/** A process that takes the lock named on its command line, says so, and gives it back when a line comes in. */
import { once } from 'node:events';
import { acquireTimingLock } from '../../../harness/measure/timing-lock.js';

const say = (word: string) => process.stdout.write(`${word}\n`);
const lock = await acquireTimingLock({ name: process.argv[2], onWait: () => say('waits') });
say('holds');
await once(process.stdin, 'data');
lock.release();
say('released');
process.stdin.destroy();
