// The official's badge: who acts for which body of the city, from the post that identity knows.
import type { Actor, Post } from '@city/kernel/access';
import type { CredentialDefinition, Entitlement } from '../contract.ts';

export interface BodyNames {
  (body: string): string;
}

/** A badge for each post held in one's own right; whoever only stands in has none. */
export function officialBadge(nameOf: BodyNames): CredentialDefinition {
  return {
    type: 'official-badge',
    display: { vi: 'Thẻ công vụ', en: 'Official’s badge' },
    describe: {
      vi: 'Chứng nhận người mang thẻ đang giữ vị trí tại một cơ quan của thành phố.',
      en: 'Certifies that the holder has a post at a body of the city.',
    },
    colours: { background: '#0B4F8A', text: '#FFFFFF' },
    claims: [
      { path: ['name'], display: { vi: 'Họ và tên', en: 'Name' }, disclosure: 'choice', mandatory: true },
      { path: ['title'], display: { vi: 'Chức vụ', en: 'Title' }, disclosure: 'choice', mandatory: true },
      { path: ['body'], display: { vi: 'Cơ quan', en: 'Body' }, disclosure: 'choice', mandatory: true },
      {
        path: ['body_code'],
        display: { vi: 'Mã cơ quan', en: 'Code of the body' },
        disclosure: 'choice',
        mandatory: true,
      },
      { path: ['role'], display: { vi: 'Vai trò', en: 'Role' }, disclosure: 'choice', mandatory: true },
    ],
    entitledTo: (holder) =>
      (holder.posts ?? []).filter((post) => !post.deputy).map((post) => badgeOf(holder, post)),
  };

  function badgeOf(holder: Actor, post: Post): Entitlement {
    return {
      reference: `post:${post.id}`,
      claims: {
        name: holder.name ?? '',
        title: post.title,
        body: nameOf(post.body),
        body_code: post.body,
        role: post.role,
      },
    };
  }
}
