// The settings file that the embedded PostgreSQL starts with: sized for a small machine, silent about people's data.
import { statfsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';

const MEGABYTE = 1024 * 1024;

/** The operator's own settings; they win over ours. Read at a start. */
export const LOCAL_SETTINGS_FILE = 'postgresql.local.conf';

export type ServerSettings = {
  socketDirectory: string;
  /** `safe` survives a power cut; `fast` is for throw-away test clusters only. */
  durability: 'safe' | 'fast';
  /** Absolute folder that finished WAL segments are copied to, for recovery to a point in time. */
  archiveDirectory?: string | undefined;
  /** Whether the operator's own file lies beside ours. */
  hasLocalFile?: boolean | undefined;
  /** Further settings; they win over ours. */
  extra?: Record<string, string> | undefined;
};

const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(high, Math.round(value)));

/** Shared memory for parallel queries: /dev/shm, unless it is missing or as small as containers make it (64 MB). */
function sharedMemoryKind(): 'posix' | 'mmap' {
  try {
    const shm = statfsSync('/dev/shm');
    return shm.bavail * shm.bsize >= 256 * MEGABYTE ? 'posix' : 'mmap';
  } catch {
    return 'mmap';
  }
}

function common(settings: ServerSettings): Record<string, string> {
  const memoryMb = totalmem() / MEGABYTE;
  return {
    listen_addresses: '',
    unix_socket_directories: settings.socketDirectory,
    unix_socket_permissions: '0700',
    max_connections: '120',
    shared_buffers: `${clamp(memoryMb / 16, 64, 512)}MB`,
    effective_cache_size: `${clamp(memoryMb / 2, 256, 8192)}MB`,
    maintenance_work_mem: '128MB',
    work_mem: '16MB',
    dynamic_shared_memory_type: sharedMemoryKind(),
    max_parallel_workers_per_gather: availableParallelism() > 2 ? '2' : '1',
    jit: 'off',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_line_prefix: '%m [%p] %q%u@%d ',
    log_min_duration_statement: '1s',
    log_lock_waits: 'on',
    // An error's DETAIL and a statement's parameters hold people's data: neither is written to the log.
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    wal_compression: 'on',
  };
}

const SAFE: Record<string, string> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'replica',
  max_wal_senders: '4',
  max_replication_slots: '4',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  checkpoint_timeout: '10min',
};

const FAST: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  autovacuum_naptime: '10min',
  io_method: 'sync',
};

const quote = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const shellQuote = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;

/** The text of postgresql.conf. */
export function settingsFile(settings: ServerSettings): string {
  const archive: Record<string, string> = {};
  if (settings.archiveDirectory && settings.durability === 'safe') {
    const target = shellQuote(settings.archiveDirectory);
    archive.archive_mode = 'on';
    // Answers 0 only when the segment lies there whole; one that lies there with other content is never overwritten.
    archive.archive_command =
      `if test -f ${target}/%f; then cmp -s %p ${target}/%f; ` +
      `else cp %p ${target}/.%f && mv ${target}/.%f ${target}/%f; fi`;
    archive.archive_timeout = '5min';
  }
  const all = {
    ...common(settings),
    ...(settings.durability === 'safe' ? SAFE : FAST),
    ...archive,
    ...settings.extra,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${quote(value)}`);
  if (settings.hasLocalFile) lines.push(`include = '${LOCAL_SETTINGS_FILE}'`);
  return `# Written at every start; own settings go into ${LOCAL_SETTINGS_FILE} beside this file.\n${lines.join('\n')}\n`;
}
