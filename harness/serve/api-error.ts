interface More {
  /** The field of the request that is at fault. */
  readonly param?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a client is told in the protocol's shape. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly param: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, { param = null, headers = {} }: More = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
    this.headers = headers;
  }

  get type(): string {
    if (this.status === 401) return 'authentication_error';
    if (this.status === 429) return 'rate_limit_error';
    return this.status >= 500 ? 'server_error' : 'invalid_request_error';
  }

  /** The body of the reply. */
  toJSON(): { readonly error: Readonly<Record<'message' | 'type' | 'param' | 'code', string | null>> } {
    const { message, type, param, code } = this;
    return { error: { message, type, param, code } };
  }
}

/** For clients that try again by themselves: it would come to the same. */
export const NOT_AGAIN = { 'x-should-retry': 'false' } as const;

/** The client is gone: nobody is there to be told. */
export class HungUp extends Error {}
