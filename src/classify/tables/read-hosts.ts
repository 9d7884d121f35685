import type { ListedArgs } from '../read-options.ts';
import type { ReadSpec } from '../read-spec.ts';

const any: ReadSpec = { options: 'any' };
const version: ReadSpec = {
  options: '--version -version',
  check: ({ options, words }) => options.length === 1 && words.length === 0,
};
const units: ReadSpec = {
  options:
    '-n: --lines: --no-pager -l --full -p: --property: -a --all -o: --output: -t: --type: --state: --failed --no-legend --plain -q --quiet --user --system --value -r --recursive --reverse',
};
const showOnly: ReadSpec = {
  subcommands: { show: { words: 3 }, list: { words: 3 }, ls: { words: 3 }, get: { words: 3 } },
  bare: true,
};

const ofPatroni = '-c: --config-file: -d: --dcs-url: -k --insecure';
const ofRabbit = '-n: --node: -p: -q --quiet -s --silent -t: --timeout: -l --longnames --formatter:';

/** The name becomes a path of a script that is run. */
function isServiceStatus({ words: [name, verb] }: ListedArgs): boolean {
  return /^[\w@.-]+$/.test(name?.literal ?? '') && verb?.literal === 'status';
}

/** The machine, its processes and its network. */
export const hostReads: Readonly<Record<string, ReadSpec>> = {
  df: any,
  free: { options: '-h -m -g -b -k -t -w --human' },
  uptime: any,
  w: any,
  who: any,
  whoami: any,
  id: any,
  groups: any,
  uname: any,
  arch: any,
  nproc: any,
  lscpu: any,
  lsblk: any,
  lsof: { options: '-i: -n -P -p: -u: -t -c: +D' },
  hostname: { options: '-f -i -I -s -d -A --fqdn', words: 0 },
  ps: any,
  pgrep: { options: '-f -l -a -u: -x -n -o -c -d: -v -P: -i -U: -g:' },
  pidof: any,
  top: {
    options: '-b -n: -o: -c -H -p: -w:',
    check: ({ options }) => ['-b', '-n'].every((name) => options.some((option) => option.name === name)),
  },
  vmstat: { options: '-s -w -S: -d -t -a', words: 2 },
  iostat: { options: '-x -z -m -k -d -c -h -y', words: 9 },
  mpstat: { options: '-P:', words: 2 },
  date: {
    options: '-u -d: -I -R --utc --iso-8601 --date: --rfc-3339: -Is -Iseconds --iso-8601:',
    check: ({ words }) => words.every((word) => /^['"]?\+/.test(word.text)),
  },
  env: { words: 0 },
  printenv: any,
  locale: { words: 0 },
  ss: { options: '-t -u -l -n -p -a -s -4 -6 -o -i -x -e -m' },
  netstat: { options: '-t -u -l -n -p -a -s -r -i -e -o' },
  ip: {
    before: '-4 -6 -br -brief -o -s -c -d -j -p -stats -details',
    subcommands: Object.fromEntries(
      'a addr address r route l link n neigh neighbor rule'.split(' ').map((name) => [name, showOnly]),
    ),
  },
  dig: { options: '-x: -t: -p: -4 -6' },
  host: { options: '-t: -v -a -4 -6' },
  nslookup: { options: '-type: -query: -type=A -type=MX -type=NS -type=TXT -debug' },
  nc: { options: '-z -v -w: -u -4 -6 -n', check: ({ options }) => options.some(({ name }) => name === '-z') },
  ping: {
    options: '-c: -W: -w: -i: -4 -6 -n -q -s:',
    check: ({ options }) => options.some(({ name }) => name === '-c' || name === '-w'),
  },
  traceroute: { options: '-n -m: -w: -q: -4 -6 -T -I -p:' },
  getent: any,
  systemctl: {
    before: '--no-pager --user --system -l --full --failed --all -a --type: -t: --state:',
    bare: true,
    subcommands: {
      status: units,
      show: units,
      cat: units,
      'is-active': units,
      'is-enabled': units,
      'is-failed': units,
      'is-system-running': units,
      'list-units': units,
      'list-unit-files': units,
      'list-timers': units,
      'list-dependencies': units,
    },
  },
  service: { words: 2, check: isServiceStatus },
  journalctl: {
    options:
      '-u: --unit: -n: --lines: --since: --until: -S: -U: -p: --priority: -o: --output: --no-pager -k --dmesg -b --boot -r --reverse -x -e -q -g: --grep: -t: --identifier: --utc -a --list-boots --disk-usage -l --no-full --no-hostname -f --follow',
  },
  dmesg: { options: '-T -H -l: -x --level: --ctime -k' },
  last: any,
  lastlog: { options: '-b: -t: -u:', words: 0 },
  crontab: { options: '-l', words: 0, check: ({ options }) => options.length === 1 },
  dpkg: { options: '-l -L -s -S --list' },
  rpm: {
    options: '-q -a -i -l -f --query --info --list',
    check: ({ options }) => options.some(({ name }) => name === '-q' || name === '--query'),
  },
  openssl: {
    subcommands: {
      x509: {
        options: '-in: -noout -dates -subject -issuer -text -enddate -startdate -serial -fingerprint -checkend: -ext:',
        words: 0,
      },
      version: {},
    },
  },
  patronictl: {
    before: ofPatroni,
    subcommands: Object.fromEntries(
      'list topology history show-config version'
        .split(' ')
        .map((name) => [name, { options: `${ofPatroni} -f: --format: -e --extended -t --timestamp --group:` }]),
    ),
  },
  rabbitmqctl: {
    before: ofRabbit,
    subcommands: Object.fromEntries(
      `list_queues list_exchanges list_bindings list_connections list_channels list_consumers list_users list_vhosts
list_permissions list_user_permissions list_policies list_parameters list_feature_flags list_unresponsive_queues
status cluster_status environment ping version report`
        .split(/\s+/)
        .map((name) => [name, { options: `${ofRabbit} --online --offline --local --no-table-headers --vhost:` }]),
    ),
  },
  pg_isready: { options: '-h: -p: -U: -d: -t: -q', words: 0 },
  node: version,
  npm: version,
  java: version,
  python3: version,
  python: version,
  terraform: {
    subcommands: {
      version: {},
      output: { words: 0 },
      state: { subcommands: { list: {} } },
    },
  },
};
