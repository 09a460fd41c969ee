/**
 * Something the user can mend: bad input, a missing tool, a key that is not set. The message is one line that names the
 * thing, the value received and what to do; the command line prints it without a stack and exits with 1.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
