import type { Invocation } from '../classify/invocations.ts';
import { hasAnyOption, positionalsOf } from '../classify/words.ts';
import type { ShellWord } from '../shell/shell-script.ts';
import { isKubectl, optionText } from './kubectl.ts';

/** An image as a command names it. */
export interface NamedImage {
  readonly word: ShellWord;
  /** The reference without quotes; of Helm, where only a tag is given, any name with that tag. */
  readonly image: string;
  /** What is deployed or pushed is what somebody goes back to; what is run or pulled may be a tool. */
  readonly use: 'release' | 'run';
}

/** Images of `kubectl set image`, `docker run|pull|push` and their like, and tags given to Helm. */
export function imagesIn(invocation: Invocation): readonly NamedImage[] {
  const { program, args } = invocation;
  if (isKubectl(invocation)) return kubectlImages(invocation);
  if (program === 'helm') return helmImages(args);
  if (/^(?:docker|podman|nerdctl)$/.test(program)) return containerImages(invocation);
  return [];
}

function kubectlImages({ program, args }: Invocation): readonly NamedImage[] {
  const [first, second] = positionalsOf(program, args);
  if (first === 'set' && second === 'image') return setImages(args);
  const isCreated = first === 'create' && /^(?:deployment|deploy|job|cronjob)$/.test(second ?? '');
  if (!isCreated && first !== 'run') return [];
  const word = optionText(args, '--image');
  const use = isCreated ? 'release' : 'run';
  return word === undefined ? [] : [{ word, image: unquoted(word).replace(/^--image=/, ''), use }];
}

/** `NAME=IMAGE`, or `*=IMAGE`. */
function setImages(args: readonly ShellWord[]): readonly NamedImage[] {
  return args.flatMap((word) => {
    const image = /^[\w.*-]+=(.+)$/.exec(unquoted(word))?.[1];
    return image === undefined || word.text.startsWith('-') ? [] : [{ word, image, use: 'release' }];
  });
}

/** `--set image.tag=latest`, of which only the tag is known. */
function helmImages(args: readonly ShellWord[]): readonly NamedImage[] {
  return args.flatMap((word, index) => {
    const isSet = /^--set(?:-string)?$/.test(args[index - 1]?.text ?? '') || /^--set(?:-string)?=/.test(word.text);
    const key = /(?:(?:^|[.,=])[\w-]*image(?:[\w.-]*\.)?tag|(?:^|[,=])tag)=([\w.-]+)(?:,|$)/i;
    const tag = isSet ? key.exec(unquoted(word))?.[1] : undefined;
    return tag === undefined ? [] : [{ word, image: `image:${tag}`, use: 'release' }];
  });
}

/** All tags at once are no tag. */
function containerImages({ program, args }: Invocation): readonly NamedImage[] {
  const words = positionalsOf(program, args);
  const verb = /^(?:image|container)$/.test(words[0] ?? '') ? words[1] : words[0];
  if (verb === undefined || !/^(?:run|create|pull|push)$/.test(verb)) return [];
  const behind = args.slice(args.findIndex(({ literal }) => literal === verb) + 1);
  if (/^pu/.test(verb) && hasAnyOption(behind, ['-a', '--all-tags'])) return [];
  const word = firstOperand(behind);
  return word === undefined ? [] : [{ word, image: unquoted(word), use: verb === 'push' ? 'release' : 'run' }];
}

/** Options of Docker and its like that stand alone; every other one takes the next word. */
const alone =
  /^(?:-[diqtP]+|--(?:detach|disable-content-trust|init|interactive|no-healthcheck|no-hosts|oom-kill-disable|privileged|publish-all|quiet|read-only|replace|rm|rmi|sig-proxy|tls-verify|tty))$/;

function firstOperand(args: readonly ShellWord[]): ShellWord | undefined {
  for (let index = 0; index < args.length; index++) {
    const text = args[index]?.text ?? '';
    if (!text.startsWith('-')) return args[index];
    if (text === '--') return args[index + 1];
    // `-it` stands alone, `-p8080:80` holds its value, `-p` takes the next word.
    const holdsValue = text.includes('=') || /^-[a-zA-Z][^a-zA-Z]/.test(text);
    if (!holdsValue && !alone.test(text)) index++;
  }
  return undefined;
}

/** As the program receives it, but for variables. */
function unquoted({ literal, text }: ShellWord): string {
  return literal ?? text.replace(/"/g, '');
}
