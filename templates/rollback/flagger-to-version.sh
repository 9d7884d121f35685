#!/usr/bin/env bash
# Has Flagger promote an earlier version of @@target@@ at once: all of its template, without an analysis.
# Usage: flagger-to-version.sh VERSION, with the repository of the image in IMAGE
set -euo pipefail

version=${1:-}
if ! [[ $version =~ ^v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$ ]]; then
  echo "Usage: $(basename "$0") VERSION, for example v1.1.0" >&2
  exit 2
fi
image=${IMAGE:?the repository of the image}:$version

primary_image() {
  kubectl get deployment/@@target@@-primary --output jsonpath='{.spec.template.spec.containers@@container_at@@.image}'
}

analysis() {
  kubectl patch canary/@@name@@ --type merge --patch "{\"spec\": {\"skipAnalysis\": $1}}"
}

# The template of a version stands in its ReplicaSet; the newest of them, where there are several.
revision=$(kubectl get replicasets --selector '@@selector@@' --no-headers \
  --output custom-columns='REVISION:@@revision_path@@,IMAGE:@@held_image_path@@' |
  sort -n | awk -v image="$image" '$2 == image { revision = $1 } END { print revision }')
if [ -z "$revision" ]; then
  echo "The cluster holds no template with $image; deploy it by your pipeline" >&2
  exit 2
fi

trap 'analysis false' EXIT
analysis true
kubectl rollout undo deployment/@@target@@ --to-revision="$revision"

deadline=$((SECONDS + 90))
until [ "$(primary_image)" = "$image" ]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "Flagger has not promoted $image; see: kubectl describe canary/@@name@@" >&2
    exit 1
  fi
  sleep 2
done
runbook app wait deployment/@@target@@-primary --timeout 60s
