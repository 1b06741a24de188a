// The posts of today: what each is called, where, with which role, since and until when, and how many permissions it opens.
import { dayWords, type DeskContext, numberWords } from '@city/ui/desk';
import { EmptyState, TextInput } from '@city/ui/parts';
import { DataGrid, type GridColumn, type GridSort } from '@city/ui/staff';
import { useState } from 'react';
import { fold } from './fold.ts';
import type { PostView, Rights } from './rights-schemas.ts';

type Props = { desk: DeskContext; rights: Rights };

export function PostsTab({ desk, rights }: Props) {
  const { t, lang } = desk;
  const [words, setWords] = useState('');
  const [sort, setSort] = useState<GridSort>({ key: 'title', direction: 'ascending' });
  const [chosen, setChosen] = useState<string | undefined>();
  const opens = (post: PostView) => rights.permissions.filter(({ posts }) => posts.includes(post.id));
  const wanted = fold(words);
  const value = (post: PostView): string =>
    ({ title: post.title[lang], body: post.body, role: post.role, since: post.validFrom })[sort.key] ?? '';
  const rows = rights.posts
    .filter((post) =>
      fold(`${post.title.vi} ${post.title.en} ${post.body} ${post.role} ${post.unit}`).includes(wanted),
    )
    .sort((a, b) => value(a).localeCompare(value(b), lang) * (sort.direction === 'ascending' ? 1 : -1));
  const post = rights.posts.find(({ id }) => id === chosen);
  return (
    <div className="access-tab">
      <TextInput
        t={t}
        id="post-words"
        name="words"
        type="search"
        label={t('Tìm vị trí')}
        hint={t('Tên, cơ quan, vai trò; không cần dấu.')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <DataGrid
        t={t}
        caption={t('Các vị trí có hiệu lực hôm nay')}
        rows={rows}
        rowKey={({ id }) => id}
        sort={sort}
        onSort={setSort}
        selectedKey={chosen}
        onSelect={({ id }) => setChosen(id)}
        onOpen={({ id }) => setChosen(id)}
        columns={columnsOf(desk, (row) => opens(row).length)}
        empty={
          <EmptyState icon="people" title={t('Không có vị trí nào như vậy')}>
            {t('Thử ít chữ hơn.')}
          </EmptyState>
        }
      />
      {post && (
        <section aria-live="polite">
          <h2>{t('{post} được làm gì', { post: post.title[lang] })}</h2>
          <ul className="access-list">
            {opens(post).map(({ name, describe }) => (
              <li key={name}>
                {describe[lang]} <code>{name}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function columnsOf(
  { t, lang }: DeskContext,
  permissions: (post: PostView) => number,
): readonly GridColumn<PostView>[] {
  return [
    { key: 'title', header: t('Vị trí'), sortable: true, cell: (row) => <b>{row.title[lang]}</b> },
    { key: 'body', header: t('Cơ quan'), sortable: true, cell: (row) => <code>{row.body}</code> },
    { key: 'role', header: t('Vai trò'), sortable: true, cell: (row) => <code>{row.role}</code> },
    {
      key: 'since',
      header: t('Từ ngày'),
      sortable: true,
      cell: (row) => dayWords(row.validFrom, lang),
    },
    {
      key: 'until',
      header: t('Đến ngày'),
      cell: (row) => (row.validTo === null ? t('chưa định') : dayWords(row.validTo, lang)),
    },
    {
      key: 'opens',
      header: t('Số quyền'),
      align: 'end',
      cell: (row) => numberWords(permissions(row), lang),
    },
  ];
}
