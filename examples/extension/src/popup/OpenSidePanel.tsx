import { openSidePanel } from '../../platform.ts';
import { Button } from '../shared/ui/Button.tsx';

/** Opens the side panel of the window the popup belongs to. */
export function OpenSidePanel() {
  const open = () => {
    void openSidePanel().then(() => window.close());
  };
  return (
    <Button data-testid="open-side-panel" onClick={open}>
      Open side panel
    </Button>
  );
}
