import type { ReadSpec } from '../read-spec.ts';
import { isCurlRead, isPsqlRead, isRedisRead, isWgetRead } from '../request-programs.ts';

/** HTTP and databases. */
export const requestReads: Readonly<Record<string, ReadSpec>> = {
  curl: {
    options:
      '-s -S -f -k -L -i -I -v -4 -6 -g -q -H: -u: -A: -e: -m: -w: -X: -o: --silent --show-error --fail --fail-with-body --insecure --location --include --head --verbose --compressed --http1.1 --http2 --header: --user: --user-agent: --max-time: --connect-timeout: --retry: --retry-delay: --retry-max-time: --retry-connrefused --retry-all-errors --resolve: --cacert: --cert: --key: --write-out: --request: --output: --url: --get --no-progress-meter',
    check: isCurlRead,
  },
  wget: {
    options:
      '-q -S -O: -qO: -T: -t: --spider --quiet --server-response --timeout: --tries: --header: --no-check-certificate --output-document: --no-verbose -nv',
    check: isWgetRead,
  },
  psql: {
    options:
      '-c: -h: -p: -U: -d: -t -A -X -q -x -w -F: -P: --command: --host: --port: --username: --dbname: --tuples-only --no-align --no-psqlrc --quiet --expanded --no-password --csv -l --list -V --version',
    words: 2,
    check: isPsqlRead,
  },
  'redis-cli': { options: '-h: -p: -n: -s: --tls --cacert: --no-auth-warning --raw', check: isRedisRead },
  'valkey-cli': { options: '-h: -p: -n: -s: --tls --cacert: --no-auth-warning --raw', check: isRedisRead },
};
