/** The strip at the top of every page of the extension. */
export function Bar({ title = 'Nightdesk demo' }: { title?: string }) {
  return (
    <header className="bar">
      <img src="/icons/48.png" width="24" height="24" alt="" />
      <span>{title}</span>
    </header>
  );
}
