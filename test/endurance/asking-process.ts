/** One run of a harness that asks for all answers, as a process of its own, so that it can be killed. */
import { parseArgs } from 'node:util';
import { askAll, KEY, modelAt, questionsTo } from '../integration/models/question-run.js';

const { values } = parseArgs({
  options: {
    db: { type: 'string', default: '' },
    problems: { type: 'string', default: '60' },
    /** `name=base URL`, one a model. */
    model: { type: 'string', multiple: true, default: [] as string[] },
  },
});
process.env['KEY'] = KEY;
const models = values.model.map((one) => {
  const [name = '', baseUrl = ''] = one.split('=');
  return modelAt(name, baseUrl);
});
const asked = await askAll(values.db, models, questionsTo(models, Number(values.problems)));
process.exit(asked.every(({ state }) => state === 'answered') ? 0 : 3);
