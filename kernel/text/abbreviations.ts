// Short forms that people in Hải Phòng write in addresses and letters, folded, with what they stand for.

/** Short for a place word only when a dot follows: "P.Máy Chai", "p. Đông Khê", "đ. Lạch Tray". */
export const dottedAbbreviations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    d: 'duong',
    dg: 'duong',
    h: 'huyen',
    kp: 'khu pho',
    ng: 'ngo',
    ngh: 'ngach',
    p: 'phuong',
    q: 'quan',
    tp: 'thanh pho',
    tt: 'thi tran',
    tx: 'thi xa',
    x: 'xa',
  }),
);

/** Short forms that need no dot. */
export const abbreviations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bhxh: 'bao hiem xa hoi',
    bhyt: 'bao hiem y te',
    cccd: 'can cuoc cong dan',
    cmnd: 'chung minh nhan dan',
    csgt: 'canh sat giao thong',
    gtvt: 'giao thong van tai',
    hdnd: 'hoi dong nhan dan',
    kcn: 'khu cong nghiep',
    kdc: 'khu dan cu',
    kdt: 'khu do thi',
    pccc: 'phong chay chua chay',
    tdp: 'to dan pho',
    thcs: 'trung hoc co so',
    thpt: 'trung hoc pho thong',
    tp: 'thanh pho',
    tthc: 'thu tuc hanh chinh',
    ubnd: 'uy ban nhan dan',
    ttytdp: 'trung tam y te du phong',
  }),
);

/** A lane is a ngõ in the north, a hẻm in the south; people who moved here search with their own word. */
export const laneWords: ReadonlyMap<string, string> = new Map([['hem', 'ngo']]);
/** Words whose following "số" says nothing: ngõ số 12 is ngõ 12. */
export const numberedPlaces: ReadonlySet<string> = new Set([
  'ngo',
  'ngach',
  'nha',
  'to',
  'khu',
  'duong',
  'kiot',
  'lo',
]);
