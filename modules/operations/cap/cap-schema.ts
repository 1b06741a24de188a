// The check against cap12.xsd with libxml2.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XsdValidator } from 'libxml2-wasm';
import { NotXml, withXml } from './xml-document.ts';

let validator: XsdValidator | null = null;

function schema(): XsdValidator {
  validator ??= withXml(readFileSync(join(import.meta.dirname, 'schema', 'cap12.xsd'), 'utf8'), (document) =>
    XsdValidator.fromDoc(document),
  );
  return validator;
}

/** What libxml2 finds wrong with a message, at most ten lines; empty when it is valid against the schema. */
export function schemaFaults(xml: string): string[] {
  try {
    withXml(xml, (document) => schema().validate(document));
    return [];
  } catch (error) {
    if (error instanceof NotXml) return [error.message];
    const { details } = error as { details?: readonly { readonly message: string; readonly line: number }[] };
    if (details && details.length > 0)
      return details.slice(0, 10).map(({ message, line }) => `${line}: ${message.trim()}`);
    return [error instanceof Error ? error.message : String(error)];
  }
}
