// `city doctor`: says in words what is wrong and what to do about it.
import { createLog } from '@city/kernel/log';
import { modules, openCityDatabase } from '@city/server/main';
import { defaultDataRoot } from '@city/kernel/embedded';
import { join } from 'node:path';
import type { Command } from './command.ts';
import { checkProduction, checkSettings } from './doctor/configuration.ts';
import { examineDatabase } from './doctor/database.ts';
import { bad, type Finding } from './doctor/finding.ts';
import {
  checkAccount,
  checkBackups,
  checkClock,
  checkDisk,
  checkLeftData,
  checkMemory,
  checkNode,
  checkPort,
} from './doctor/machine.ts';
import { modeOf } from './serving.ts';
import { inWords, plain, say } from './words.ts';

const MARKS: Record<Finding['level'], string> = { good: '✓', warning: '!', bad: '✗' };

async function database(now: Date): Promise<Finding[]> {
  const names = modules.map((module) => module.name);
  try {
    const opened = await openCityDatabase(process.env, createLog({ level: 'silent' }));
    try {
      return await examineDatabase(opened.connection, { modules: names, now });
    } finally {
      await opened.stop();
    }
  } catch (error) {
    const text = (error as Error).message;
    return [
      bad(
        {
          vi: `PostgreSQL đi kèm không khởi động: ${text}`,
          en: `The embedded PostgreSQL does not start: ${text}`,
        },
        { vi: 'xem docs/operating/troubleshooting.md', en: 'see docs/operating/troubleshooting.md' },
      ),
    ];
  }
}

async function examine(): Promise<Finding[]> {
  const now = new Date();
  const mode = modeOf(process.env);
  const dataRoot = process.env.CITY_DATA || defaultDataRoot();
  return [
    checkNode(),
    ...(process.env.DATABASE_URL ? [] : [checkAccount()]),
    checkClock(now),
    checkMemory(),
    checkDisk(dataRoot),
    await checkPort(Number(process.env.PORT ?? 8080)),
    ...checkLeftData(dataRoot),
    ...(await database(now)),
    ...checkSettings(process.env, mode, join(dataRoot, 'city')),
    ...(mode === 'production' ? [...checkProduction(process.env), checkBackups(dataRoot, now)] : []),
  ];
}

export const command: Command = {
  usage: 'doctor [--json]',
  describe: { vi: 'Nói bằng lời cái gì hỏng và cách sửa', en: 'Says in words what is wrong and what to do' },
  run: async (argv) => {
    const findings = await examine();
    const isBad = findings.some(({ level }) => level === 'bad');
    if (argv.includes('--json')) {
      plain(JSON.stringify(findings, null, 2));
      return isBad ? 1 : 0;
    }
    for (const { level, what, remedy } of findings) {
      plain(`${MARKS[level]} ${inWords(what)}`);
      if (remedy) plain(`    → ${inWords(remedy)}`);
    }
    const count = findings.filter(({ level }) => level !== 'good').length;
    if (count) say(`${count} điều cần xem`, `${count} things to look at`);
    else say('Mọi thứ ổn.', 'All is well.');
    return isBad ? 1 : 0;
  },
};
