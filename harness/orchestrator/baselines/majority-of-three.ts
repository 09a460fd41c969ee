import type { Profile } from '../../../analysis/profile/schema.js';
import type { Choice, Strategy, Validation } from '../contract.js';
import type { Draft } from '../generate-and-fix.js';
import { routeOf } from '../route.js';
import { solutionOf } from '../solve.js';
import { Solving } from '../solving.js';

const VOTERS = 3;

interface Vote extends Choice {
  readonly program: string;
  readonly shown: Validation;
}

/**
 * The three models that the profile ranks best each write a program, and the programs vote, without any hidden test: those
 * that pass the tests that the task shows give the same results there, and agree; so do programs of the same text, whatever
 * tests say. The first program of the largest group is given; of equally large ones that of those who pass, else the earliest.
 */
export function majorityOfThree(profile: Profile, canAsk: (model: string) => boolean = () => true): Strategy {
  return {
    id: 'majority-of-three',
    async solve(task, tools, options) {
      const solving = new Solving(task, tools, options);
      const { language, categories } = task;
      const { level, models } = routeOf(profile, {
        ...{ language, stage: 'generate', categories: categories ?? [] },
        refineMetric: options.refineMetric,
      });
      const choices = models
        .filter(canAsk)
        .slice(0, VOTERS)
        .map((model) => ({ model, sample: 1 }));
      solving.tell({ type: 'routed', stage: 'generate', level, choices });
      const elected = electedOf(await votesOf(solving, choices));
      const draft = elected === null ? null : draftOf(solving, elected);
      return solutionOf(solving, draft, draft);
    },
  };
}

async function votesOf(solving: Solving, choices: readonly Choice[]): Promise<Vote[]> {
  const votes: Vote[] = [];
  for (const choice of choices) {
    if (!solving.mayAsk()) break;
    const program = await solving.ask('generate', choice, null);
    if (program === null) continue;
    const shown = await solving.evaluator.validateShown(solving.task, program);
    votes.push({ ...choice, program, shown });
  }
  return votes;
}

/** Null: nobody voted. */
function electedOf(votes: readonly Vote[]): Vote | null {
  const groups = new Map<string, Vote[]>();
  for (const vote of votes) {
    const key = vote.shown.state === 'passed' ? 'passed' : `text ${vote.program.trim()}`;
    groups.set(key, [...(groups.get(key) ?? []), vote]);
  }
  const passes = ([vote]: readonly Vote[]): number => (vote?.shown.state === 'passed' ? 1 : 0);
  // Groups stand in the order of their first votes, and sorting keeps it.
  const [largest] = [...groups.values()].sort((a, b) => b.length - a.length || passes(b) - passes(a));
  return largest?.[0] ?? null;
}

function draftOf(solving: Solving, { model, sample, program, shown }: Vote): Draft {
  const about = { stage: 'generate', model, sample } as const;
  if (shown.state === 'failed') solving.tell({ type: 'failed', ...about, verdict: shown.verdict });
  else solving.tell({ type: shown.state === 'passed' ? 'passed' : 'not_validated', ...about });
  const validation = shown.state === 'no_tests' ? 'not_validated' : shown.state;
  return { program, stage: 'generate', model, validation };
}
