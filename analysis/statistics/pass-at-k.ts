/**
 * Unbiased estimate of pass@k, the probability that at least one of k samples of a problem passes, from `samples` samples
 * of which `passed` passed: 1 - C(n-c, k) / C(n, k) (M. Chen et al., Evaluating Large Language Models Trained on Code,
 * 2021, section 2.1), as a product, so that no binomial coefficient can overflow.
 *
 * Throws `RangeError` unless all are whole numbers with 0 <= passed <= samples and 1 <= k <= samples.
 */
export function passAtK(samples: number, passed: number, k: number): number {
  const whole = [samples, passed, k].every((value) => Number.isInteger(value));
  if (!whole || passed < 0 || passed > samples || k < 1 || k > samples) {
    throw new RangeError(
      `pass@k needs 0 <= passed <= samples and 1 <= k <= samples, received samples ${samples}, passed ${passed}, k ${k}`,
    );
  }
  if (samples - passed < k) return 1;
  let noneOfK = 1;
  for (let i = samples - passed + 1; i <= samples; i += 1) noneOfK *= 1 - k / i;
  return 1 - noneOfK;
}
