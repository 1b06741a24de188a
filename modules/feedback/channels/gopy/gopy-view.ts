// A report as the góp ý interface shows it: the payload's names, the state of handling in code and words, what offices have said.
import { type Static, Type } from 'typebox';
import { localDate } from '@city/kernel/time';
import type { ReportState } from '../../cases/states.ts';
import type { ReportView } from '../../contract.ts';
import type { ChannelsFile } from '../channel-data.ts';

const nullable = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

const File = Type.Object({ url: Type.String(), ten: nullable(Type.String()) });
export const GopyView = Type.Object(
  {
    id: Type.String({ description: 'The tracking code' }),
    tieuDe: Type.String(),
    noiDungYKien: Type.String(),
    noiDienRa: nullable(Type.String()),
    latitude: Type.Number(),
    longitude: Type.Number(),
    ngayGui: Type.String({ format: 'date-time' }),
    hanXuLy: nullable(Type.String({ format: 'date-time' })),
    ngayXuLy: nullable(Type.String({ format: 'date-time' })),
    linhVucId: nullable(Type.Integer()),
    tenLinhVuc: Type.String(),
    maTinhTrangXuLy: Type.String(),
    tinhTrangXuLy: Type.String(),
    tenCoQuanXuLy: Type.String(),
    hinhAnhs: Type.Array(File),
    thongTinXuLy: Type.Array(
      Type.Object({
        tenCoQuan: Type.String(),
        noiDungXuLy: Type.String(),
        thoiGian: Type.String({ format: 'date-time' }),
      }),
    ),
    url: Type.String({ description: 'The public page' }),
  },
  { title: 'GopYView' },
);
export type GopyView = Static<typeof GopyView>;

/** The state in the interface's code and words; the code never fails to be there. */
export function handlingState(state: ReportState): readonly [code: string, words: string] {
  switch (state) {
    case 'new':
      return ['CHO_TIEP_NHAN', 'Chờ tiếp nhận'];
    case 'returned':
      return ['DANG_PHAN_CONG', 'Đang phân công'];
    case 'accepted':
      return ['DA_TIEP_NHAN', 'Đã tiếp nhận'];
    case 'in_progress':
      return ['DANG_XU_LY', 'Đang xử lý'];
    case 'waiting_citizen':
      return ['CHO_BO_SUNG', 'Chờ người gửi bổ sung'];
    case 'resolved_pending_approval':
      return ['CHO_DUYET', 'Đang duyệt trả lời'];
    case 'resolved':
    case 'closed':
      return ['DA_XU_LY', 'Đã xử lý'];
    case 'rejected':
      return ['TU_CHOI', 'Không xử lý được'];
    case 'merged':
      return ['DA_GOP', 'Gộp với việc đã có'];
    case 'transferred':
      return ['CHUYEN_THU_TUC', 'Chuyển thủ tục khác'];
  }
}

export function gopyView(channels: ChannelsFile, view: ReportView, publicUrl: string): GopyView {
  const [code, words] = handlingState(view.state);
  const day = localDate(new Date(view.filedAt));
  const topic = channels.topics.find(
    ({ service, validFrom, validTo }) =>
      service === view.service && validFrom <= day && (validTo === null || day <= validTo),
  );
  return {
    id: view.trackingCode,
    tieuDe: view.title.vi,
    noiDungYKien: view.words,
    noiDienRa: view.address,
    latitude: view.lat,
    longitude: view.lon,
    ngayGui: view.filedAt,
    hanXuLy: view.dueAt,
    ngayXuLy: view.resolvedAt ?? view.closedAt,
    linhVucId: topic?.id ?? null,
    tenLinhVuc: view.serviceName.vi,
    maTinhTrangXuLy: code,
    tinhTrangXuLy: words,
    tenCoQuanXuLy: view.body.name.vi,
    hinhAnhs: view.photos.map(({ url, role }) => ({
      url: new URL(url, publicUrl).href,
      ten: role === 'after' ? 'Sau khi xử lý' : null,
    })),
    thongTinXuLy: view.history.flatMap(({ actor, body, words: said, reason, at }) => {
      const content = said ?? reason;
      return actor === 'office' && content !== null
        ? [{ tenCoQuan: body?.name.vi ?? '', noiDungXuLy: content, thoiGian: at }]
        : [];
    }),
    url: new URL(view.url, publicUrl).href,
  };
}
