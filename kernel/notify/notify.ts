// Notifications: said once in the transaction of an action, delivered in-app, by e-mail, text message and web push.
import type { Access } from '@city/kernel/access';
import type { Config } from '@city/kernel/config';
import type { Database } from '@city/kernel/database';
import type { Route } from '@city/kernel/http';
import type { JobHandler } from '@city/kernel/jobs';
import type { Log } from '@city/kernel/log';
import type { Lang, Translate } from '@city/kernel/text';
import type { ChannelAdapter } from './channel.ts';
import { deliveryJobs } from './deliver.ts';
import { emailChannel } from './email.ts';
import { notifyRoutes } from './notify.routes.ts';
import { pushChannel } from './push.ts';
import { smsChannel } from './sms.ts';

export type { ChannelAdapter, Outcome, Outgoing } from './channel.ts';
export { isEmailAddress } from './email.ts';
export { countUnread, type InboxItem, listInbox, markAllRead, markRead } from './inbox.ts';
export {
  type Contact,
  forgetContact,
  type Notification,
  queueNotification,
  type Recipient,
  saveContact,
} from './queue.ts';
export { vietnameseMobile } from './sms.ts';
export { smsLength, type SmsLength, smsText } from './sms-length.ts';
export {
  type Channel,
  declaredNotifications,
  defineNotification,
  type NotificationTemplate,
  type Rendered,
  type Rendering,
} from './template.ts';

/** The notification service of a running city. Queueing needs none of it: see `queueNotification`. */
export interface Notify {
  readonly jobs: readonly JobHandler[];
  readonly routes: readonly Route[];
  /** For `PushManager.subscribe`; null when web push is off. */
  readonly pushKey: string | null;
  close(): Promise<void>;
}

export interface NotifyOptions {
  readonly config: Config;
  readonly database: Database;
  readonly access: Access;
  readonly now: () => Date;
  readonly log: Log;
  readonly publicUrl: string;
  readonly translate: (lang: Lang) => Translate;
  /** Instead of those that the settings describe. */
  readonly adapters?: Partial<Record<ChannelAdapter['channel'], ChannelAdapter>>;
}

/**
 * Makes the service: channels from settings (`CITY_SMTP_URL`, `CITY_SMS_…`, `CITY_VAPID_…`), jobs and routes.
 * A channel that is not set up skips its deliveries with that reason.
 * @throws Error that names a setting which cannot be read.
 */
export function createNotify(options: NotifyOptions): Notify {
  const { config, database, access, now, log, publicUrl, translate } = options;
  const push = pushChannel(config, publicUrl);
  const adapters = { email: emailChannel(config), sms: smsChannel(config), push, ...options.adapters };
  return {
    jobs: deliveryJobs({ db: database.module('kernel'), now, log, translate, publicUrl, adapters }),
    routes: notifyRoutes(access, push),
    pushKey: push.publicKey,
    close: async () => {
      for (const adapter of Object.values(adapters)) adapter.close();
    },
  };
}
