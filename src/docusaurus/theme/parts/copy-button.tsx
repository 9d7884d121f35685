import { useEffect, useState } from 'react';

interface CopyButtonProps {
  readonly text: () => string;
  readonly label: string;
}

export function CopyButton({ text, label }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  const [count, setCount] = useState(0);
  // Every press is answered for as long.
  useEffect(() => {
    if (count === 0) return undefined;
    const end = setTimeout(() => setSaid(''), 2_000);
    return () => clearTimeout(end);
  }, [count]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setSaid('copied');
    } catch {
      setSaid('not copied: the browser refuses it');
    }
    setCount((before) => before + 1);
  };
  return (
    <button type="button" className="rb-button rb-screen" onClick={copy}>
      {said === '' ? label : said}
    </button>
  );
}
