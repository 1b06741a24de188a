// The screen of access: which posts there are, what each permission opens and to whom, a tester that says why, and what was decided.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, numberWords } from '@city/ui/desk';
import { Button, ErrorState, LoadingState } from '@city/ui/parts';
import { Panes, TabSet } from '@city/ui/staff';
import { useState } from 'react';
import { askRights, problemWords, rightsKey } from './api.ts';
import { DecisionsTab } from './decisions-tab.tsx';
import { PermissionsTab } from './permissions-tab.tsx';
import { PostsTab } from './posts-tab.tsx';
import { TrialTab } from './trial-tab.tsx';
import './access-desk.css';

type TabName = 'posts' | 'permissions' | 'trial' | 'decisions';
const tabNames: readonly TabName[] = ['posts', 'permissions', 'trial', 'decisions'];

export function Screen(desk: DeskContext) {
  const { t, lang, href, navigate } = desk;
  const asked = new URL(href, 'http://desk').searchParams.get('tab') as TabName | null;
  const tab = asked !== null && tabNames.includes(asked) ? asked : 'posts';
  // What the tester is asked first, when one comes from the list of permissions.
  const [permission, setPermission] = useState<string | null>(null);
  const rights = useQuery({
    queryKey: rightsKey,
    queryFn: ({ signal }) => askRights(signal),
    staleTime: 60_000,
  });
  const go = (to: string) => navigate(`/desk/access?tab=${to}`, { replace: true });
  const count = (rows: readonly unknown[] | undefined) => rows && numberWords(rows.length, lang);
  const tabs = [
    { id: 'posts', name: t('Vị trí'), count: count(rights.data?.posts) },
    { id: 'permissions', name: t('Quyền'), count: count(rights.data?.permissions) },
    { id: 'trial', name: t('Thử quyền') },
    { id: 'decisions', name: t('Sổ quyết định') },
  ];
  return (
    <Panes layout="one">
      <main className="access-desk">
        <h1>{t('Quyền truy cập')}</h1>
        <p className="muted">
          {t(
            'Không khai báo thì không ai được làm. Mỗi lần từ chối đều có lý do, mỗi lần mở dữ liệu cá nhân đều vào sổ.',
          )}
        </p>
        <TabSet label={t('Quyền truy cập')} tabs={tabs} current={tab} onChange={go}>
          {tab === 'decisions' ? (
            <DecisionsTab desk={desk} />
          ) : rights.data === undefined ? (
            rights.isError ? (
              <ErrorState
                title={t('Chưa lấy được danh sách quyền')}
                action={
                  <Button type="button" size="sm" onClick={() => void rights.refetch()}>
                    {t('Thử lại')}
                  </Button>
                }
              >
                {problemWords(rights.error, t)}
              </ErrorState>
            ) : (
              <LoadingState waitingFor={t('Đang chờ danh sách quyền.')} />
            )
          ) : tab === 'posts' ? (
            <PostsTab desk={desk} rights={rights.data} />
          ) : tab === 'permissions' ? (
            <PermissionsTab
              desk={desk}
              rights={rights.data}
              onTry={(name) => {
                setPermission(name);
                go('trial');
              }}
            />
          ) : (
            <TrialTab desk={desk} rights={rights.data} permission={permission} />
          )}
        </TabSet>
      </main>
    </Panes>
  );
}
