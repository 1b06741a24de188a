// The people's page of sensing: what there is, and a form for those who may add to it.
import { type RequestContext, type View, view } from '@city/kernel/http';
import { formatDateTime } from '@city/kernel/time';
import { Button, ButtonLink, DataList, EmptyState, TextInput } from '@city/ui/parts';
import { CityForm } from '@city/ui/people';
import type { Entry } from '../contract.ts';
import { LIMITS } from '../limits.ts';
import { addEntryPermission } from './add-entry.action.ts';

export function entriesView(
  c: Pick<RequestContext, 't' | 'lang' | 'decide'>,
  entries: readonly Entry[],
): View {
  const { t, lang } = c;
  const title = t('sensing');
  const items = entries.map((entry) => ({
    name: entry.name,
    value: formatDateTime(new Date(entry.addedAt), lang),
  }));
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      {items.length > 0 ? (
        <DataList items={items} />
      ) : (
        <EmptyState title={t('Chưa có mục nào')}>
          <p>{t('Mục được thêm sẽ hiện ở đây, mới nhất trước.')}</p>
        </EmptyState>
      )}
      {c.decide(addEntryPermission).allow ? (
        <CityForm action="/sensing">
          <TextInput
            t={t}
            id="name"
            name="name"
            label={t('Tên mục')}
            required
            maxLength={LIMITS.nameCharacters}
          />
          <p>
            <Button look="primary">{t('Thêm mục')}</Button>
          </p>
        </CityForm>
      ) : (
        <p>
          <ButtonLink href="/sign-in?return_to=/sensing">{t('Đăng nhập để thêm mục')}</ButtonLink>
        </p>
      )}
    </div>
  );
  return view(title, content);
}
