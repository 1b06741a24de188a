// A small living desk for tests: list, tabs, grid, dialog, combo box, toast.
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Button, Icon } from '../parts/parts.ts';
import {
  AppFrame,
  DataGrid,
  Dialog,
  LazyPickField,
  ListPane,
  Panes,
  TabSet,
  Toast,
  useKeys,
  WorkList,
  type GridSort,
  type WorkGroup,
} from '../staff/staff.ts';

const t = (message: string) => message;
const due = { text: '1 giờ', due: 'hẹn 10:40' };
const groups: readonly WorkGroup[] = [
  {
    key: 'a',
    title: 'Hôm nay',
    items: [
      { id: '1', icon: 'drain', title: 'Một', meta: 'm', due },
      { id: '2', icon: 'drain', title: 'Hai', meta: 'm', due },
    ],
  },
  { key: 'b', title: 'Mai', items: [{ id: '3', icon: 'drain', title: 'Ba', meta: 'm', due }] },
];
const bodies = ['UBND phường Đồ Sơn', 'UBND phường Lê Chân', 'Công ty Thoát nước'].map((name, index) => ({
  id: String(index),
  name,
}));
const rows = [
  { id: 'x', count: 3 },
  { id: 'y', count: 1 },
  { id: 'z', count: 2 },
];

function DeskApp() {
  const [selected, select] = useState<string | undefined>('1');
  const [log, setLog] = useState<string[]>([]);
  const [tab, setTab] = useState('reply');
  const [sort, setSort] = useState<GridSort>({ key: 'id', direction: 'ascending' });
  const [row, setRow] = useState<string>();
  const [isAsking, ask] = useState(false);
  const [body, setBody] = useState<string | null>(null);
  const [toast, setToast] = useState(true);
  const [query, setQuery] = useState('');
  const note = (text: string) => setLog((before) => [...before, text]);
  useKeys([
    { keys: 'c', name: 'chuyển', run: () => note('chuyển') },
    { keys: 'Ctrl+Enter', name: 'gửi', run: () => note('gửi') },
  ]);
  const sorted = rows.toSorted(
    (a, b) =>
      (sort.key === 'count' ? a.count - b.count : a.id.localeCompare(b.id)) *
      (sort.direction === 'ascending' ? 1 : -1),
  );
  return (
    <AppFrame
      t={t}
      title="Bàn làm việc"
      posts={[
        { id: '1', name: 'Trực ban' },
        { id: '2', name: 'Lãnh đạo' },
      ]}
      postId="1"
      onPost={(id) => note(`post ${id}`)}
      search={{ placeholder: 'Tìm', value: query, onChange: setQuery, onSubmit: () => note(`tìm ${query}`) }}
      clock="09:30"
      current="/due"
      nav={[
        {
          title: 'Việc',
          entries: [
            { href: '/due', name: 'Đến hạn', icon: 'inbox', count: '3' },
            { href: '/late', name: 'Quá hạn', icon: 'need', count: '1', need: true },
          ],
        },
      ]}
      onNavigate={(href) => note(`đi ${href}`)}
      tools={<Icon name="bell" label="Thông báo" />}
    >
      <Panes layout="two">
        <ListPane title="Đến hạn">
          <WorkList
            t={t}
            label="Việc"
            groups={groups}
            selectedId={selected}
            onSelect={select}
            onOpen={(id) => note(`mở ${id}`)}
            onMark={(id) => note(`chọn ${id}`)}
          />
        </ListPane>
        <main className="det">
          <h2>Thử</h2>
          <output id="log">{log.join(', ')}</output>
          <TabSet
            label="Cách"
            tabs={[
              { id: 'reply', name: 'Trả lời' },
              { id: 'note', name: 'Ghi chú' },
            ]}
            current={tab}
            onChange={setTab}
          >
            <p id="panel">{tab}</p>
          </TabSet>
          <textarea aria-label="Nháp" id="draft" />
          <DataGrid
            t={t}
            caption="Bảng"
            columns={[
              { key: 'id', header: 'Mã', sortable: true, cell: (one: (typeof rows)[number]) => one.id },
              { key: 'count', header: 'Số', sortable: true, align: 'end', cell: (one) => one.count },
            ]}
            rows={sorted}
            rowKey={(one) => one.id}
            sort={sort}
            onSort={setSort}
            selectedKey={row}
            onSelect={(one) => setRow(one.id)}
            onOpen={(one) => note(`dòng ${one.id}`)}
            empty="Chưa có dòng nào"
          />
          <LazyPickField
            label="Cơ quan"
            options={bodies}
            value={body}
            onChange={setBody}
            emptyText="Không có cơ quan nào như vậy"
          />
          <output id="body">{body ?? 'chưa'}</output>
          <Button type="button" onClick={() => ask(true)}>
            Rút
          </Button>
          <Dialog
            t={t}
            title="Rút phản ánh này?"
            isOpen={isAsking}
            onClose={() => ask(false)}
            actions={
              <Button type="button" onClick={() => ask(false)}>
                Giữ lại
              </Button>
            }
          >
            <p>Bạn sẽ không nhận tin nữa.</p>
          </Dialog>
          {toast && (
            <Toast t={t} seconds={1} onUndo={() => note('hoàn tác')} onGone={() => setToast(false)}>
              Đã chuyển
            </Toast>
          )}
        </main>
      </Panes>
    </AppFrame>
  );
}

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <DeskApp />
  </StrictMode>,
);
