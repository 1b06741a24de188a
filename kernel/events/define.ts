// Events as the modules' contracts declare them: a name, a version, a schema of ids and public facts.
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

export interface EventDefinition<T = unknown> {
  /** Past tense, such as `feedback.report.filed`. */
  readonly name: string;
  readonly version: number;
  readonly schema: TSchema;
  readonly assert: (data: unknown) => void;
  readonly _type?: T;
}

/** Field names that betray personal data; an event that has one does not start. */
const personal = /(^|_)(name|phone|email|address|contact|birth|personalnumber|cccd|words)(_|$)/i;

/**
 * Declares an event. Data is checked whenever one is emitted.
 * @throws Error when a field's name says personal data: events carry ids and public facts only.
 */
export function defineEvent<S extends TSchema>(
  name: string,
  version: number,
  schema: S,
): EventDefinition<Static<S>> {
  if (!/^[a-z]+(\.[a-z_]+){2,}$/.test(name)) throw new Error(`Event name ${name}: module.thing.happened`);
  const fields = Object.keys((schema as { properties?: object }).properties ?? {});
  const leak = fields.find((field) => personal.test(field.replace(/[A-Z]/g, (letter) => `_${letter}`)));
  if (leak) throw new Error(`Event ${name} has a field ${leak}: personal data does not travel in events`);
  const check = Compile(schema);
  const assert = (data: unknown): void => {
    if (check.Check(data)) return;
    const first = check.Errors(data)[0];
    throw new Error(
      `Event ${name}.v${version}: ${first?.instancePath ?? ''} ${first?.message ?? 'is not valid'}`,
    );
  };
  return { name, version, schema, assert };
}
