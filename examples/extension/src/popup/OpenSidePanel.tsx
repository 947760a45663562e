import { useEffect, useState } from 'react';

import { Button } from '../shared/ui/Button.tsx';

/**
 * Opens the side panel of the window the popup belongs to. The window is looked up beforehand: Chromium
 * opens a panel only in the very turn of the click.
 */
export function OpenSidePanel() {
  const [windowId, setWindowId] = useState<number>();
  useEffect(() => {
    void chrome.windows.getCurrent().then((current) => setWindowId(current.id));
  }, []);
  const open = () => {
    if (windowId === undefined) return;
    void chrome.sidePanel.open({ windowId }).then(() => window.close());
  };
  return (
    <Button data-testid="open-side-panel" onClick={open}>
      Open side panel
    </Button>
  );
}
