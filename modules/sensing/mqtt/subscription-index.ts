// Who subscribed to what, as a tree of levels: a topic finds its subscribers without asking everybody.
import type { Session } from './session.ts';

interface Node {
  readonly children: Map<string, Node>;
  readonly sessions: Set<Session>;
}

const node = (): Node => ({ children: new Map(), sessions: new Set() });

export class SubscriptionIndex {
  readonly #root = node();

  add(filter: string, session: Session): void {
    let at = this.#root;
    for (const level of filter.split('/')) {
      let next = at.children.get(level);
      if (!next) at.children.set(level, (next = node()));
      at = next;
    }
    at.sessions.add(session);
  }

  remove(filter: string, session: Session): void {
    const path: [Node, string][] = [];
    let at = this.#root;
    for (const level of filter.split('/')) {
      const next = at.children.get(level);
      if (!next) return;
      path.push([at, level]);
      at = next;
    }
    at.sessions.delete(session);
    for (const [parent, level] of path.reverse()) {
      const child = parent.children.get(level);
      if (!child || child.sessions.size > 0 || child.children.size > 0) return;
      parent.children.delete(level);
    }
  }

  /** Everybody with at least one filter that meets the topic. */
  match(topic: string): ReadonlySet<Session> {
    const found = new Set<Session>();
    const levels = topic.split('/');
    const isSystem = topic.startsWith('$');
    const walk = (at: Node, depth: number): void => {
      const mayBeWild = depth > 0 || !isSystem;
      if (mayBeWild) for (const session of at.children.get('#')?.sessions ?? []) found.add(session);
      if (depth === levels.length) {
        for (const session of at.sessions) found.add(session);
        return;
      }
      const exact = at.children.get(levels[depth] as string);
      if (exact) walk(exact, depth + 1);
      const any = mayBeWild ? at.children.get('+') : undefined;
      if (any) walk(any, depth + 1);
    };
    walk(this.#root, 0);
    return found;
  }
}
