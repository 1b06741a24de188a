// The one kind of error that people may see: a stable code, a status, and words in two languages.

/** A text in both languages of the city. `{name}` is replaced by the parameter of that name. */
export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

export interface ErrorDefinition {
  readonly status: number;
  readonly title: Bilingual;
}

export interface FieldError {
  /** JSON pointer into what was sent, such as `/service` (RFC 6901). */
  readonly pointer: string;
  readonly code: string;
  readonly message: Bilingual;
}

export interface ErrorOptions {
  readonly params?: Readonly<Record<string, string | number>>;
  /** JSON pointer or name of the one field that is wrong. */
  readonly field?: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  /** Headers that a protocol wants beside the problem, such as `www-authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

const table = new Map<string, ErrorDefinition & { module: string }>();

/**
 * Registers the error codes of a module. Codes are unique in the whole city, so that `/docs/errors#code` names one thing.
 * @throws Error when another module has taken the code already.
 */
export function defineErrors<C extends string>(module: string, codes: Record<C, ErrorDefinition>): void {
  for (const [code, definition] of Object.entries<ErrorDefinition>(codes)) {
    const taken = table.get(code);
    if (taken && taken.module !== module)
      throw new Error(`Error code ${code} belongs to ${taken.module} already`);
    table.set(code, { ...definition, module });
  }
}

/** Every registered code, for the generated page and for tests. */
export function errorCodes(): ReadonlyMap<string, ErrorDefinition & { module: string }> {
  return table;
}

/** Thrown by actions, stores and routes; the HTTP layer turns it into a problem document (RFC 9457). */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: Bilingual;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(code: string, options: ErrorOptions = {}) {
    const definition = table.get(code);
    if (!definition) throw new Error(`Error code ${code} is not defined`);
    const title = fill(definition.title, options.params ?? {});
    super(title.en, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = definition.status;
    this.title = title;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.headers = options.headers;
    this.errors =
      options.errors ?? (options.field === undefined ? [] : [oneField(options.field, code, title)]);
  }
}

function oneField(field: string, code: string, message: Bilingual): FieldError {
  return { pointer: field.startsWith('/') ? field : `/${field}`, code, message };
}

function fill(text: Bilingual, params: Readonly<Record<string, string | number>>): Bilingual {
  const put = (words: string) =>
    words.replace(/\{(\w+)\}/g, (all, name: string) => String(params[name] ?? all));
  return { vi: put(text.vi), en: put(text.en) };
}

defineErrors('kernel', {
  invalid_request: {
    status: 400,
    title: {
      vi: 'Yêu cầu chưa đúng. Xem các ô được nêu tên.',
      en: 'The request is not valid. See the fields named.',
    },
  },
  malformed_body: {
    status: 400,
    title: { vi: 'Nội dung gửi lên không đọc được.', en: 'The body cannot be read.' },
  },
  body_too_large: { status: 413, title: { vi: 'Nội dung gửi lên quá lớn.', en: 'The body is too large.' } },
  unsupported_media_type: {
    status: 415,
    title: { vi: 'Kiểu nội dung này không được nhận ở đây.', en: 'This content type is not accepted here.' },
  },
  not_found: { status: 404, title: { vi: 'Không tìm thấy.', en: 'Not found.' } },
  method_not_allowed: {
    status: 405,
    title: { vi: 'Cách gọi này không dùng được ở đây.', en: 'Method not allowed.' },
  },
  sign_in_needed: { status: 401, title: { vi: 'Cần đăng nhập.', en: 'Please sign in.' } },
  forbidden: { status: 403, title: { vi: 'Bạn không có quyền làm việc này.', en: 'You may not do this.' } },
  acts_for_another: {
    status: 403,
    title: {
      vi: 'Bạn đang làm thay {name}. Việc này mỗi người tự làm: hãy chuyển về làm cho chính mình trước.',
      en: 'You are acting for {name}. This is done in person: switch to acting for yourself first.',
    },
  },
  power_missing: {
    status: 403,
    title: {
      vi: 'Bạn không có quyền làm việc này thay {name}, hoặc quyền đã hết.',
      en: 'You have no power to do this for {name}, or it has ended.',
    },
  },
  cross_origin: {
    status: 403,
    title: { vi: 'Yêu cầu đến từ một trang khác nên bị từ chối.', en: 'The request came from another site.' },
  },
  conflict: {
    status: 409,
    title: { vi: 'Dữ liệu vừa đổi. Tải lại rồi thử tiếp.', en: 'It has changed. Reload and try again.' },
  },
  version_mismatch: {
    status: 412,
    title: {
      vi: 'Bản bạn đang xem đã cũ. Tải lại rồi thử tiếp.',
      en: 'Your copy is out of date. Reload and try again.',
    },
  },
  idempotency_key_reused: {
    status: 422,
    title: {
      vi: 'Khóa Idempotency-Key này đã dùng cho một nội dung khác.',
      en: 'This Idempotency-Key was used with another body.',
    },
  },
  idempotency_key_invalid: {
    status: 400,
    title: {
      vi: 'Idempotency-Key phải dài từ 8 đến 200 ký tự in được.',
      en: 'Idempotency-Key must be 8 to 200 printable characters.',
    },
  },
  invalid_cursor: {
    status: 400,
    title: { vi: 'Con trỏ trang không đúng.', en: 'The page cursor is not valid.' },
  },
  too_many_requests: {
    status: 429,
    title: {
      vi: 'Bạn gửi hơi nhanh. Chờ một lát rồi thử lại.',
      en: 'Too many requests. Wait a moment and try again.',
    },
  },
  overloaded: {
    status: 503,
    title: { vi: 'Máy chủ đang bận. Thử lại sau ít phút.', en: 'The server is busy. Try again soon.' },
  },
  database_unavailable: {
    status: 503,
    title: {
      vi: 'Cơ sở dữ liệu đang tạm nghỉ. Việc đã nhận không mất. Thử lại sau giây lát.',
      en: 'The database is away for a moment. Nothing accepted is lost. Try again shortly.',
    },
  },
  internal: {
    status: 500,
    title: { vi: 'Máy chủ gặp lỗi. Chúng tôi đã ghi lại.', en: 'Something went wrong. We have noted it.' },
  },
});
