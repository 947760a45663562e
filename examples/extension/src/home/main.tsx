import { load } from '../shared/clerk.ts';
import { mount } from '../shared/ui/mount.tsx';
import '../shared/ui/page.css';
import { Home } from './Home.tsx';

void load();
mount(<Home />);
