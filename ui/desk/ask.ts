// Asking the city from a staff screen: JSON in, JSON out, problem documents as errors in words.

export type FieldProblem = { pointer: string; detail: string };

/** A problem document (RFC 9457), thrown. `status` 0: the city could not be reached. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];

  constructor(status: number, code: string, words: string, fields: readonly FieldProblem[] = []) {
    super(words);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

export type AskOptions = { signal?: AbortSignal; headers?: Record<string, string> };

/** @throws ApiProblem */
export async function askJson<T>(path: string, options: AskOptions = {}): Promise<T> {
  return read<T>(
    await reach(path, {
      headers: { accept: 'application/json', ...options.headers },
      ...(options.signal ? { signal: options.signal } : {}),
    }),
  );
}

/** A key that makes a repeated sending harmless. */
export const newKey = (): string => crypto.randomUUID();

/** @throws ApiProblem */
export async function sendJson<T>(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const all = { 'content-type': 'application/json', accept: 'application/json', ...headers };
  return read<T>(await reach(path, { method: 'POST', headers: all, body: JSON.stringify(body) }));
}

/** @throws ApiProblem */
export async function sendForm<T>(
  path: string,
  form: FormData,
  headers: Record<string, string> = {},
): Promise<T> {
  return read<T>(
    await reach(path, { method: 'POST', headers: { accept: 'application/json', ...headers }, body: form }),
  );
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(0, 'unreachable', '');
  }
}

type Problem = { code?: string; title?: string; errors?: { pointer: string; detail: string }[] };

async function read<T>(answer: Response): Promise<T> {
  if (answer.status === 204) return undefined as T;
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  const body: unknown = isJson ? await answer.json() : null;
  if (answer.ok) return body as T;
  const problem = (body ?? {}) as Problem;
  throw new ApiProblem(answer.status, problem.code ?? 'unknown', problem.title ?? '', problem.errors ?? []);
}
