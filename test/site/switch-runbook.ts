/** A runbook that says everything that can be said of a command, and where it is run. */
export const switchRunbook = `---
runbook:
  budget: 5m
  service: switch
  owners: [switch-team]
  requires: { tools: [kubectl], env: [SWITCH_TOKEN] }
  environments:
    staging: { kubernetes: { context: kind-staging, namespace: switch }, vars: { SITE: /srv/staging, HOST: stg.example.com } }
    production: { kubernetes: { context: prod-eu }, vars: { SITE: /srv/production, HOST: example.com }, confirm: typed }
  inputs:
    version: { type: semver, default: v1.0.0 }
    count: { type: integer, default: 3 }
    ticket: { type: string, pattern: "INC-[0-9]+" }
    name: { type: string }
    quick: { type: boolean, default: no }
tags: [network]
---

# Switch the network

**Purpose:** Take the other line
**Owner:** Alice
**Last reviewed:** 2026-10-01

## Steps

### Step 1: Look (20 seconds)

\`\`\`console {effect=read}
$ printf '[%s]' "$(printf '%s' "$NAME")"
\`\`\`

\`\`\`bash {effect=read until=30s retry=2 cwd=/tmp}
test -d "$SITE/$VERSION" && scale <pod-name> to "<pod-name>" {{ count }}
\`\`\`

\`\`\`http {effect=read}
POST https://$HOST/notes?of=$NAME
Content-Type: application/json

{"text": "$NAME", "count": $COUNT, "by": "\${WHO}"}
\`\`\`

### Step 2: Switch (1 minute)

**WARNING: Only if the line is dead.**

\`\`\`bash {effect=write confirm=typed background}
switchctl use --site="$SITE" --ticket=$TICKET --quick=$QUICK
\`\`\`

\`\`\`bash {effect=write confirm=key env=staging}
switchctl note
\`\`\`

\`\`\`bash {run=never}
switchctl explode
\`\`\`

## Rollback

### Step 1: Take the old line

\`\`\`bash {effect=write}
switchctl back
\`\`\`
`;

/** Three ways of which each is run by itself. */
export const severalRunbook = `---
runbook: { service: queue, owners: [queue-team], budget: 2m }
---

# Queue

## Stop producers

### Step 1: Look (10 seconds)

\`\`\`bash {effect=read}
queuectl who --produces
\`\`\`

### Step 2: Switch (1 minute)

**Option A: All**

\`\`\`bash {effect=write}
queuectl stop
\`\`\`

**Option B: One**

\`\`\`bash {effect=write}
queuectl stop --one
\`\`\`

## Start producers

### Step 1: Look (20 seconds)

\`\`\`bash {effect=read}
queuectl who --stopped
\`\`\`

### Step 2: Switch (30 seconds)

**Only if somebody waits.**

\`\`\`bash {effect=destructive}
queuectl start
\`\`\`
`;
