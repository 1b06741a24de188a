// The demo city's officials: posts from the city's data, their holders named by the personas' numbers.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { system } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import { blindIndex, readPersonalNumber } from '../people/personal-number.ts';
import { readSettings } from '../settings.ts';
import type { Tables } from '../tables.ts';
import { savePost } from './post.store.ts';

interface PostsFile {
  readonly document: string;
  readonly posts: readonly {
    readonly code: string;
    readonly holder: string;
    readonly body: string;
    readonly unit: string | null;
    readonly role: string;
    readonly title: { readonly vi: string; readonly en: string };
    readonly validFrom: string;
    readonly validTo: string | null;
  }[];
}

interface PersonasFile {
  readonly personas: readonly { readonly id: string; readonly personalNumber: string }[];
}

/**
 * Writes the posts of `people/posts.json`; running it again changes nothing. Demo only: real posts come from the administration.
 * @throws Error that names the post whose holder is unknown
 */
export async function seedPosts(m: ModuleContext<Tables>, progress: (line: string) => void): Promise<void> {
  const folder = join(m.cityFolder, 'people');
  if (m.config.mode !== 'demo' || !existsSync(join(folder, 'posts.json'))) return;
  const { posts, document } = JSON.parse(readFileSync(join(folder, 'posts.json'), 'utf8')) as PostsFile;
  const { personas } = JSON.parse(readFileSync(join(folder, 'personas.json'), 'utf8')) as PersonasFile;
  const numbers = new Map(
    personas.map((persona) => [persona.id, readPersonalNumber(persona.personalNumber)]),
  );
  const { indexKey } = readSettings(m.config);
  await m.db.transaction(system('identity.seed'), async (tx) => {
    for (const { holder, ...post } of posts) {
      const number = numbers.get(holder);
      if (!number) throw new Error(`people/posts.json: the holder ${holder} of ${post.code} is no persona`);
      await savePost(tx, {
        ...post,
        document,
        id: newId(tx.now),
        holderIndex: blindIndex(indexKey, 'personal-number', number.digits),
      });
    }
  });
  progress(`${posts.length} posts of officials`);
}
