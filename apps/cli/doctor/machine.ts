// The doctor on the machine: Node, account, clock, disk, memory, port, and data that other checkouts left.
import { existsSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { freemem } from 'node:os';
import { dirname, join } from 'node:path';
import { databaseAccount, livingOwner } from '@city/kernel/embedded';
import { inBytes } from '../words.ts';
import { bad, type Finding, good, warning } from './finding.ts';

const GIGABYTE = 1e9;

export function checkNode(version = process.versions.node): Finding {
  if (Number(version.split('.')[0]) >= 24) return good(`Node ${version}`, `Node ${version}`);
  return bad(
    { vi: `Node ${version} đã cũ, thành phố cần 24`, en: `Node ${version} is too old, the city needs 24` },
    {
      vi: 'gọi qua npm (npm start, npm run city): npm dùng Node đi kèm',
      en: 'call through npm (npm start, npm run city), which uses the packaged Node',
    },
  );
}

/** Only matters for the embedded server. */
export function checkAccount(): Finding {
  try {
    const account = databaseAccount();
    const name = account ? account.name : 'you';
    return good(`Cơ sở dữ liệu chạy dưới tài khoản ${name}`, `The database runs as ${name}`);
  } catch (error) {
    const text = (error as Error).message;
    return bad(
      { vi: `Không có tài khoản để chạy PostgreSQL: ${text}`, en: text },
      {
        vi: 'thêm dòng cho người dùng vào /etc/passwd, hoặc đặt DATABASE_URL',
        en: 'add a line for the user to /etc/passwd, or set DATABASE_URL',
      },
    );
  }
}

/** A clock before this program was written breaks deadlines, sign-in and certificates alike. */
export function checkClock(now: Date): Finding {
  const zone = new Intl.DateTimeFormat('en', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  const hour = Number(zone.format(new Date('2026-01-01T00:00:00Z')));
  if (hour !== 7) {
    return bad(
      { vi: 'Node không biết múi giờ Việt Nam', en: "Node does not know Viet Nam's time zone" },
      {
        vi: 'dùng Node đi kèm (npm run city), không dùng bản rút gọn ICU',
        en: 'use the packaged Node (npm run city), not one built with small ICU',
      },
    );
  }
  if (now.getFullYear() >= 2026) return good(`Đồng hồ: ${now.toISOString()}`, `Clock: ${now.toISOString()}`);
  return bad(
    { vi: `Đồng hồ máy chỉ ${now.toISOString()}`, en: `The machine's clock shows ${now.toISOString()}` },
    { vi: 'chỉnh giờ (timedatectl set-ntp true)', en: 'set it (timedatectl set-ntp true)' },
  );
}

export function checkDisk(folder: string): Finding {
  let place = folder;
  while (!existsSync(place)) place = dirname(place);
  const disk = statfsSync(place);
  const free = disk.bavail * disk.bsize;
  const what = {
    vi: `Đĩa của ${place} còn ${inBytes(free)}`,
    en: `The disk of ${place} has ${inBytes(free)} left`,
  };
  const remedy = {
    vi: 'xoá bớt, hoặc chuyển dữ liệu bằng CITY_DATA',
    en: 'free some, or move the data with CITY_DATA',
  };
  if (free < GIGABYTE) return bad(what, remedy);
  return free < 5 * GIGABYTE ? warning(what, remedy) : good(what.vi, what.en);
}

export function checkMemory(free = freemem()): Finding {
  const what = { vi: `Bộ nhớ trống ${inBytes(free)}`, en: `${inBytes(free)} of memory are free` };
  if (free >= GIGABYTE / 2) return good(what.vi, what.en);
  return warning(what, {
    vi: 'thành phố cần khoảng 500 MB; đóng bớt chương trình',
    en: 'the city needs about 500 MB; close some programs',
  });
}

function isPortFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, () => server.close(() => done(true)));
  });
}

export async function checkPort(port: number): Promise<Finding> {
  if (await isPortFree(port)) return good(`Cổng ${port} còn trống`, `Port ${port} is free`);
  const answer = await fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(2_000) }).catch(
    () => null,
  );
  if (answer?.ok && (await answer.text()) === 'ok\n') {
    return good(`Thành phố đang chạy ở cổng ${port}`, `A city is running on port ${port}`);
  }
  return bad(
    { vi: `Cổng ${port} đang có chương trình khác dùng`, en: `Port ${port} is in use by another program` },
    { vi: `dừng nó, hoặc đặt PORT=${port + 1}`, en: `stop it, or set PORT=${port + 1}` },
  );
}

/** Data folders beside ours whose checkout was deleted. */
export function checkLeftData(dataRoot: string): Finding[] {
  const parent = dirname(dataRoot);
  if (!existsSync(join(dataRoot, 'checkout')) || parent.endsWith('.city')) return [];
  return readdirSync(parent).flatMap((name) => {
    const note = join(parent, name, 'checkout');
    if (join(parent, name) === dataRoot || !existsSync(note)) return [];
    const checkout = readFileSync(note, 'utf8').trim();
    if (existsSync(checkout) || livingOwner(join(parent, name))) return [];
    return [
      warning(
        {
          vi: `${join(parent, name)} giữ dữ liệu của ${checkout}, nơi không còn nữa`,
          en: `${join(parent, name)} holds the data of ${checkout}, which is gone`,
        },
        {
          vi: `xoá nếu không cần: rm -r ${join(parent, name)}`,
          en: `delete it if it is not needed: rm -r ${join(parent, name)}`,
        },
      ),
    ];
  });
}

/** The newest backup in the usual folder; only worth a word when the city is real. */
export function checkBackups(dataRoot: string, now: Date): Finding {
  const folder = join(dataRoot, 'backups');
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.tar.zst'))
        .sort()
    : [];
  const newest = names.at(-1);
  const taken = newest ? /(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)/.exec(newest) : null;
  const ageDays = taken
    ? (now.getTime() - Date.parse(`${taken[1]}T${taken[2]}:${taken[3]}:${taken[4]}Z`)) / 86_400_000
    : null;
  if (ageDays !== null && ageDays <= 2)
    return good(`Bản sao lưu mới nhất: ${newest}`, `Newest backup: ${newest}`);
  const age =
    ageDays === null
      ? { vi: `Không có bản sao lưu trong ${folder}`, en: `There is no backup in ${folder}` }
      : {
          vi: `Bản sao lưu mới nhất đã ${Math.floor(ageDays)} ngày`,
          en: `The newest backup is ${Math.floor(ageDays)} days old`,
        };
  return warning(age, { vi: 'npm run city -- backup, mỗi đêm', en: 'npm run city -- backup, every night' });
}
