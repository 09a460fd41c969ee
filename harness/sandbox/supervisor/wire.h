/*
 * What the harness and the supervisor say to each other. Mirrored in ../wire.ts; change both and VERSION together.
 *
 * All integers are little-endian. `blob` is a u64 length and as many bytes; `text` is a blob without a NUL in it.
 *
 * Job (standard input, which the harness keeps open: its end means that the harness is gone):
 *   8 bytes "perforch", u32 VERSION
 *   u32 uid, u32 gid          ids of the program; KEEP_ID leaves the supervisor's own
 *   u8 groups                 descriptors from GROUP_FD on, to which an accounted step writes "0" to join its groups
 *   u64 work_bytes            bound of /work and of /tmp, for a bubblewrap that can't size a tmpfs
 *   u32 files, then of each:  text path below /work, blob content
 *   u32 steps, then of each:
 *     u32 argc, argc texts; u32 envc, envc texts `NAME=value`
 *     u64 cpu_ms, wall_ms, memory_bytes, processes, open_files, file_bytes, output_bytes
 *     u8 sample_memory
 *     u32 cpus, then of each:  u32 number; none leaves the supervisor's own
 *     u8 timed
 *     u8 accounted
 *     u8 relayed              standard input and output are the harness's; no stdin of the job's
 *     u64 kept_bytes          of standard output, at most MOST_KEPT
 *     u8 has_token, and if so text token
 *     u8 has_stdin, and if so blob
 *   u32 files to collect, then of each:  text path below /work
 *
 * To a relayed step while it runs (standard input): frames of u8 type, u64 length of the body, body.
 *   FRAME_INPUT  bytes for its standard input
 *   FRAME_CLOSE  empty: the step is over; it is killed and reported
 *
 * Reports (standard output): frames of u8 type, u64 length of the body, body.
 *   FRAME_STEP   u8 end, u32 value (exit code, signal or limit), u8 channel,
 *                u64 wall_ns, user_ns, system_ns, max_rss_bytes, mean_rss_bytes (NO_MEAN: none), rss_samples,
 *                involuntary_switches, stdout_bytes, stderr_bytes, u32 marks, then of each: u64 wall_ns, cpu_ns;
 *                blob stdout, blob stderr
 *   FRAME_FAULT  text: the supervisor itself failed; nothing comes after it
 *   FRAME_FILE   bytes of the next collected file, in the order of the job; only after steps that all exited with 0
 *   FRAME_OUTPUT u64 wall_ns, cpu_ns, peak_rss_bytes of a relayed step since its start, bytes of its standard output
 *   FRAME_END    empty: all steps that were to run have been reported
 */
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WIRE_MAGIC "perforch"
#define WIRE_VERSION 5u
#define KEEP_ID UINT32_MAX
#define GROUP_FD 3
#define MOST_GROUPS 2
#define NO_MEAN UINT64_MAX
/* More marks in a step are a forgery. */
#define MOST_MARKS 64
/* Of one step's standard output. */
#define MOST_KEPT (256u << 20)
/* Of one collected file. */
#define MOST_FILE_BYTES (64u << 20)

enum frame_type {
  FRAME_STEP = 1, FRAME_FAULT = 2, FRAME_END = 3, FRAME_FILE = 4, FRAME_OUTPUT = 5, FRAME_INPUT = 6, FRAME_CLOSE = 7
};
enum end_kind { END_EXITED = 1, END_SIGNALLED = 2, END_LIMIT = 3, END_NOT_STARTED = 4 };
enum limit_kind { LIMIT_NONE, LIMIT_CPU, LIMIT_WALL, LIMIT_MEMORY, LIMIT_OUTPUT, LIMIT_PROCESSES };
enum channel_state { CHANNEL_NONE, CHANNEL_SILENT, CHANNEL_COMPLETED, CHANNEL_FAILED, CHANNEL_FORGED };

struct limits {
  uint64_t cpu_ms, wall_ms, memory_bytes, processes, open_files, file_bytes, output_bytes;
};

struct step {
  char **argv;
  char **envp;
  struct limits limits;
  bool sample_memory;
  uint32_t cpu_count;
  uint32_t *cpus;
  bool timed;
  bool accounted;
  bool relayed;
  uint64_t kept_bytes;
  char *token;  /* NULL: no channel */
  int stdin_fd; /* a sealed memfd, or /dev/null */
};

struct job {
  uint32_t uid, gid;
  uint8_t groups;
  uint64_t work_bytes;
  uint32_t step_count;
  struct step *steps;
  char **collect; /* ends with NULL */
};

/* Clocks since the step's start. */
struct mark {
  uint64_t wall_ns, cpu_ns;
};

/* Reads a whole job and writes its files. Contents go straight to where they belong: the supervisor must stay small,
 * because a forked child starts with its parent's size as its own peak. */
void read_job(struct job *job);
/* What has been read from the harness behind the job: at most `most` bytes of it; faults when there is more. */
size_t job_rest(void *to, size_t most);

struct step_report {
  enum end_kind end;
  uint32_t value;
  enum channel_state channel;
  uint64_t wall_ns, user_ns, system_ns, max_rss_bytes, mean_rss_bytes, rss_samples, involuntary_switches;
  uint64_t out_bytes, err_bytes;
  const char *out, *err;
  size_t out_kept, err_kept;
  size_t mark_count;
  const struct mark *marks;
};

void send_step(const struct step_report *report);
/* Hands on what a relayed step printed, with its clocks and its peak of memory so far. */
void send_output(struct mark clocks, uint64_t peak_rss_bytes, const char *bytes, size_t size);
/* Sends a file below /work, or faults: what a build was to make is there when it exited with 0. */
void send_file(const char *path);
void send_end(void);

/* Tells the harness that the supervisor failed, and ends the sandbox. */
_Noreturn void fault(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The harness is gone: nobody to tell. */
_Noreturn void abandon(void);

#endif
