import { useLocation } from '@docusaurus/router';
import { createContext, type KeyboardEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { useRunbook } from './state.tsx';
import { RunbookAnchor } from './step.tsx';

interface Chosen {
  readonly key: string;
  /** Before scripts run every option is to be read. */
  readonly isAlive: boolean;
  readonly choose: (key: string) => void;
}

const ChosenContext = createContext<Chosen>({ key: '', isAlive: false, choose: () => undefined });

interface ChoiceProps {
  readonly of: string;
  readonly children?: ReactNode;
}

/** Ways of which one is taken, as tabs; without scripts and on paper one below the other. */
export function RunbookChoice({ of, children }: ChoiceProps) {
  const choice = useRunbook().runbook.choices[of];
  const options = choice?.options ?? [];
  const [key, choose] = useState(choice?.preselected || (options[0]?.key ?? ''));
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const tabs = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = options.findIndex((option) => option.key === key);
    const last = options.length - 1;
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last };
    const wanted = to[event.key as keyof typeof to];
    if (wanted === undefined) return;
    event.preventDefault();
    const next = (wanted + options.length) % options.length;
    choose(options[next]?.key ?? '');
    tabs.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div className="rb-choice">
      <div className="rb-tabs rb-screen" role="tablist" aria-label="Options" ref={tabs} onKeyDown={move}>
        {options.map((option) => (
          <button
            key={option.key}
            type="button"
            role="tab"
            id={tabId(of, option.key)}
            aria-selected={option.key === key}
            aria-controls={panelId(of, option.key)}
            tabIndex={option.key === key ? 0 : -1}
            onClick={() => choose(option.key)}
          >
            {option.key}: {option.title}
          </button>
        ))}
      </div>
      <ChosenContext value={{ key, isAlive, choose }}>{children}</ChosenContext>
    </div>
  );
}

interface OptionProps extends ChoiceProps {
  readonly option: string;
  readonly anchor?: string;
}

export function RunbookOption({ of, option, anchor, children }: OptionProps) {
  const { key, isAlive, choose } = useContext(ChosenContext);
  const panel = useRef<HTMLDivElement>(null);
  const title = useRunbook().runbook.choices[of]?.options.find((one) => one.key === option)?.title;
  const { hash } = useLocation();
  // Whoever comes by a link into an option, or finds it by a search, sees it.
  useEffect(() => {
    const id = idOf(hash);
    if (id === '') return;
    if (panel.current?.id === id) choose(option);
    else if (panel.current?.querySelector(`[id="${CSS.escape(id)}"]`) != null) choose(option);
  }, [hash, choose, option]);
  return (
    <div
      ref={panel}
      className="rb-option"
      role="tabpanel"
      id={panelId(of, option)}
      aria-labelledby={tabId(of, option)}
      hidden={isAlive && key !== option}
    >
      {anchor === undefined ? null : <RunbookAnchor id={anchor} />}
      <p className={isAlive ? 'rb-option-title rb-paper' : 'rb-option-title'}>
        {option}: {title}
      </p>
      {children}
    </div>
  );
}

/** A link may have been cut in the middle of a character. */
function idOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

function tabId(of: string, key: string): string {
  return `${of}.tab.${key}`;
}

function panelId(of: string, key: string): string {
  return `${of}.${key}`;
}
