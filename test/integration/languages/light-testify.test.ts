import { expect, test } from 'vitest';
import { go } from '../../../harness/languages/go/index.js';
import { explain, judged, toolchainOf } from './judging.js';
import { doubledIn } from './synthetic.js';

const HONEST = `func Doubled(values []int) []int {
    result := []int{}
    for _, value := range values { result = append(result, 2*value) }
    return result
}
`;
/** Uses what the light testify lacks. */
const OF_HTTP = `import (
    "net/http"
    "testing"
    "github.com/stretchr/testify/assert"
)
func Served(t *testing.T) bool {
    return assert.HTTPSuccess(t, func(w http.ResponseWriter, r *http.Request) {}, "GET", "/", nil)
}
${HONEST}`;

test('a program that uses assertions about HTTP is compiled with all of testify', async () => {
  expect(explain(await judged(doubledIn('go'), OF_HTTP))).toMatch(/^passed/);
});

test('any other is linked without an HTTP server', async () => {
  const problem = doubledIn('go');
  const toolchain = await toolchainOf('go');
  const options = { tests: 'hidden', token: '0'.repeat(32) } as const;
  const imports = (program: string) =>
    go
      .assemble(problem, program, toolchain, options)
      .steps.flatMap(({ argv }) =>
        argv.filter((argument) => argument.includes('importcfg') && argument.startsWith('/')),
      );
  expect(new Set(imports(HONEST))).toEqual(new Set(['/opt/perforch/go-packages/importcfg-light']));
  expect(new Set(imports(OF_HTTP))).toEqual(new Set(['/opt/perforch/go-packages/importcfg']));
  expect(explain(await judged(problem, HONEST))).toMatch(/^passed/);
});
