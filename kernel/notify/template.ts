// What can be said to people: one declaration per notification, with its parameters and its words in two languages.
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Lang, Translate } from '@city/kernel/text';

export type Channel = 'in-app' | 'email' | 'sms' | 'push';

/** What a template's words are made of. `t` is called with literals, as everywhere. */
export interface Rendering<P> {
  readonly t: Translate;
  readonly lang: Lang;
  readonly params: P;
  /** When the message was queued. */
  readonly at: Date;
}

export interface Rendered {
  /** Subject of an e-mail, first line elsewhere. */
  readonly title: string;
  /** One or a few plain paragraphs, separated by empty lines. */
  readonly body: string;
  /** Where it leads: a path of this city. */
  readonly path?: string;
  /** Subject of an e-mail when it says more than the title, such as the number of the matter. */
  readonly subject?: string;
  /** Where an answer by e-mail goes instead of to the sender. */
  readonly replyTo?: string;
  /** Shorter words for a text message; otherwise title and body are sent. */
  readonly sms?: string;
}

export interface NotificationTemplate<P = unknown> {
  /** Such as `feedback.answered`. */
  readonly name: string;
  /** Where it goes unless the message says otherwise. */
  readonly channels: readonly Channel[];
  /** Its parameters hold a code or the key of a link: they are kept sealed. */
  readonly holdsKeys: boolean;
  readonly assert: (params: unknown) => asserts params is P;
  readonly render: (rendering: Rendering<P>) => Rendered;
}

const declared = new Map<string, NotificationTemplate<never>>();

/**
 * Declares a notification. Its words are made when it is sent or read, in the reader's language of that moment, so
 * parameters hold numbers and codes, never names, addresses or other personal data beyond what the words need.
 * @throws Error when the name is taken.
 */
export function defineNotification<S extends TSchema>(definition: {
  name: string;
  params: S;
  channels: readonly Channel[];
  holdsKeys?: boolean;
  render: (rendering: Rendering<Static<S>>) => Rendered;
}): NotificationTemplate<Static<S>> {
  const { name, params: schema, channels, holdsKeys = false, render } = definition;
  if (declared.has(name)) throw new Error(`Notification ${name} is declared twice`);
  const check = Compile(schema);
  const assert = (params: unknown): void => {
    if (check.Check(params)) return;
    const [first] = check.Errors(params);
    throw new Error(
      `Notification ${name}: ${first?.instancePath ?? ''} ${first?.message ?? 'parameters are not valid'}`,
    );
  };
  const template: NotificationTemplate<Static<S>> = { name, channels, holdsKeys, assert, render };
  declared.set(name, template as NotificationTemplate<never>);
  return template;
}

/** The template of a stored message; null when the module that declared it is gone. */
export function templateNamed(name: string): NotificationTemplate<unknown> | null {
  return (declared.get(name) as NotificationTemplate<unknown> | undefined) ?? null;
}

/** Every declared notification, for documents and tests. */
export function declaredNotifications(): readonly NotificationTemplate<never>[] {
  return [...declared.values()];
}
