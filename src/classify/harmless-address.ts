/** An address that is asked with GET or HEAD over HTTP and whose path names no act. What is not known of it stands behind a host. */
export function isHarmlessAddress(text: string): boolean {
  const address = text.replace(/^["']|["']$/g, '');
  if (!/^https?:\/\//i.test(address) && !isBareHost(address)) return false;
  if (/[{}[\]\\]/.test(address.replace(/\$\{\w+\}|\/\/\[[\da-f:]+\]/gi, ''))) return false;
  const path = address.replace(/^(https?:\/\/)?[^/?#]*/i, '').replace(/\$\{?\w+\}?/g, '');
  return !wordsOf(decoded(path)).some((word) => acts.has(word));
}

/** curl guesses the protocol from the name of the host when none is given. */
function isBareHost(address: string): boolean {
  const isHost =
    /^(localhost|\d+\.\d+\.\d+\.\d+|[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+|[a-z][a-z0-9-]*(?=:\d))(:[\d$]|\/|\?|$)/i;
  return isHost.test(address) && !/^(ftp|dict|ldap|imap|smtp|pop3)\./i.test(address);
}

/** Servers decode `%64elete`, some of them twice. */
function decoded(path: string): string {
  const once = path.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return once === path ? path : decoded(once);
}

/** `/-/quitQuitQuit?do=stop-all` → quit, stop, all, and the joined words of each part. */
function wordsOf(path: string): readonly string[] {
  const parts = path.split(/[^A-Za-z]+/);
  const humps = parts.flatMap((part) => part.replace(/([a-z])([A-Z])/g, '$1 $2').split(' '));
  return [...parts, ...humps].map((word) => word.toLowerCase());
}

const acts: ReadonlySet<string> = new Set(
  `delete del destroy remove rm drop erase wipe purge flush clear clean cleanup truncate reset restart reload reboot
  shutdown halt poweroff stop start kill terminate quit quitquitquit abort abortabortabort exit cancel drain undrain
  evict disable enable suspend resume pause unpause trigger execute exec eval run invoke call apply deploy undeploy
  rollback promote demote failover switchover scale resize upgrade downgrade install uninstall rotate seal unseal
  revoke create update set unset put post add insert append write save store edit modify patch replace rename move copy
  import upload send publish submit approve reject merge close reopen lock unlock mute unmute silence snooze ack
  acknowledge retry replay requeue reindex rebuild rehash resync sync gc compact defrag migrate invalidate expire
  refresh retire decommission cordon uncordon register deregister unregister subscribe unsubscribe activate deactivate
  logout attach detach mount unmount swap toggle force bounce cycle crash freeze unfreeze freeosmemory dump heapdump
  heapsnapshot`.split(/\s+/),
);
