import { Button } from '../shared/ui/Button.tsx';

/**
 * Opens the side panel of the window the popup belongs to. The window is not looked up first: Chromium opens a
 * panel only in the very turn of the click.
 */
export function OpenSidePanel() {
  const open = () => {
    void chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT }).then(() => window.close());
  };
  return (
    <Button data-testid="open-side-panel" onClick={open}>
      Open side panel
    </Button>
  );
}
