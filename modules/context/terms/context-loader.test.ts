// Contexts: names become IRIs and IRIs names again; the core context has the last word; nothing is fetched unasked.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../wire/problem.ts';
import { ContextLoader } from './context-loader.ts';
import { shippedContexts } from './shipped.ts';

const documents: Record<string, unknown> = {
  'https://models.example/compound.jsonld': {
    '@context': [
      'https://models.example/air.jsonld',
      'https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.6.jsonld',
    ],
  },
  'https://models.example/air.jsonld': {
    '@context': {
      pm25: 'https://models.example/pm25',
      location: 'https://models.example/place',
      ex: 'https://models.example/',
    },
  },
  'https://models.example/round.jsonld': { '@context': 'https://models.example/round.jsonld' },
  'https://models.example/none.jsonld': { note: 'no context' },
};
const asked: string[] = [];
const loader = () =>
  new ContextLoader(shippedContexts(''), {
    document: async (url) => {
      asked.push(url);
      if (!(url in documents)) throw new Problem('LdContextNotAvailable', url);
      return documents[url];
    },
    used: () => {},
  });

test('a name of a model is its IRI there, any other one stands in the default namespace', async () => {
  const terms = await loader().load('https://models.example/compound.jsonld');
  expect(terms.expand('pm25')).toBe('https://models.example/pm25');
  expect(terms.expand('ex:no2')).toBe('https://models.example/no2');
  expect(terms.expand('windSpeed')).toBe('https://uri.etsi.org/ngsi-ld/default-context/windSpeed');
  expect(terms.compact('https://models.example/pm25')).toBe('pm25');
  expect(terms.compact('https://uri.etsi.org/ngsi-ld/default-context/windSpeed')).toBe('windSpeed');
  expect(terms.compact('https://elsewhere.example/x')).toBe('https://elsewhere.example/x');
});

test('the core context has the last word over a term of a model', async () => {
  const terms = await loader().load(['https://models.example/air.jsonld']);
  expect(terms.expand('location')).toBe('https://uri.etsi.org/ngsi-ld/location');
  expect(terms.compact('https://models.example/place')).toBe('ex:place');
});

test('core contexts of every version are shipped: nothing is asked for them', async () => {
  asked.length = 0;
  for (const version of ['-v1.3', '-v1.6', '-v1.8', '-v1.9', ''])
    await loader().load(`https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context${version}.jsonld`);
  expect(asked).toEqual([]);
});

test('a context that names itself, a document without one and an address that is not there are refused', async () => {
  await expect(loader().load('https://models.example/round.jsonld')).rejects.toMatchObject({
    kind: 'BadRequestData',
  });
  await expect(loader().load('https://models.example/none.jsonld')).rejects.toMatchObject({
    kind: 'BadRequestData',
  });
  await expect(loader().load('https://models.example/gone.jsonld')).rejects.toMatchObject({
    kind: 'LdContextNotAvailable',
  });
});

test('every plain name comes back from its IRI as it went in', async () => {
  const terms = await loader().load('https://models.example/air.jsonld');
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/), (name) => {
      const iri = terms.expand(name);
      expect(terms.expand(terms.compact(iri))).toBe(iri);
    }),
  );
});
