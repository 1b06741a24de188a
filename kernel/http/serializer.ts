// Answers are written by code made from their schema. Making it takes milliseconds a route, and a city has hundreds: each is made when its
// first answer leaves, so that a start does not wait for all of them.
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';

const select = SerializerSelector();

/** Fastify's own serializers, each compiled at its first use. */
export const buildSerializer: typeof select = (schemas, options) => {
  const compile = select(schemas, options);
  return (route) => {
    let write: ReturnType<typeof compile> | undefined;
    return (value) => (write ??= compile(route))(value);
  };
};
