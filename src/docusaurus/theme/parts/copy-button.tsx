import { useState } from 'react';

interface CopyButtonProps {
  readonly text: () => string;
  readonly label: string;
}

export function CopyButton({ text, label }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setSaid('copied');
    } catch {
      setSaid('not copied: the browser refuses it');
    }
    setTimeout(() => setSaid(''), 2_000);
  };
  return (
    <button type="button" className="rb-button rb-screen" onClick={copy}>
      {said === '' ? label : said}
    </button>
  );
}
