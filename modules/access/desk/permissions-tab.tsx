// Every permission of the city in plain words, with who has it, and whether it opens personal data.
import { type DeskContext, numberWords } from '@city/ui/desk';
import { Button, EmptyState, Select, Tag, TextInput } from '@city/ui/parts';
import { DataGrid, type GridColumn } from '@city/ui/staff';
import { useState } from 'react';
import { fold } from './fold.ts';
import type { Rights } from './rights-schemas.ts';

type Props = { desk: DeskContext; rights: Rights; onTry: (permission: string) => void };

export function PermissionsTab({ desk, rights, onTry }: Props) {
  const { t } = desk;
  const [words, setWords] = useState('');
  const [isPersonalOnly, setPersonalOnly] = useState(false);
  const [chosen, setChosen] = useState<string | undefined>();
  const wanted = fold(words);
  const rows = rights.permissions.filter(
    ({ name, describe, personalData }) =>
      fold(`${name} ${describe.vi} ${describe.en}`).includes(wanted) && (personalData || !isPersonalOnly),
  );
  const one = rights.permissions.find(({ name }) => name === chosen);
  return (
    <div className="access-tab">
      <div className="access-filter">
        <TextInput
          t={t}
          id="permission-words"
          name="words"
          type="search"
          label={t('Tìm quyền')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Select
          t={t}
          id="personal-only"
          name="personal"
          label={t('Dữ liệu cá nhân')}
          value={isPersonalOnly ? 'only' : ''}
          onChange={(event) => setPersonalOnly(event.currentTarget.value === 'only')}
          emptyName={t('Tất cả')}
          options={[{ value: 'only', name: t('Chỉ quyền mở dữ liệu cá nhân') }]}
        />
      </div>
      <DataGrid
        t={t}
        caption={t('Các quyền của thành phố')}
        rows={rows}
        rowKey={({ name }) => name}
        selectedKey={chosen}
        onSelect={({ name }) => setChosen(name)}
        onOpen={({ name }) => onTry(name)}
        columns={columnsOf(desk)}
        empty={
          <EmptyState icon="key" title={t('Không có quyền nào như vậy')}>
            {t('Thử ít chữ hơn.')}
          </EmptyState>
        }
      />
      {one && <Holders desk={desk} rights={rights} one={one} onTry={onTry} />}
    </div>
  );
}

type HoldersProps = Props & { one: Rights['permissions'][number] };

function Holders({ desk: { t, lang }, rights, one, onTry }: HoldersProps) {
  const holders = rights.posts.filter(({ id }) => one.posts.includes(id));
  return (
    <section aria-live="polite">
      <h2>{t('Ai có quyền: {what}', { what: one.describe[lang] })}</h2>
      {holders.length === 0 && !one.citizens && <p>{t('Hôm nay không vị trí nào có quyền này.')}</p>}
      {one.citizens && <p>{t('Mọi người đã đăng nhập, với việc của chính mình.')}</p>}
      <ul className="access-list">
        {holders.map(({ id, title, body }) => (
          <li key={id}>
            {title[lang]} <code>{body}</code>
          </li>
        ))}
      </ul>
      <Button type="button" onClick={() => onTry(one.name)}>
        {t('Thử quyền này')}
      </Button>
    </section>
  );
}

function columnsOf({ t, lang }: DeskContext): readonly GridColumn<Rights['permissions'][number]>[] {
  return [
    {
      key: 'what',
      header: t('Được làm gì'),
      cell: (row) => (
        <>
          <b>{row.describe[lang]}</b> <code>{row.name}</code>
        </>
      ),
    },
    {
      key: 'personal',
      header: t('Dữ liệu cá nhân'),
      cell: (row) =>
        row.personalData ? (
          <Tag tone="soon" icon="lock">
            {t('mở, có ghi sổ')}
          </Tag>
        ) : (
          '–'
        ),
    },
    { key: 'people', header: t('Mọi người dân'), cell: (row) => (row.citizens ? t('có quyền') : '–') },
    {
      key: 'posts',
      header: t('Số vị trí'),
      align: 'end',
      cell: (row) => numberWords(row.posts.length, lang),
    },
  ];
}
