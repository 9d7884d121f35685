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

# One line for each key: /@@name@@/KEY VALUE. Put back together or not at all.
file=$folder/config/$component-$version.keys
if ! [ -f "$file" ]; then
  echo "There is no $file. There are:" >&2
  find "$folder/config" -name "$component-*.keys" -exec basename {} \; >&2
  exit 2
fi

quoted() { sed 's/\\/\\\\/g; s/"/\\"/g' <<<"$1"; }

comparisons=''
puts=''
while read -r key value; do
  [ -n "$key" ] || continue
  now=$(etcdctl get --print-value-only "$key")
  if [ "$now" = "$value" ]; then continue; fi
  echo "$key: $now -> $value"
  if [ -n "$now" ]; then comparisons+="value(\"$(quoted "$key")\") = \"$(quoted "$now")\""$'\n'; fi
  puts+="put \"$(quoted "$key")\" \"$(quoted "$value")\""$'\n'
done <"$file"

if [ -z "$puts" ]; then
  echo "$component has the configuration of $version already"
  exit 0
fi
answer=$(printf '%s\n%s\n\n' "$comparisons" "$puts" | etcdctl txn)
echo "$answer"
if [ "${answer%%$'\n'*}" != SUCCESS ]; then
  echo "Somebody else has changed a key meanwhile; nothing was put back" >&2
  exit 1
fi
@@end@@
