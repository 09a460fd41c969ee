import { writeFileSync } from 'node:fs';
import type { Language } from '../../../datasets/problem.js';
import { Bench } from '../bench.js';
import { openToolbox } from '../../study/toolbox.js';
import { runLimitsSchema } from '../../stages/limits.js';
import { runMeters, isOff } from './run.js';
const langs = (process.argv[2] ?? 'python,java,cpp,go,rust').split(',') as Language[];
const toolbox = await openToolbox(langs);
const bench = new Bench({...toolbox, limits: runLimitsSchema.parse({}), timingCpu: 1, otherCpus: [0]});
const t = performance.now();
const results = await runMeters(bench, langs, () => {});
console.log('took', ((performance.now()-t)/1000).toFixed(1));
for (const r of results) {
  if (r.state !== 'read') { console.log(r.language, r.id, r.state, JSON.stringify(r)); continue; }
  const { reading: {unit, measured, least, most, ok}, runs } = r;
  const f = (x: number) => unit==='bytes' ? (x/2**20).toFixed(2) : x.toFixed(3);
  console.log(r.language.padEnd(7), r.id.padEnd(12), f(measured).padStart(8), `${f(least)} .. ${f(most)}`.padEnd(20), ok?'ok ':'OFF', runs.map(o=>`${(o.bodyCpuNs/1e6).toFixed(0)}/${(o.bodyWallNs/1e6).toFixed(0)}`).join(' '));
}
writeFileSync('/tmp/meters-'+process.pid+'.json', JSON.stringify(results));
