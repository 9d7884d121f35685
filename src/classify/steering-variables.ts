const own =
  /^(PATH|IFS|CDPATH|ENV|SHELL|SHELLOPTS|POSIXLY_CORRECT|GLOBIGNORE|HOME|USER|LOGNAME|PWD|OLDPWD|EXECIGNORE|PS\d|TMPDIR|BROWSER|VISUAL|DISPLAY|SUDO_\w+|\w*(PAGER|EDITOR|ASKPASS|_COMMAND|_PRELOAD|_PROXY)|(http|https|ftp|all|no)_proxy)$/;

/** Families of variables that programs read: which file they take their settings from, what they start, where they connect. */
const families =
  /^(BASH|COMP_|LD_|DYLD_|GCONV|LOCPATH|NLSPATH|MALLOC_|GLIBC_|GIT_|SSH_|SSL|OPENSSL|CURL|WGET|NODE_(OPTIONS|PATH|TLS|EXTRA|V8|REPL)|NPM_|PYTHON|PERL5|PERL_|RUBY(OPT|LIB)|GEM_|BUNDLE_|JAVA_|JDK_|CLASSPATH|PSQL|PG[A-Z]+$|PG_COLOR|KUBE|HELM_|DOCKER_|COMPOSE_|CONTAINER_HOST|CONTAINERS_|ETCDCTL_|REDISCLI_|XARGS_|LESS|MAN(PATH|OPT|WIDTH|SECT|ROFF)|GREP_|RIPGREP_|JQ_|AWK|GAWK|AWS_|BOTO|CLOUDSDK_|GOOGLE_|AZURE_|ARM_|TF_|TERRAFORM_|VAULT_|CONSUL_|NOMAD_|SYSTEMD_|XDG_|RUNBOOK_)/;

const database = /(DATABASE|DB|POSTGRES\w*|MYSQL|MARIADB|MONGO\w*|REDIS|AMQP)_?(URL|URI|DSN|HOST)$/i;

/** Variables that change which programs run, what these do or what they connect to. */
export function isSteering(name: string): boolean {
  return own.test(name) || families.test(name) || database.test(name);
}

/** Of these the ones that start another program than the one that is named, or hand it code. */
export function choosesPrograms(name: string): boolean {
  return /^(PATH|IFS|ENV|SHELLOPTS|BASH\w*|LD_\w+|DYLD_\w+|KUBECONFIG|GIT_\w+|NODE_OPTIONS|PYTHON\w+|PERL5\w+|RUBY\w+|JAVA_TOOL_OPTIONS|PS4|\w*(PAGER|ASKPASS|_COMMAND|_PRELOAD))$/.test(
    name,
  );
}

/** Names that no program on the list of reads looks at: default deny, as a program may read any other from its environment. */
export function isUnreadByPrograms(name: string): boolean {
  return /^(TZ|LANG|LC_[A-Z]+|NO_COLOR|NAMESPACE|NS|POD|NODE|DEPLOYMENT|RELEASE|SERVICE|APP|VERSION|REVISION)$/.test(
    name,
  );
}
