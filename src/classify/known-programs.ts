import { destructiveCommands } from './tables/destructive-commands.ts';
import { alwaysInteractive, sessionPrograms } from './tables/interactive-programs.ts';
import { mutatingCommands } from './tables/mutating-commands.ts';
import { nonTerminatingCommands } from './tables/non-terminating-commands.ts';
import { readPrograms } from './tables/read-programs.ts';

/** Names that any of the tables knows, builtins and common tools: what makes a line recognisable as a command. */
export function isKnownProgram(name: string): boolean {
  return known.has(name.replace(/^.*\//, ''));
}

const others =
  `alias bg bind break case cd continue declare dirs disown do done elif else esac eval exec exit export fc fg
  fi for function getopts hash history if jobs let local mapfile popd pushd readonly return select set shift shopt source
  suspend then time times trap typeset umask unalias unset until wait while sudo doas env nice nohup timeout xargs
  parallel ssh scp psql mysql sqlite3 redis-cli mongo mongosh bash sh zsh fish perl ruby java javac make cmake gcc go cargo
  node npm npx yarn pnpm python python3 pip pip3 bundle rails rake php composer terraform ansible ansible-playbook kubectl
  oc helm docker podman git aws gcloud az curl wget su less more man top nmap snmpwalk amtool promtool thanos cmctl
  kubeseal sops age vault consul nomad`.split(/\s+/);

const known: ReadonlySet<string> = new Set([
  ...others,
  ...Object.keys(readPrograms),
  ...[destructiveCommands, mutatingCommands, nonTerminatingCommands, alwaysInteractive, sessionPrograms].flatMap(
    (table) => table.flatMap((pattern) => (pattern.split(' ', 1)[0] ?? '').split('|')),
  ),
]);
