// The one reader of XML from outside: no DTD, no entities, no network; the document is given back to libxml2 whatever happens.
import { ParseOption, XmlDocument } from 'libxml2-wasm';

const safe = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NOERROR;

export class NotXml extends Error {}

/** Reads a document and hands it to `use`. @throws NotXml when it is not well-formed or brings a DTD. */
export function withXml<T>(xml: string, use: (document: XmlDocument) => T): T {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new NotXml('a document type declaration is not allowed');
  const document = parsed(xml);
  try {
    return use(document);
  } finally {
    document.dispose();
  }
}

function parsed(xml: string): XmlDocument {
  try {
    return XmlDocument.fromString(xml, { option: safe });
  } catch (error) {
    throw new NotXml(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'not well-formed', {
      cause: error,
    });
  }
}
