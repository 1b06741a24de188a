// Limits of the sandbox, named.
export const CODEC = {
  milliseconds: 50,
  /** After that the whole thread is ended. */
  threadMilliseconds: 500,
  memoryBytes: 16 * 1024 * 1024,
  stackBytes: 256 * 1024,
  answerCharacters: 65_536,
  scriptCharacters: 65_536,
  payloadBytes: 512,
} as const;
