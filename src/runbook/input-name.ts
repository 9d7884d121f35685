/** Variables that decide what is run, and how; in lower case, as inputs and outputs are written. */
const reserved: ReadonlySet<string> = new Set(
  [
    // bash(1) sets them or acts on them
    `auto_resume bash bashopts bashpid cdpath child_max columns compreply coproc dirstack emacs env epochrealtime
    epochseconds euid execignore fcedit fignore funcname funcnest globignore groups histchars histcmd histcontrol
    histfile histfilesize histignore histsize histtimeformat home hostfile hostname hosttype ifs ignoreeof inputrc
    inside_emacs lang lineno lines logname machtype mail mailcheck mailpath mapfile oldpwd optarg opterr optind ostype
    path pipestatus posixly_correct ppid prompt_command prompt_dirtrim ps0 ps1 ps2 ps3 ps4 pwd random reply seconds
    shell shellopts shlvl srandom term timeformat tmout uid user zdotdir fpath`,
    // the C library and programs of every kind
    `ci debug display editor visual browser pager manpager less lessopen lessclose lesssecure language locpath nlspath
    gconv_path getconf_dir hostaliases localdomain res_options term_program terminfo terminfo_dirs termcap
    temp tmp tmpdir tz tzdir no_color force_color clicolor clicolor_force xdg_config_home xdg_config_dirs xdg_data_home
    xdg_data_dirs xdg_cache_home xdg_state_home xdg_runtime_dir sudo_askpass sudo_editor sudo_user grep_options
    grep_colors tar_options gzip zipopt unzip make makeflags makefiles mflags curl_home curl_ca_bundle wgetrc
    openssl_conf openssl_modules openssl_engines ssl_cert_file ssl_cert_dir sslkeylogfile http_proxy https_proxy
    ftp_proxy all_proxy no_proxy rsync_rsh gnupghome gpg_tty cvs_rsh jq_colors awkpath awklibpath posix`,
    // interpreters and compilers
    `pythonpath pythonhome pythonstartup pythoninspect pythonwarnings pythonoptimize pythonbreakpoint pythonuserbase
    pythonexecutable pythonplatlibdir pythonsafepath virtual_env conda_prefix perl5lib perl5opt perl5db perl5shell
    perllib perl_unicode rubyopt rubylib rubypath rubyshell gem_home gem_path bundle_gemfile bundle_path classpath
    java_home java_opts java_tool_options jdk_java_options jvm_args maven_opts gradle_opts lua_path
    lua_cpath lua_init phprc php_ini_scan_dir deno_dir gopath goroot gobin goflags goproxy cargo_home rustflags
    rustc_wrapper rustup_home rustup_toolchain cc cxx cflags cxxflags cppflags ldflags pkg_config_path psmodulepath
    r_home r_libs r_profile r_environ`,
    // clients: what they read decides which target they act on
    `kubeconfig kubectl_external_diff kube_editor kubectl_command_headers helm_kubecontext
    helm_kubeapiserver helm_namespace docker_host docker_context docker_config docker_tls_verify docker_cert_path
    docker_default_platform compose_file compose_project_name container_host podman_userns aws_profile aws_config_file
    aws_shared_credentials_file aws_endpoint_url aws_ca_bundle aws_pager cloudsdk_config
    cloudsdk_active_config_name google_application_credentials azure_config_dir vault_addr consul_http_addr
    etcdctl_api etcdctl_endpoints mysql_home mysql_pwd mysql_host mysql_tcp_port mysql_unix_port rediscli_auth
    ansible_config tf_cli_config_file tf_workspace tf_data_dir`,
    // libpq and psql
    `pgappname pgchannelbinding pgclientencoding pgconnect_timeout pgdata pgdatabase pgdatestyle pggeqo
    pggssdelegation pggssencmode pggsslib pghost pghostaddr pgkrbsrvname pgloadbalancehosts pglocaledir
    pgmaxprotocolversion pgminprotocolversion pgoauthdebug pgoptions pgpassfile pgpassword pgport pgrequireauth
    pgrequirepeer pgrequiressl pgservice pgservicefile pgsslcert pgsslcertmode pgsslcompression pgsslcrl pgsslcrldir
    pgsslkey pgsslkeylogfile pgsslmaxprotocolversion pgsslminprotocolversion pgsslmode pgsslnegotiation pgsslrootcert
    pgsslsni pgsysconfdir pgtargetsessionattrs pgtz pguser psql_editor psql_editor_linenumber_arg psql_history
    psql_pager psqlrc psql_watch_pager`,
  ].flatMap((names) => names.split(/\s+/)),
);

const reservedPrefix = /^(?:bash|comp|readline|ld|dyld|glibc|malloc|node|lc|runbook|npm|git|ssh)_/;

/** Why a name cannot be an input's or output's, or undefined. */
export function inputNameProblem(name: string): { message: string; hint: string } | undefined {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    const hint = 'Use lower-case letters, digits and "_", beginning with a letter; actions read it in capitals.';
    return { message: `"${name}" cannot be the name of a value`, hint };
  }
  if (reserved.has(name) || reservedPrefix.test(name)) {
    const message = `"${name}" would replace $${name.toUpperCase()}, which programs rely on`;
    return { message, hint: `Take another name, such as "target_${name}".` };
  }
  return undefined;
}
