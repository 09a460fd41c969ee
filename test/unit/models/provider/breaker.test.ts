import { beforeEach, describe, expect, it } from 'vitest';
import { Breaker } from '../../../../harness/models/provider/breaker.js';

let now: number;
let breaker: Breaker;
beforeEach(() => {
  now = 0;
  breaker = new Breaker({ failures: 3, firstPauseMs: 1000, probes: 2 }, () => now);
});
const fail = (times: number): void => {
  for (let i = 0; i < times; i++) breaker.failed('down');
};

describe('a circuit breaker', () => {
  it('stays closed below its number of failures', () => {
    fail(2);
    expect(breaker.mayAsk()).toEqual({ state: 'go' });
  });

  it('forgets failures after an answer', () => {
    fail(2);
    breaker.answered();
    fail(2);
    expect(breaker.mayAsk()).toEqual({ state: 'go' });
  });

  it('opens after so many failures in a row', () => {
    fail(3);
    expect(breaker.mayAsk()).toEqual({ state: 'wait', untilMs: 1000 });
  });

  it('lets one question probe after the pause, and the others wait for it', () => {
    fail(3);
    now = 1000;
    expect(breaker.mayAsk()).toEqual({ state: 'go' });
    expect(breaker.mayAsk().state).toBe('wait');
  });

  it('closes when the probe is answered', () => {
    fail(3);
    now = 1000;
    breaker.mayAsk();
    breaker.answered();
    expect(breaker.mayAsk()).toEqual({ state: 'go' });
  });

  it('pauses twice as long after a probe that failed', () => {
    fail(3);
    now = 1000;
    breaker.mayAsk();
    fail(1);
    expect(breaker.mayAsk()).toEqual({ state: 'wait', untilMs: 3000 });
  });

  it('is not kept open longer by questions that were under way when it opened', () => {
    fail(3);
    now = 900;
    fail(4);
    expect(breaker.mayAsk()).toEqual({ state: 'wait', untilMs: 1000 });
  });

  it('gives a provider up when all probes failed, and says why', () => {
    fail(3);
    for (const at of [1000, 3000]) {
      now = at;
      breaker.mayAsk();
      fail(1);
    }
    expect(breaker.mayAsk()).toEqual({ state: 'dead', reason: 'down' });
  });

  it('lets another probe where the first was stopped by us', () => {
    fail(3);
    now = 1000;
    breaker.mayAsk();
    breaker.gaveUp();
    expect(breaker.mayAsk()).toEqual({ state: 'go' });
  });
});
