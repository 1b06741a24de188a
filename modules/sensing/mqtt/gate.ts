// What the MQTT door asks of whoever stands behind it: who is this, may they, and take this.

/** A client that has shown its key. */
export interface Client {
  /** Who it is; two clients of one name and client id take turns. */
  readonly name: string;
  /** Messages a second it may send. */
  readonly perSecond: number;
  mayPublish(topic: string): boolean;
  maySubscribe(filter: string): boolean;
  /** Takes what concerns the city; resolves once it is durable. @throws AppError when it is refused. */
  take(topic: string, payload: Buffer): Promise<void>;
}

export interface Gate {
  /** Null when name or key are wrong. @throws when it cannot be said now. */
  admit(username: string | undefined, password: Buffer | undefined, clientId: string): Promise<Client | null>;
}
