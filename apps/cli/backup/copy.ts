// COPY over node-postgres: rows out of and into a table as PostgreSQL's own text format, without holding them in memory.
import type { Client, Connection, Submittable } from 'pg';

type Wire = Connection & {
  stream: NodeJS.WritableStream & NodeJS.ReadableStream;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};

/** What node-postgres calls on a query object; the answer's row messages never come in a COPY. */
abstract class CopyQuery implements Submittable {
  readonly finished: Promise<number>;
  protected settle!: { done: (rows: number) => void; fail: (error: Error) => void };
  readonly #text: string;
  #rows = 0;

  constructor(text: string) {
    this.#text = text;
    this.finished = new Promise((done, fail) => (this.settle = { done, fail }));
    this.finished.catch(() => {});
  }

  submit(connection: Connection): void {
    (connection as unknown as { query(text: string): void }).query(this.#text);
  }

  handleCommandComplete(message: { text: string }): void {
    this.#rows = Number(/\d+$/.exec(message.text)?.[0] ?? 0);
  }

  handleReadyForQuery(): void {
    this.settle.done(this.#rows);
  }

  handleError(error: Error): void {
    this.settle.fail(error);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
}

class CopyOut extends CopyQuery {
  readonly #take: (chunk: Buffer) => Promise<void> | null;

  constructor(text: string, take: (chunk: Buffer) => Promise<void> | null) {
    super(text);
    this.#take = take;
  }

  handleCopyData(message: { chunk: Buffer }, connection: Wire): void {
    const wait = this.#take(message.chunk);
    if (!wait) return;
    connection.stream.pause();
    wait.then(
      () => connection.stream.resume(),
      (error: Error) => connection.stream.emit('error', error),
    );
  }
}

class CopyIn extends CopyQuery {
  readonly #chunks: AsyncIterable<Buffer>;

  constructor(text: string, chunks: AsyncIterable<Buffer>) {
    super(text);
    this.#chunks = chunks;
  }

  handleCopyInResponse(connection: Wire): void {
    this.#send(connection).catch((error: Error) => {
      connection.sendCopyFail(error.message);
    });
  }

  async #send(connection: Wire): Promise<void> {
    for await (const chunk of this.#chunks) {
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await new Promise((go) => connection.stream.once('drain', go));
    }
    connection.endCopyFrom();
  }
}

/** Bytes of rows in one part. */
const PART_BYTES = 8 * 1024 * 1024;

/** Runs `copy … to stdout` and gives the rows to `part` in pieces of about 8 MB. Answers the number of rows. */
export async function copyOut(
  client: Client,
  text: string,
  part: (data: Buffer) => Promise<void>,
): Promise<number> {
  let held: Buffer[] = [];
  let bytes = 0;
  const flush = async () => {
    const data = Buffer.concat(held);
    held = [];
    bytes = 0;
    if (data.length) await part(data);
  };
  const query = new CopyOut(text, (chunk) => {
    // The parser reuses its buffer: what is kept must be a copy.
    held.push(Buffer.from(chunk));
    bytes += chunk.length;
    return bytes >= PART_BYTES ? flush() : null;
  });
  client.query(query);
  const rows = await query.finished;
  await flush();
  return rows;
}

/** Runs `copy … from stdin` with the given bytes. Answers the number of rows. */
export async function copyIn(client: Client, text: string, chunks: AsyncIterable<Buffer>): Promise<number> {
  const query = new CopyIn(text, chunks);
  client.query(query);
  return query.finished;
}
