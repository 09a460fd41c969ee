#define _GNU_SOURCE
#include "step.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "channel.h"
#include "launch.h"
#include "relay.h"
#include "streams.h"
#include "watch.h"

struct run {
  pid_t main_process;
  bool ended; /* the main process has been reaped */
  int status;
  uint64_t end_ns, peak_rss;
  enum limit_kind limit;
  struct stream out, err;
  struct channel channel;
  struct relay *relay; /* NULL: the step is not relayed */
  struct watch watch;
};

static int child_signals;
static struct launch_note *note;
static char kept_err[65536];

void steps_open(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  /* Blocked, or the kernel would drop it: an init process doesn't get signals that it has no handler for. */
  if (sigprocmask(SIG_SETMASK, &set, NULL) < 0) fault("cannot block a signal");
  child_signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (child_signals < 0) fault("cannot open a signal descriptor");
  note = mmap(NULL, sizeof *note, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (note == MAP_FAILED) fault("no shared memory");
}

static void take_corpse(struct run *run, pid_t pid, int status, const struct rusage *usage) {
  uint64_t peak = (uint64_t)usage->ru_maxrss * 1024;
  if (peak > run->peak_rss) run->peak_rss = peak;
  if (pid != run->main_process) return;
  run->ended = true;
  run->status = status;
  run->end_ns = now_ns();
}

static struct mark clocks_now(void *with) {
  const struct run *run = with;
  uint64_t now = now_ns(), user, system, switches;
  reaped_cpu(&user, &system, &switches);
  uint64_t cpu = user + system - run->watch.reaped_cpu_before_ns + tree_cpu_ns();
  uint64_t setup = note->setup_cpu_ns, started = note->started_ns;
  return (struct mark){.wall_ns = now > started ? now - started : 0, .cpu_ns = cpu > setup ? cpu - setup : 0};
}

/* Whoever announces a mark still runs for a moment, from its write to its wait for the answer: until then the kernel keeps
 * its time since the last tick to itself. Threads that never rest are not waited for. */
static struct mark clocks_at_rest(void *with) {
  const struct timespec moment = {.tv_nsec = 10000};
  uint64_t announced = now_ns(), last = announced + 2000000u;
  while (tree_is_running() && now_ns() < last) nanosleep(&moment, NULL);
  struct mark mark = clocks_now(with);
  uint64_t started = note->started_ns;
  mark.wall_ns = announced > started ? announced - started : 0;
  return mark;
}

static void reap_the_dead(struct run *run) {
  struct signalfd_siginfo ignored[8];
  while (read(child_signals, ignored, sizeof ignored) > 0)
    ;
  struct rusage usage;
  int status;
  for (pid_t pid; (pid = wait4(-1, &status, WNOHANG | __WALL, &usage)) > 0;) take_corpse(run, pid, status, &usage);
}

/* SIGKILL to all and a fork in flight exclude each other in the kernel; repeating it costs nothing. */
static void kill_everything(struct run *run) {
#ifdef WITHOUT_KILLING_EVERYTHING
  kill(run->main_process, SIGKILL);
  if (!run->ended) waitpid(run->main_process, NULL, 0);
  return;
#endif
  struct rusage usage;
  int status;
  for (;;) {
    kill(-1, SIGKILL);
    pid_t pid = wait4(-1, &status, __WALL, &usage);
    if (pid > 0) take_corpse(run, pid, status, &usage);
    else if (errno != EINTR) return;
  }
}

static struct pollfd watched(int fd) { return (struct pollfd){.fd = fd, .events = POLLIN}; }

/* The program's input, where there is something for it that it didn't take. */
static struct pollfd fed(const struct run *run) {
  bool waits = run->relay != NULL && relay_waits(run->relay);
  return (struct pollfd){.fd = waits ? run->relay->to_program : -1, .events = POLLOUT};
}

/* Whoever is relayed to takes from the harness only what there is room for; its end is seen all the same. */
static struct pollfd harness_of(const struct run *run) {
  bool deaf = run->relay != NULL && relay_is_full(run->relay);
  return (struct pollfd){.fd = STDIN_FILENO, .events = (short)(deaf ? POLLRDHUP : POLLIN | POLLRDHUP)};
}

static void hear_harness(struct run *run, short events) {
  if (run->relay == NULL || (events & ~POLLIN) != 0) abandon();
  relay_take(run->relay);
}

static void take_output(struct run *run) {
  static char bytes[32768];
  if (run->relay == NULL) {
    stream_read(&run->out);
    return;
  }
  size_t got = stream_pass(&run->out, bytes, sizeof bytes);
  if (got > 0) send_output(clocks_now(run), run->watch.peak_rss, bytes, got);
}

/* The program's own time counts, from its start; before that it is the launching that must come to an end. */
static uint64_t wall_deadline(const struct limits *limits, uint64_t forked) {
  uint64_t started = note->started_ns;
  return (started != 0 ? started : forked) + limits->wall_ms * 1000000u;
}

static void supervise(struct run *run, const struct limits *limits, uint64_t forked) {
  bool channel_open = run->channel.token != NULL;
  while (!run->ended && run->limit == LIMIT_NONE) {
    struct pollfd fds[] = {watched(child_signals), watched(run->out.fd), watched(run->err.fd),
                           watched(channel_open ? run->channel.from_program : -1),
                           harness_of(run), fed(run)};
    uint64_t now = now_ns(), deadline = wall_deadline(limits, forked);
    uint64_t next = run->watch.next_ns < deadline ? run->watch.next_ns : deadline;
    uint64_t pause = next > now ? next - now : 0;
    struct timespec timeout = {(time_t)(pause / 1000000000u), (long)(pause % 1000000000u)};
    int ready = ppoll(fds, sizeof fds / sizeof *fds, &timeout, NULL);
    if (ready < 0 && errno != EINTR) fault("cannot wait for the program");
    if (ready > 0) {
#ifndef WITHOUT_WATCHED_HARNESS
      if (fds[4].revents != 0) hear_harness(run, fds[4].revents);
#endif
      if (fds[5].revents != 0) relay_push(run->relay);
      if (fds[1].revents != 0) take_output(run);
      if (fds[2].revents != 0) stream_read(&run->err);
      if (fds[3].revents != 0) channel_open = channel_read(&run->channel);
      if (fds[0].revents != 0) reap_the_dead(run);
      if (run->out.total + run->err.total > limits->output_bytes) run->limit = LIMIT_OUTPUT;
    }
    now = now_ns();
    if (run->ended || run->limit != LIMIT_NONE || (run->relay != NULL && run->relay->closing)) return;
    if (now >= run->watch.next_ns) run->limit = watch_look(&run->watch, note->started_ns, now);
    if (now >= wall_deadline(limits, forked) && run->limit == LIMIT_NONE) run->limit = LIMIT_WALL;
  }
}

/* What was exceeded too shortly for the watch is known once everything is dead. */
static enum limit_kind limit_seen_late(const struct run *run, const struct limits *limits, uint64_t cpu_ns) {
  if (run->out.total + run->err.total > limits->output_bytes) return LIMIT_OUTPUT;
  if (run->peak_rss > limits->memory_bytes) return LIMIT_MEMORY;
  if (cpu_ns > limits->cpu_ms * 1000000u) return LIMIT_CPU;
  return LIMIT_NONE;
}

static void say_why_not_started(struct run *run, const struct step *step) {
  char text[400];
  snprintf(text, sizeof text, "perforch: cannot start %.300s: %s\n", step->argv[0], strerror(note->error));
  stream_append(&run->err, text);
}

static bool report(struct run *run, const struct step *step, uint64_t start, const uint64_t before[3]) {
  uint64_t after[3];
  reaped_cpu(&after[0], &after[1], &after[2]);
  uint64_t user = after[0] - before[0], system = after[1] - before[1];
  /* A child whose parent ignores SIGCHLD is reaped by nobody, and its time is lost but for what the watch saw. */
  if (run->watch.peak_cpu_ns > user + system) user = run->watch.peak_cpu_ns - system;
  user = user > note->setup_cpu_ns ? user - note->setup_cpu_ns : 0;
  if (run->limit == LIMIT_NONE) run->limit = limit_seen_late(run, &step->limits, user + system);

  struct step_report r = {
      .wall_ns = run->end_ns > start ? run->end_ns - start : 0, .user_ns = user, .system_ns = system,
      .max_rss_bytes = run->peak_rss > run->watch.peak_rss ? run->peak_rss : run->watch.peak_rss,
      .mean_rss_bytes = watch_mean(&run->watch, run->end_ns), .rss_samples = run->watch.samples,
      .involuntary_switches = after[2] - before[2], .out_bytes = run->out.total, .err_bytes = run->err.total,
      .out = run->out.bytes, .err = run->err.bytes, .out_kept = run->out.kept, .err_kept = run->err.kept,
      .channel = channel_close(&run->channel)};
  r.mark_count = run->channel.mark_count;
  r.marks = run->channel.marks;
  bool signalled = WIFSIGNALED(run->status);
  r.end = run->limit != LIMIT_NONE ? END_LIMIT : signalled ? END_SIGNALLED : END_EXITED;
  r.value = run->limit != LIMIT_NONE ? (uint32_t)run->limit
                                     : (uint32_t)(signalled ? WTERMSIG(run->status) : WEXITSTATUS(run->status));
  if (note->error != 0) {
    r.end = END_NOT_STARTED;
    r.value = (uint32_t)note->error;
  }
  send_step(&r);
  return r.end == END_EXITED && r.value == 0;
}

/* Fresh pages for each step: those that one has filled would count as memory of the next one's first process. */
static char *room_for_output(size_t size) {
  if (size == 0) return NULL;
  char *room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED) fault("no memory for the output");
  return room;
}

