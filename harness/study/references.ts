import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import type { Store } from '../store/index.js';
import type { ShownProfile } from '../store/runs.js';
import type { Judged } from './judging.js';
import { studied } from './problem-kinds/index.js';

export interface ReferenceWork {
  readonly judge: (problem: AnyProblem, program: string) => Promise<Judged>;
  /** The harness failed at a canonical solution; it is written down already. */
  readonly onFault: (message: string) => void;
}

/** Runs the canonical solution once a problem: the reference of all its cells, and what refine prompts show. */
export class References {
  readonly #store: Store;
  readonly #studyHash: string;
  readonly #work: ReferenceWork;
  readonly #profiles = new Map<string, Promise<ShownProfile | null>>();

  constructor(store: Store, studyHash: string, work: ReferenceWork) {
    this.#store = store;
    this.#studyHash = studyHash;
    this.#work = work;
  }

  /** What refine prompts show of a problem's canonical solution; null where it is not known. */
  of(problem: AnyProblem): Promise<ShownProfile | null> {
    let profile = this.#profiles.get(problem.uid);
    if (profile === undefined) {
      profile = this.#run(problem);
      this.#profiles.set(problem.uid, profile);
    }
    return profile;
  }

  async #run(problem: AnyProblem): Promise<ShownProfile | null> {
    const canonical = studied(problem).canonicalProgram();
    if (canonical === null) return null;
    const { uid: problemUid } = problem;
    const studyHash = this.#studyHash;
    const judged = await this.#work.judge(problem, canonical);
    if (judged.state === 'fault') {
      this.#store.cells.addFault({ studyHash, problemUid, modelId: null, message: judged.message });
      this.#work.onFault(judged.message);
      return this.#store.runs.shownProfile(problemUid, null);
    }
    const passed = this.#store.runs.verdictOf(judged.runKey) === 'passed';
    if (passed) this.#store.cells.setReference(studyHash, problemUid, judged.runKey);
    // Its run is many processes, and no prompt shows it.
    if (isProgramProblem(problem)) return null;
    return this.#store.runs.shownProfile(
      problemUid,
      passed ? this.#store.runs.profileOf(judged.runKey) : null,
    );
  }
}
