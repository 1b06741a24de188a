// Jobs as modules declare them: a name, a schema of the payload, what to run.
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

export interface JobDefinition<T = unknown> {
  /** Such as `feedback.remind`. */
  readonly name: string;
  readonly schema: TSchema;
  readonly assert: (payload: unknown) => void;
  /** Cron line (five fields, Asia/Ho_Chi_Minh is not assumed: times are UTC) for repeated work. */
  readonly cron?: string;
  readonly mostAttempts?: number;
  readonly _type?: T;
}

/** Declares a job; the module's manifest says what runs it. */
export function defineJob<S extends TSchema>(
  name: string,
  schema: S,
  options: { cron?: string; mostAttempts?: number } = {},
): JobDefinition<Static<S>> {
  const check = Compile(schema);
  const assert = (payload: unknown): void => {
    if (!check.Check(payload))
      throw new Error(`Job ${name}: ${check.Errors(payload)[0]?.message ?? 'payload is not valid'}`);
  };
  return { name, schema, assert, ...options };
}
