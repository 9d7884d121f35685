#!/usr/bin/env bash
# Puts the configuration of @@name@@ back to that of a version.
# Usage: rollback-config.sh VERSION
set -euo pipefail

component=@@name@@
version=${1:-}
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if ! [[ $version =~ ^v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$ ]]; then
  echo "Usage: $(basename "$0") VERSION, for example v1.1.0" >&2
  exit 2
fi
@@if config_files@@

file=$folder/config/$component-$version.yaml
if ! [ -f "$file" ]; then
  echo "There is no $file. There are:" >&2
  find "$folder" -name "$component-*.yaml" -exec basename {} \; >&2
  exit 2
fi

echo "What changes:"
kubectl diff --filename "$file" || [ "$?" -eq 1 ]
kubectl apply --filename "$file"
@@if with_secrets@@

# Asked for when this was written: an old Secret takes back every password that was changed since.
secret=$folder/config/$component-secret-$version.yaml
if [ "${ROLL_BACK_SECRETS:-no}" = yes ] && [ -f "$secret" ]; then
  # lint-disable-next-line secret-rolled-back: it was asked for, and has to be asked for again at each call
  kubectl apply --filename "$secret"
fi
@@end@@

# Pods read it when they start. Nobody waits for them here: with a broken version they may never be there.
runbook app restart @@workload@@
@@end@@
@@if etcd@@

# The keys of a version are put back together or not at all. Its file in Git has a line for each, the value quoted as etcdctl
# does it: /@@name@@/KEY "VALUE". What writes it, in the folder of this script, as soon as v1.1.0 is deployed:
#   etcdctl get --prefix /@@name@@/ --write-out fields | sed -nE 's/^"Key" : "(.*)"$/\1/p; s/^"Value" : //p' |
#     paste -d ' ' - - >config/@@name@@-v1.1.0.keys
file=$folder/config/$component-$version.keys
if ! [ -s "$file" ]; then
  echo "There is no $file, or nothing in it. There are:" >&2
  find "$folder" -name "$component-*.keys" -exec basename {} \; >&2
  exit 2
fi
if grep -nvE '^/@@name@@/[^[:space:]"\]+ "([^"\]|\\.)*"$' "$file" >&2; then
  echo "These lines of $file are not /$component/KEY \"VALUE\"; nothing was changed" >&2
  exit 2
fi

# What etcd holds, at one moment: key, revision and value, with tabs between them.
if ! held=$(etcdctl get --prefix "/$component/" --write-out fields |
  sed -nE 's/^"Key" : "(.*)"$/\1/p; s/^"(ModRevision|Value)" : //p' | paste - - -); then
  echo "etcd could not be read at ${ETCDCTL_ENDPOINTS:-127.0.0.1:2379}; nothing was changed" >&2
  exit 1
fi

comparisons=''
puts=''
while read -r key value || [ -n "$key" ]; do
  IFS=$'\t' read -r _ revision now <<<"$(awk -F '\t' -v key="$key" '$1 == key' <<<"$held")"
  if [ "$now" = "$value" ]; then continue; fi
  echo "$key: ${now:-absent} -> $value"
  # A key that is not there has revision 0.
  comparisons+="mod(\"$key\") = \"${revision:-0}\""$'\n'
  puts+="put -- \"$key\" $value"$'\n'
done <"$file"

others=$(cut -f 1 <<<"$held" | grep -vxF -f <(cut -d ' ' -f 1 "$file") || true)
if [ -n "$others" ]; then
  echo "Left as they are, since $version does not name them; see that they do not disturb it:"
  echo "$others"
fi
if [ -z "$puts" ]; then
  echo "$component has the configuration of $version already"
  exit 0
fi

# etcdctl itself would wait for the answer to a transaction for ever.
if ! read -r -t 10 answer < <(exec etcdctl txn <<<"$comparisons"$'\n'"$puts"$'\n'); then
  echo "etcd has not confirmed it: all of it was put back, or nothing. Run this again to see which" >&2
  # So that it is not sent later either.
  kill "$!" 2>/dev/null
  exit 1
fi
if [ "$answer" != SUCCESS ]; then
  echo "Somebody else has changed a key meanwhile; nothing was put back. Run this again to see what it is now" >&2
  exit 1
fi
echo "$component has the configuration of $version again"
@@end@@
