import type { Language } from '../../../datasets/problem.js';
import { UserError } from '../../errors.js';
import type { Toolchain } from '../../languages/contract.js';
import { ownerMark } from '../../owner-mark.js';
import type { Probe, Sandbox, SandboxJob, SandboxReport } from '../contract.js';
import { SandboxFault } from '../contract.js';
import { lookAround } from '../look-around.js';
import { oomKillsOfMachine, withMemoryKills } from '../out-of-memory.js';
import { reportOf, type Place } from '../outcome.js';
import { jobOfResident, LineResident } from '../resident.js';
import type { Resident, ResidentJob } from '../resident-contract.js';
import { supervise } from '../supervise.js';
import { UidPool } from '../uid-pool.js';
import { validateJob } from '../validate-job.js';
import { encodeJob, KEEP_ID } from '../wire.js';
import { containerOptions, ownCpus, shapeOf, type ContainerShape } from './container-options.js';
import { ContainerEvents, newSession, SESSION_LABEL } from './container-events.js';
import { startContainer, type StartedContainer } from './container.js';
import { connectEngine, DockerUnusable, messageOf, type Engine } from './engine.js';
import { findImage } from './image.js';
import { reportOfKilled, wasKilled } from './killed.js';
import { manifestJob, readManifest } from './manifest.js';
import { containersOf, OWNER_LABEL, reap } from './reaper.js';
import { dockerSettings, type DockerSettings } from './settings.js';
import { WarmPool } from './warm-pool.js';

interface Ready {
  readonly engine: Engine;
  readonly settings: DockerSettings;
  /** Digest: the name may be given to another image meanwhile. */
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly cpus: string | null;
  readonly events: ContainerEvents;
  readonly pool: WarmPool;
}

const PLACE: Place = {
  name: 'the container',
  ended: ({ code }) => `the container ended with exit code ${code ?? 'unknown'}`,
};

/** Runs jobs in containers of a Docker engine, each in a fresh one. One object serves any number of jobs at a time. */
export class DockerSandbox implements Sandbox {
  readonly id = 'docker';
  private readonly uids = new UidPool();
  /** What doesn't change between jobs; forgotten when it failed, so that a build in between is noticed. */
  private ready: Promise<Ready> | undefined;
  private known: string | undefined;

  get description(): string {
    return this.known ?? this.id;
  }

  private async prepared(again = false): Promise<Ready> {
    const preparing = (this.ready ??= this.prepare().catch((error: unknown) => {
      this.ready = undefined;
      throw error;
    }));
    const ready = await preparing;
    if (ready.events.listens) return ready;
    // The engine was started anew: what waited in it is gone.
    if (this.ready === preparing) await this.close();
    if (again) throw new SandboxFault('the Docker engine does not go on telling of its containers');
    return this.prepared(true);
  }

  private async prepare(): Promise<Ready> {
    const settings = dockerSettings();
    const engine = await connectEngine();
    const image = await findImage(engine, settings.image);
    await reap(engine.docker);
    const session = newSession();
    const events = await ContainerEvents.open(engine.docker, session);
    const labels = { [OWNER_LABEL]: ownerMark(), [SESSION_LABEL]: session };
    const runtime = settings.runtime === undefined ? '' : `, runtime ${settings.runtime}`;
    this.known = `docker (engine ${engine.version}${runtime}, image ${image})`;
    const parts = { engine, settings, image, labels, cpus: engine.local ? ownCpus() : null, events };
    return { ...parts, pool: new WarmPool((shape) => this.start(shape, parts), settings.warm) };
  }

  /** A started container with a user of its own, until it has ended. */
  private async start(shape: ContainerShape, ready: Omit<Ready, 'pool'>): Promise<StartedContainer> {
    const uid = this.uids.take();
    try {
      const options = containerOptions(shape, { ...ready, uid });
      const container = await startContainer(ready.engine.docker, options, ready.events);
      void container.ended.then(() => {
        this.uids.giveBack(uid);
      });
      return container;
    } catch (error) {
      this.uids.giveBack(uid);
      throw error;
    }
  }

  async probe(): Promise<Probe> {
    try {
      const { engine, settings } = await this.prepared();
      const wrong = await lookAround(this);
      if (wrong !== null)
        return { state: 'unusable', reason: wrong, advice: 'report this with: docker info' };
      const notes = [
        `image ${settings.image}`,
        ...(settings.runtime === undefined ? [] : [`runtime ${settings.runtime}`]),
        ...(engine.seccomp ? [] : ['the engine filters no system calls; the supervisor’s own filter holds']),
      ];
      return { state: 'ready', version: `Docker ${engine.version}`, notes };
    } catch (error) {
      const advice = error instanceof DockerUnusable ? error.advice : 'look at: docker info';
      return { state: 'unusable', reason: messageOf(error), advice };
    }
  }

  async run(job: SandboxJob, signal?: AbortSignal): Promise<SandboxReport> {
    validateJob(job);
    signal?.throwIfAborted();
    const { pool, engine } = await this.prepared();
    const shape = shapeOf(job);
    const killsBefore = engine.local ? oomKillsOfMachine() : Infinity;
    const container = await pool.take(shape);
    try {
      const begun = process.hrtime.bigint();
      const outcome = await supervise(container.open(), encodeJob(job, KEEP_ID), job, { signal });
      signal?.throwIfAborted();
      if (wasKilled(outcome, job) && (await container.ranOut())) {
        const elapsedNs = Number(process.hrtime.bigint() - begun);
        const report = reportOfKilled(outcome.output, job, elapsedNs);
        if (report !== null) return report;
      }
      const report = reportOf(outcome, job, PLACE);
      const last = report.steps.at(-1)?.end;
      const suspicious = last?.kind !== 'exited' || last.code !== 0;
      const ranOut = suspicious && (await container.ranOut());
      return withMemoryKills(report, ranOut ? OWN_BOUND : null, killsBefore);
    } finally {
      if (shape.timed) await container.removed();
    }
  }

  /** In a container of its own, which is never one that was kept ready. */
  async openResident(job: ResidentJob, signal?: AbortSignal): Promise<Resident> {
    const whole = jobOfResident(job);
    validateJob(whole);
    signal?.throwIfAborted();
    const ready = await this.prepared();
    const container = await this.start(shapeOf(whole), ready);
    return new LineResident(container.open(), whole, encodeJob(whole, KEEP_ID, 0, true));
  }

  /** From the image's own list: programs see nothing of this machine's compilers. */
  async toolchains(): Promise<ReadonlyMap<Language, Toolchain>> {
    const step = (await this.run(manifestJob())).steps[0];
    try {
      return readManifest(step?.stdout.toString('utf8') ?? '');
    } catch (cause) {
      throw new UserError(
        `the image ${dockerSettings().image} lists no toolchains: run: npx perforch sandbox build`,
        { cause },
      );
    }
  }

  async leftovers(pid: number): Promise<readonly string[]> {
    const { engine } = await this.prepared();
    return (await containersOf(engine.docker, pid)).map((id) => `container ${id.slice(0, 12)}`);
  }

  async close(): Promise<void> {
    const preparing = this.ready;
    this.ready = undefined;
    const ready = await preparing?.catch(() => undefined);
    await ready?.pool.close();
    ready?.events.close();
  }
}

/** The bound of a container is the job's own. */
const OWN_BOUND = { memoryKill: () => 'own bound' as const };
