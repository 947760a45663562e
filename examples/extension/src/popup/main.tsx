import { load } from '../shared/clerk.ts';
import { mount } from '../shared/ui/mount.tsx';
import { Popup } from './Popup.tsx';

void load();
mount(<Popup />);
