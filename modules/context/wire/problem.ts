// The errors of this interface as the standard words them: ProblemDetails with types of ETSI (GS CIM 009 §5.5.2, §6.3.2).
const base = 'https://uri.etsi.org/ngsi-ld/errors/';

interface Kind {
  readonly status: number;
  readonly title: string;
  readonly titleVi: string;
}

/** The standard's error types, each with its status and its words in both languages. */
export const problemKinds = {
  InvalidRequest: {
    status: 400,
    title: 'The request cannot be understood.',
    titleVi: 'Không hiểu được yêu cầu.',
  },
  BadRequestData: {
    status: 400,
    title: 'The request contains data that is not valid.',
    titleVi: 'Yêu cầu có dữ liệu không hợp lệ.',
  },
  AlreadyExists: { status: 409, title: 'It exists already.', titleVi: 'Đã có rồi.' },
  ResourceNotFound: { status: 404, title: 'Not found.', titleVi: 'Không tìm thấy.' },
  NonexistentTenant: {
    status: 404,
    title: 'There is no such tenant.',
    titleVi: 'Không có không gian dữ liệu này.',
  },
  OperationNotSupported: {
    status: 422,
    title: 'This operation is not supported.',
    titleVi: 'Không hỗ trợ việc này.',
  },
  LdContextNotAvailable: {
    status: 504,
    title: 'A remote @context cannot be retrieved.',
    titleVi: 'Không lấy được @context ở xa.',
  },
  TooManyResults: {
    status: 403,
    title: 'The query has too many results.',
    titleVi: 'Truy vấn có quá nhiều kết quả.',
  },
  TooComplexQuery: { status: 403, title: 'The query is too complex.', titleVi: 'Truy vấn quá phức tạp.' },
  Unauthorized: {
    status: 401,
    title: 'Sign in, or send a token.',
    titleVi: 'Cần đăng nhập hoặc gửi mã truy cập.',
  },
  Forbidden: {
    status: 403,
    title: 'You may not do this here.',
    titleVi: 'Bạn không có quyền làm việc này ở đây.',
  },
  MethodNotAllowed: {
    status: 405,
    title: 'This method is not allowed here.',
    titleVi: 'Cách gọi này không dùng được ở đây.',
  },
  NotAcceptable: {
    status: 406,
    title: 'None of the media types asked for can be given.',
    titleVi: 'Không trả được kiểu nội dung được yêu cầu.',
  },
  UnsupportedMediaType: {
    status: 415,
    title: 'This media type is not taken here.',
    titleVi: 'Không nhận kiểu nội dung này.',
  },
  RequestEntityTooLarge: {
    status: 413,
    title: 'The body is too large.',
    titleVi: 'Nội dung gửi lên quá lớn.',
  },
  Unavailable: { status: 503, title: 'Please try again in a moment.', titleVi: 'Xin thử lại sau giây lát.' },
  InternalError: {
    status: 500,
    title: 'Something went wrong on our side.',
    titleVi: 'Có lỗi ở phía chúng tôi.',
  },
} as const satisfies Record<string, Kind>;

export type ProblemKind = keyof typeof problemKinds;

/** Thrown anywhere beneath a request of this interface; answered as ProblemDetails. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: ProblemKind,
    detail: string,
    options: {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'Problem';
    this.kind = kind;
    this.detail = detail;
    this.status = options.status ?? problemKinds[kind].status;
    this.headers = options.headers ?? {};
  }
}

export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly titleVi: string;
  readonly detail: string;
  readonly status: number;
}

/** The body of an error, also within the result of a batch. */
export function problemDetails(problem: Problem): ProblemDetails {
  const { title, titleVi } = problemKinds[problem.kind];
  return { type: `${base}${problem.kind}`, title, titleVi, detail: problem.detail, status: problem.status };
}

export const badData = (detail: string): Problem => new Problem('BadRequestData', detail);
export const invalid = (detail: string): Problem => new Problem('InvalidRequest', detail);
export const notFound = (what: string): Problem => new Problem('ResourceNotFound', `${what} was not found`);
