import { describe, expect, it } from 'vitest';
import { isReservedVariable } from '../../../src/classify/known-variables.ts';
import { inputNameProblem } from '../../../src/runbook/input-name.ts';

const namesOf = (text: string) => text.trim().split(/\s+/);
const refused = (names: readonly string[]) => names.filter((name) => inputNameProblem(name) !== undefined);

describe('the name of an input or output', () => {
  it.each([
    [
      'the shell',
      `path home ifs prompt_command machtype hosttype ostype tmout timeformat mapfile coproc histcmd srandom
      epochseconds comp_words compreply bash_env bash_xtracefd execignore funcnest inputrc lc_all zdotdir ps0`,
    ],
    ['the loader', 'ld_preload ld_library_path dyld_insert_libraries gconv_path malloc_check'],
    [
      'interpreters',
      `pythonpath pythonhome pythonstartup perl5lib perl5opt rubyopt rubylib classpath java_tool_options node_options
      npm_config_registry lua_init phprc gopath`,
    ],
    [
      'tools',
      'git_dir git_ssh_command ssh_auth_sock pager editor visual tmpdir lessopen http_proxy makeflags openssl_conf',
    ],
    [
      'what a target is read from',
      'kubeconfig docker_host aws_profile pghost pgpassword pgservicefile pgoptions psqlrc',
    ],
    ['the program itself', 'runbook_output runbook_input_version'],
  ])('cannot be one of %s', (_, text) => {
    const names = namesOf(text);
    expect(refused(names)).toEqual(names);
  });

  it('may be any other, also one that begins alike', () => {
    const names = `version database_url quickstart_db python_version http_status docker_image pgbouncer_node paths
      user_id host region aws_region service_url release gateway`;
    expect(refused(namesOf(names))).toEqual([]);
  });

  it('is never one that no placeholder may take, but for DATABASE_URL, which sql fences read', () => {
    const names = namesOf(`BASH_ENV PATH PS4 PROMPT_COMMAND TMOUT TIMEFORMAT KUBECONFIG EDITOR VISUAL PAGER DISPLAY MAIL
      LANGUAGE DATABASE_URL CI DEBUG NO_COLOR LD_PRELOAD DYLD_LIBRARY_PATH LC_ALL NODE_OPTIONS GIT_DIR SSH_AUTH_SOCK
      NPM_TOKEN PGHOST PGUSER PGPORT PGDATABASE PGPASSWORD PGDATA PYTHONPATH CLASSPATH HTTP_PROXY NO_PROXY TZ`);
    const open = names.filter((name) => isReservedVariable(name) && inputNameProblem(name.toLowerCase()) === undefined);
    expect([names.filter((name) => !isReservedVariable(name)), open]).toEqual([[], ['DATABASE_URL']]);
  });
});