bool step_run(const struct job *job, const struct step *step) {
  struct run run = {.limit = LIMIT_NONE};
  uint64_t before[3];
  reaped_cpu(&before[0], &before[1], &before[2]);
  char *kept_out = room_for_output(step->kept_bytes);
  stream_open(&run.out, kept_out, step->kept_bytes);
  stream_open(&run.err, kept_err, sizeof kept_err);
  channel_open(&run.channel, step->token, clocks_at_rest, &run);
  static struct relay relay;
  if (step->relayed) {
    run.relay = &relay;
    relay_open(&relay);
  }
  const struct launch_ends ends = {step->relayed ? relay.program_end : step->stdin_fd, run.out.program_end, run.err.program_end,
                                   run.channel.program_writes, run.channel.program_reads};
  uint64_t forked = now_ns();
  watch_start(&run.watch, job, step, forked);
  run.main_process = launch(job, step, &ends, note);
  if (run.main_process < 0) fault("cannot start a process");
  stream_started(&run.out);
  stream_started(&run.err);
  channel_started(&run.channel);
  close(step->stdin_fd);
  if (step->relayed) relay_started(&relay);

  supervise(&run, &step->limits, forked);
  kill_everything(&run);
  if (step->relayed) relay_close(&relay);
  if (note->error != 0 && note->failed != NULL) {
    errno = note->error;
    fault("cannot %s for the program", note->failed);
  }
  stream_close(&run.out, step->limits.output_bytes);
  stream_close(&run.err, step->limits.output_bytes);
  if (note->error != 0) say_why_not_started(&run, step);
  bool good = report(&run, step, note->started_ns != 0 ? note->started_ns : forked, before);
  if (kept_out != NULL) munmap(kept_out, step->kept_bytes);
  return good;
}
