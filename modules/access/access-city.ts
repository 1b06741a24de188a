// What the parts of this module share in one running city: the log of decisions, the posts of the day, who may ask.
import type { AccessContext, Actor, Decision } from '@city/kernel/access';
import { system } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { type DecisionLog, openDecisionLog } from './decisions/decision-log.ts';
import { type KnownPost, postsOn } from './posts/post.store.ts';
import type { AccessTables } from './tables.ts';

export interface AccessCity {
  readonly log: DecisionLog;
  /** The posts of today, by id; kept for a second. */
  readonly posts: () => Promise<ReadonlyMap<string, KnownPost>>;
  /** Decides about somebody who is not asking, and takes note of it in the name of who asks. */
  readonly decideFor: (
    asker: Actor,
    about: { actor: Actor; resource: object; context: AccessContext },
    permission: string,
  ) => Decision;
}

const running = new WeakMap<object, AccessCity>();
const keptMilliseconds = 1_000;

export function accessOf(m: ModuleContext<AccessTables>): AccessCity {
  const known = running.get(m);
  if (known) return known;
  const log = openDecisionLog(m);
  m.access.listen((decided) => log.hear(decided));
  let kept: { until: number; day: string; posts: Promise<ReadonlyMap<string, KnownPost>> } | undefined;
  const made: AccessCity = {
    log,
    posts: () => {
      const day = localDate(m.now());
      if (kept && kept.until > performance.now() && kept.day === day) return kept.posts;
      const posts = m.db.transaction(
        system('access.posts'),
        async (tx) => new Map((await postsOn(tx, day)).map((post) => [post.id, post])),
        { readOnly: true },
      );
      kept = { until: performance.now() + keptMilliseconds, day, posts };
      posts.catch(() => {
        kept = undefined;
      });
      return posts;
    },
    decideFor: (asker, { actor, resource, context }, permission) => {
      const decision = m.access.explain(actor, permission, resource, context);
      const personalData = m.access.get(permission)?.personalData ?? false;
      log.hear(
        { actor, permission, resource, context, decision, personalData },
        asker.post?.id ?? asker.id ?? 'system',
      );
      return decision;
    },
  };
  running.set(m, made);
  return made;
}
