import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

import '../theme.css';
import './controls.css';

/** Puts a page on screen. */
export function mount(page: ReactNode) {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no element with the id "root".');
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}
