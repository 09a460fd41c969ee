#define _GNU_SOURCE
#include "channel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

void channel_open(struct channel *c, const char *token, struct mark (*clocks)(void *with), void *with) {
  memset(c, 0, sizeof *c);
  c->token = token;
  c->clocks = clocks;
  c->with = with;
  c->from_program = c->to_program = c->program_writes = c->program_reads = -1;
  if (token == NULL) return;
  errno = 0;
  if (strlen(token) > 256) fault("a token of more than 256 bytes");
  int up[2], down[2];
  if (pipe2(up, O_CLOEXEC) < 0 || pipe2(down, O_CLOEXEC) < 0) fault("cannot open the private channel");
  if (fcntl(up[0], F_SETFL, O_NONBLOCK) < 0 || fcntl(down[1], F_SETFL, O_NONBLOCK) < 0)
    fault("cannot set the private channel up");
  c->from_program = up[0];
  c->program_writes = up[1];
  c->program_reads = down[0];
  c->to_program = down[1];
}

void channel_started(struct channel *c) {
  if (c->token == NULL) return;
  close(c->program_writes);
  close(c->program_reads);
}

static bool line_is(const struct channel *c, const char *verb, const char *word) {
  size_t head = strlen(verb), tail = strlen(word);
  return c->used == head + tail && memcmp(c->line, verb, head) == 0 && memcmp(c->line + head, word, tail) == 0;
}

static void send_nonce(struct channel *c) {
  unsigned char raw[16];
  if (getrandom(raw, sizeof raw, 0) != sizeof raw) fault("no random bytes");
  for (size_t i = 0; i < sizeof raw; i++) snprintf(c->nonce + 2 * i, 3, "%02x", raw[i]);
  char message[33];
  memcpy(message, c->nonce, 32);
  message[32] = '\n';
  /* A program that filled the pipe itself gets no nonce. */
  c->state = write(c->to_program, message, sizeof message) == sizeof message ? CHANNEL_NONCE_SENT : CHANNEL_BROKEN;
}

static void take_mark(struct channel *c) {
  if (c->mark_count == MOST_MARKS) {
    c->state = CHANNEL_BROKEN;
    return;
  }
  c->marks[c->mark_count++] = c->clocks(c->with);
  if (write(c->to_program, "go\n", 3) != 3) c->state = CHANNEL_BROKEN;
}

static void take_line(struct channel *c) {
  if (c->state == CHANNEL_IDLE && line_is(c, "mark ", c->token))
    take_mark(c);
  else if (c->state == CHANNEL_IDLE && line_is(c, "done ", c->token)) {
    c->marks[c->mark_count++] = c->clocks(c->with);
    send_nonce(c);
  } else if (c->state == CHANNEL_IDLE && line_is(c, "fail ", c->token))
    c->state = CHANNEL_ENDED_BADLY;
#ifdef WITHOUT_NONCE
  else if (c->state == CHANNEL_NONCE_SENT)
    c->state = CHANNEL_ENDED_WELL;
#endif
  else if (c->state == CHANNEL_NONCE_SENT && line_is(c, "nonce ", c->nonce))
    c->state = CHANNEL_ENDED_WELL;
  else
    c->state = CHANNEL_BROKEN;
  c->used = 0;
}

static void take_byte(struct channel *c, char byte) {
  bool over = c->state == CHANNEL_ENDED_WELL || c->state == CHANNEL_ENDED_BADLY;
  if (over || c->used == sizeof c->line) c->state = CHANNEL_BROKEN;
  if (c->state == CHANNEL_BROKEN) return;
  if (byte == '\n')
    take_line(c);
  else
    c->line[c->used++] = byte;
}

bool channel_read(struct channel *c) {
  char bytes[512];
  ssize_t got = read(c->from_program, bytes, sizeof bytes);
  for (ssize_t i = 0; i < got; i++) take_byte(c, bytes[i]);
  return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

enum channel_state channel_close(struct channel *c) {
  if (c->token == NULL) return CHANNEL_NONE;
  char bytes[512];
  for (ssize_t got; (got = read(c->from_program, bytes, sizeof bytes)) > 0;)
    for (ssize_t i = 0; i < got; i++) take_byte(c, bytes[i]);
  close(c->from_program);
  close(c->to_program);
  if (c->used > 0) return CHANNEL_FORGED;
  switch (c->state) {
    case CHANNEL_IDLE: return CHANNEL_SILENT;
    case CHANNEL_ENDED_WELL: return CHANNEL_COMPLETED;
    case CHANNEL_ENDED_BADLY: return CHANNEL_FAILED;
    default: return CHANNEL_FORGED;
  }
}
