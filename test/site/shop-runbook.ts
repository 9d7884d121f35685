/** A runbook with a bit of everything that a page draws, and of what must not happen to a reader. */
export const shopRunbook = `---
runbook:
  budget: 5m
  service: shop
  owners: [shop-team]
  environments: { staging: {}, production: { confirm: typed } }
  inputs:
    version: { type: semver, prompt: Version to restore }
    note: { type: string, prompt: What to write down }
    token: { type: secret, prompt: Token of the registry }
  drill: { environment: staging, every: 3650d }
tags: [checkout]
---

# ROLLBACK RUNBOOK: shop

**Purpose:** Bring the last version of shop back

**When to use:** Nobody can buy anything

Look at <pod-name> and {braces} first, then at app:v1.1.0 and prod[1]. <script>window.hacked = 1</script>
<img src=x onerror="window.hacked = 2"> and [a link](javascript:window.hacked=3), <title>not a title</title>.

<script>
window.hacked = 4;
</script>

<details><summary>More</summary>

It is <kbd>Ctrl</kbd>. <iframe src="javascript:window.hacked=5"></iframe>

</details>

| Region | Host |
| --- | --- |
| <region> | <a href="javascript:window.hacked=6">here</a> |

See [the other one](./other.md#step-1-look), [the script](../scripts/look.sh) and [nothing](../gone/away.md).

## Prerequisites

- [ ] The channel knows

## Steps

### Step 1: Look (20 seconds)

\`\`\`bash {effect=read}
echo "going to $VERSION: $NOTE"
\`\`\`

Expected output:

\`\`\`
going to
\`\`\`

### Step 2: Go Back (2 minutes)

**Only if the release is broken.**

\`\`\`bash {option="A: By version (FASTEST)" effect=write}
shopctl rollback --to=$VERSION --note "$NOTE"
\`\`\`

It asks nobody.

\`\`\`bash {option="B: By hand" effect=write}
shopctl restart <pod-name>
\`\`\`

\`\`\`bash {undo effect=write}
shopctl roll-forward
\`\`\`

### Step 3: Empty the Cache (1 minute)

\`\`\`bash {effect=destructive confirm=typed}
shopctl cache drop --all
\`\`\`

## Success Criteria

- [ ] People can buy again

## Troubleshooting

**Basket shows yesterday's prices:**

Empty the cache once more, as [step 3](#empty-the-cache) does.

## Contacts

- #shop-oncall, مناوب الليل 🚨
`;

export const otherRunbook = `# Look at other

## Steps

### Step 1: Look

\`\`\`bash
uptime
\`\`\`
`;
