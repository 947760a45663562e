import { load } from '../shared/clerk.ts';
import { mount } from '../shared/ui/mount.tsx';
import { SidePanel } from './SidePanel.tsx';

void load();
mount(<SidePanel />);
